import { DAY, fromIsoDate } from './clock.ts'
import type { PersonId, RecordId } from './ids.ts'
import { isRow } from './record/condition.ts'
import type { Value } from './record/event.ts'
import type { FoldedRecord } from './record/folded.ts'

/**
 * Who works when and where, read from roster entries and requests. A phone reads it from the rooms that it holds, the
 * desk from the projection: both say the same.
 */
export type PlannedShift = {
  readonly person: PersonId
  /** The day on which it begins (ISO, Shanghai). */
  readonly date: string
  readonly shiftType: string
  /** ms UTC; a shift over midnight ends on the next day. */
  readonly start: number
  readonly end: number
  readonly mode: string
  readonly routeIds: readonly RecordId[]
  readonly truckId?: RecordId
  readonly substituteFor?: PersonId
  /** The entry that says so. */
  readonly roster: RecordId
}

/** What a plan is read from; a projected row has as much of it as a folded record. */
export type PlanRecord = Pick<FoldedRecord, 'id' | 'kind' | 'fields' | 'state' | 'chain'>

/**
 * The shifts that are planned from `from` to `to` (ISO dates, both counted), by day and hour. Of a person's week the
 * newest publication counts; what it does not name is not planned. Rows that are none, or of another week, say nothing.
 */
export function plannedShifts(entries: readonly PlanRecord[], from: string, to: string): readonly PlannedShift[] {
  return standing(entries)
    .flatMap((entry) => shiftsOf(entry))
    .filter(({ date }) => date >= from && date <= to)
    .sort((a, b) => a.start - b.start || (a.person < b.person ? -1 : a.person > b.person ? 1 : 0))
}

/** The published entry that counts for each person and week. */
export function standing<T extends PlanRecord>(entries: readonly T[]): readonly T[] {
  const newest = new Map<string, T>()
  for (const entry of entries) {
    if (entry.kind !== 'roster_entry' || entry.state !== 'published') continue
    const key = weekOf(entry)
    if (key === undefined) continue
    const before = newest.get(key)
    if (!before || comesAfter(entry, before)) newest.set(key, entry)
  }
  return [...newest.values()]
}

/** When an entry was published (ms UTC); undefined for one that never was. */
export const publishedAt = (entry: PlanRecord): number | undefined =>
  entry.chain.findLast((step) => step.move === 'publish')?.at

/** The same on every phone, also for two leaders who published in the same millisecond. */
function comesAfter(a: PlanRecord, b: PlanRecord): boolean {
  const [at, before] = [publishedAt(a) ?? 0, publishedAt(b) ?? 0]
  return at > before || (at === before && a.id > b.id)
}

function weekOf({ fields }: PlanRecord): string | undefined {
  const { personId, weekStart } = fields
  return typeof personId === 'string' && typeof weekStart === 'string' ? `${personId} ${weekStart}` : undefined
}

/** The shifts that one entry names, whatever its state: also a draft, or a plan of before. */
export function shiftsOf(entry: PlanRecord): readonly PlannedShift[] {
  const { personId, weekStart, days } = entry.fields
  const monday = typeof weekStart === 'string' ? fromIsoDate(weekStart) : undefined
  if (typeof personId !== 'string' || monday === undefined || !Array.isArray(days)) return []
  return (days as readonly Value[]).flatMap((day): PlannedShift[] => {
    if (!isRow(day)) return []
    const { date, shiftType, start, end, mode, routeIds, truckId, substituteFor } = day
    const midnight = typeof date === 'string' ? fromIsoDate(date) : undefined
    if (midnight === undefined || midnight < monday || midnight >= monday + 7 * DAY) return []
    if (typeof start !== 'number' || typeof end !== 'number') return []
    return [
      {
        person: personId as PersonId,
        date: date as string,
        shiftType: String(shiftType),
        start,
        // Written by a program that counted hours of the day only.
        end: end > start ? end : end + DAY,
        mode: String(mode),
        routeIds: (Array.isArray(routeIds) ? routeIds : []).filter((id) => typeof id === 'string') as RecordId[],
        ...(typeof truckId === 'string' ? { truckId: truckId as RecordId } : {}),
        ...(typeof substituteFor === 'string' ? { substituteFor: substituteFor as PersonId } : {}),
        roster: entry.id,
      },
    ]
  })
}

/** The approved leave that covers any part of the day (ISO, Shanghai). */
export function onLeave<T extends PlanRecord>(leaves: readonly T[], person: PersonId, date: string): T | undefined {
  const midnight = fromIsoDate(date)
  if (midnight === undefined) return undefined
  return leaves.find(({ kind, state, fields: { personId, fromAt, toAt } }) => {
    if (kind !== 'leave_request' || state !== 'approved' || personId !== person) return false
    return typeof fromAt === 'number' && typeof toAt === 'number' && fromAt < midnight + DAY && toAt > midnight
  })
}

/** The plan with approved swaps: on that day each of the two has the shifts of the other. */
export function withSwaps(shifts: readonly PlannedShift[], swaps: readonly PlanRecord[]): readonly PlannedShift[] {
  const agreed = swaps.filter(({ kind, state }) => kind === 'swap_request' && state === 'approved')
  return shifts.map((shift) => {
    const swap = agreed.find(
      ({ fields }) =>
        fields['date'] === shift.date && (fields['personId'] === shift.person || fields['withId'] === shift.person),
    )
    if (!swap) return shift
    const { personId, withId } = swap.fields
    return { ...shift, person: (personId === shift.person ? withId : personId) as PersonId }
  })
}
