import { DAY, fromIsoDate, isoDate, isoWeekOf, startOfIsoWeek } from './clock.ts'
import type { PersonId, RecordId } from './ids.ts'
import { isRow } from './record/condition.ts'
import type { Fields, Value } from './record/event.ts'
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
 * `swaps`: an approved one changes the two of its day from the moment of its approval on, whether or not the new weeks
 * of both have come in; it counts once, in whatever order they come.
 */
export function plannedShifts(
  entries: readonly PlanRecord[],
  from: string,
  to: string,
  swaps: readonly PlanRecord[] = [],
): readonly PlannedShift[] {
  const agreed = swaps.flatMap((one) => agreedSwap(one) ?? [])
  const shifts = agreed.length === 0 ? standing(entries).flatMap((entry) => shiftsOf(entry)) : told(entries, agreed)
  return shifts
    .filter(({ date }) => date >= from && date <= to)
    .sort((a, b) => a.start - b.start || (a.person < b.person ? -1 : a.person > b.person ? 1 : 0))
}

type Swap = { readonly at: number; readonly date: string; readonly pair: readonly [PersonId, PersonId] }

function agreedSwap({ kind, state, fields, chain }: PlanRecord): Swap | undefined {
  const { personId, withId, date, decidedAt } = fields
  if (kind !== 'swap_request' || state !== 'approved' || personId === withId) return undefined
  if (typeof personId !== 'string' || typeof withId !== 'string' || typeof date !== 'string') return undefined
  const at = typeof decidedAt === 'number' ? decidedAt : (chain.findLast(({ to }) => to === 'approved')?.at ?? 0)
  return { at, date, pair: [personId as PersonId, withId as PersonId] }
}

/** The weeks as they were published and swapped, one act after the other: a publication that knew of a swap stands. */
function told(entries: readonly PlanRecord[], swaps: readonly Swap[]): readonly PlannedShift[] {
  const weeks = new Map<string, readonly PlannedShift[]>()
  const publications = published(entries).map((entry) => ({ at: publishedAt(entry) ?? 0, entry }))
  const acts = [...swaps.map((swap) => ({ at: swap.at, swap })), ...publications]
  // A swap comes before what was published with it.
  acts.sort((a, b) => a.at - b.at || Number('entry' in a) - Number('entry' in b))
  for (const act of acts) {
    if ('entry' in act) weeks.set(weekOf(act.entry) ?? '', shiftsOf(act.entry))
    else swapDay(weeks, act.swap)
  }
  return [...weeks.values()].flat()
}

function swapDay(weeks: Map<string, readonly PlannedShift[]>, { date, pair: [one, other] }: Swap): void {
  const monday = mondayOf(date)
  const ofDay = (person: PersonId) => (weeks.get(`${person} ${monday}`) ?? []).filter((shift) => shift.date === date)
  const [ones, others] = [ofDay(one), ofDay(other)]
  const give = (to: PersonId, from: PersonId, shifts: readonly PlannedShift[]): void => {
    const kept = (weeks.get(`${to} ${monday}`) ?? []).filter((shift) => shift.date !== date)
    weeks.set(`${to} ${monday}`, [...kept, ...shifts.map((shift) => ({ ...shift, person: to, substituteFor: from }))])
  }
  give(one, other, others)
  give(other, one, ones)
}

/** The Monday of the week of a day (both ISO); the day itself if it is none. */
function mondayOf(date: string): string {
  const at = fromIsoDate(date)
  return at === undefined ? date : isoDate(startOfIsoWeek(isoWeekOf(at)))
}

/** The published entry that counts for each person and week. */
export function standing<T extends PlanRecord>(entries: readonly T[]): readonly T[] {
  const newest = new Map<string, T>()
  for (const entry of published(entries)) newest.set(weekOf(entry) ?? '', entry)
  return [...newest.values()]
}

/** The first one first, on every phone alike, also for two leaders who published in the same millisecond. */
const published = <T extends PlanRecord>(entries: readonly T[]): readonly T[] =>
  entries
    .filter((entry) => entry.kind === 'roster_entry' && entry.state === 'published' && weekOf(entry) !== undefined)
    .map((entry) => [publishedAt(entry) ?? 0, entry] as const)
    .sort(([a, one], [b, other]) => a - b || (one.id < other.id ? -1 : 1))
    .map(([, entry]) => entry)

/** When an entry was published (ms UTC); undefined for one that never was. */
export const publishedAt = (entry: PlanRecord): number | undefined =>
  entry.chain.findLast((step) => step.move === 'publish')?.at

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

/** A shift as a row of an entry. */
export function dayFields(shift: Omit<PlannedShift, 'person' | 'roster'>): Fields {
  const { date, shiftType, start, end, mode, routeIds, truckId, substituteFor } = shift
  const more = { ...(truckId ? { truckId } : {}), ...(substituteFor ? { substituteFor } : {}) }
  return { date, shiftType, start, end, mode, routeIds, ...more }
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
