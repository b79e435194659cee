import { DAY, fromIsoDate, isoDate, isoWeekOf, startOfIsoWeek } from '../clock.ts'
import { type EventId, type PersonId, type RecordId, recordOf } from '../ids.ts'
import type { Fields } from '../record/event.ts'
import type { FoldedRecord } from '../record/folded.ts'
import { dayFields, type PlannedShift, type PlanRecord, plannedShifts } from '../roster.ts'
import { type ClockType, clockRows } from './clock.ts'
import { isOf } from './day.ts'

/**
 * What a yes to a request means: leave stands in the shifts that it covers, a late clock in its shift, a swap in the
 * weeks of both. It is written in one act with the yes, so that no request is ever approved and without effect.
 */

/** Requests whose approval writes more than itself. */
export const REQUESTS: readonly string[] = ['leave_request', 'clock_fix', 'swap_request']

type Step = { readonly move: string; readonly to: string; readonly note?: string }
/** A step of a record that is there, or a record of the person's week that `week` (ms UTC) lies in. */
export type Effect =
  | { readonly record: RecordId; readonly set?: Fields; readonly move?: Step }
  | {
      readonly kind: 'shift' | 'roster_entry'
      readonly id: EventId
      readonly owner: PersonId
      readonly week: number
      readonly fields: Fields
      readonly move: Step
    }
/** `set`: what the approval says of the request itself. `lacks`: what must be at hand before anybody can say yes. */
export type Decision =
  | { readonly ok: true; readonly set: Fields; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly lacks: 'shift' | 'week' }

/** What the decider has at hand. */
export type AtHand = {
  /** The worker's shifts. */
  readonly shifts: readonly FoldedRecord[]
  readonly entries: readonly PlanRecord[]
  readonly swaps: readonly PlanRecord[]
  /** True if all of the person's week that `at` (ms UTC) lies in is here. */
  readonly holds: (person: PersonId, at: number) => boolean
}
export type Decider = { readonly by: PersonId; readonly newId: () => EventId }

/** What is written with the approval of a request. */
export function decision(request: FoldedRecord, hand: AtHand, who: Decider): Decision {
  switch (request.kind) {
    case 'leave_request':
      return leave(request, hand, who)
    case 'clock_fix':
      return lateClock(request, hand, who)
    case 'swap_request':
      return swap(request, hand, who)
    default:
      return { ok: true, set: {}, effects: [] }
  }
}

/** The fields of a new shift that follows a plan. */
export const shiftFields = (
  plan: Omit<PlannedShift, 'roster' | 'person'> & { readonly roster?: RecordId },
  worker: PersonId,
): Fields => ({
  workerId: worker,
  date: plan.date,
  shiftType: plan.shiftType,
  plannedStart: plan.start,
  plannedEnd: plan.end,
  mode: plan.mode,
  routeIds: plan.routeIds,
  ...(plan.roster ? { rosterId: plan.roster } : {}),
  ...(plan.truckId ? { truckId: plan.truckId } : {}),
})

const TO_LEAVE: Step = { move: 'mark_leave', to: 'leave' }
const idsOf = ({ fields }: Pick<FoldedRecord, 'fields'>): readonly string[] =>
  Array.isArray(fields['shiftIds']) ? fields['shiftIds'].filter((id) => typeof id === 'string') : []

/**
 * The shifts that a leave covers from beginning to end and that do not say so yet: planned ones, and such as were taken
 * for absence before the leave was known. A shift that it covers in part can still be worked.
 */
export function leaveEffects(
  request: Pick<FoldedRecord, 'fields'>,
  hand: Pick<AtHand, 'shifts' | 'entries' | 'swaps'>,
  newId: () => EventId,
): { readonly ids: readonly RecordId[]; readonly effects: readonly Effect[] } {
  const { personId, fromAt, toAt } = request.fields
  const covers = (start: unknown, end: unknown): boolean =>
    typeof start === 'number' && typeof end === 'number' && start >= Number(fromAt) && end <= Number(toAt)
  const own = hand.shifts.filter(({ fields }) => fields['workerId'] === personId)
  const there = own
    .filter(({ state }) => state === 'planned' || state === 'absent')
    .filter(({ fields }) => covers(fields['plannedStart'], fields['plannedEnd']))
  const planned =
    typeof fromAt === 'number' && typeof toAt === 'number'
      ? plannedShifts(hand.entries, isoDate(fromAt), isoDate(toAt), hand.swaps)
      : []
  const fresh = planned
    .filter((plan) => plan.person === personId && covers(plan.start, plan.end))
    .filter((plan) => !own.some((shift) => isOf(shift, plan)))
    .map((plan): Effect & { readonly id: EventId } => ({
      kind: 'shift',
      id: newId(),
      owner: plan.person,
      week: plan.start,
      fields: shiftFields(plan, plan.person),
      move: TO_LEAVE,
    }))
  return {
    ids: [...there.map(({ id }) => id), ...fresh.map(({ id }) => recordOf(id))],
    effects: [...there.map(({ id }): Effect => ({ record: id, move: TO_LEAVE })), ...fresh],
  }
}

function leave(request: FoldedRecord, hand: AtHand, { newId }: Decider): Decision {
  const { ids, effects } = leaveEffects(request, hand, newId)
  return { ok: true, set: ids.length > 0 ? { shiftIds: [...idsOf(request), ...ids] } : {}, effects }
}

/** Leave that was granted and does not stand in a shift yet: its week came in, or was planned, only later. */
export function leaveOwed(
  requests: readonly FoldedRecord[],
  hand: Pick<AtHand, 'shifts' | 'entries' | 'swaps'>,
  newId: () => EventId,
): readonly Effect[] {
  return requests
    .filter(({ kind, state }) => kind === 'leave_request' && state === 'approved')
    .flatMap((request) => {
      const { ids, effects } = leaveEffects(request, hand, newId)
      if (ids.length === 0) return []
      return [...effects, { record: request.id, set: { shiftIds: [...idsOf(request), ...ids] } }]
    })
}

/** One shift of a person whose leave touches its day, marked by the word of a leader: he knows that nobody comes. */
export function grantedShift(
  request: Pick<FoldedRecord, 'id' | 'fields'>,
  plan: PlannedShift,
  shift: FoldedRecord | undefined,
  newId: () => EventId,
): readonly Effect[] {
  const id = newId()
  const { person, start } = plan
  const marked: Effect = shift
    ? { record: shift.id, move: TO_LEAVE }
    : { kind: 'shift', id, owner: person, week: start, fields: shiftFields(plan, person), move: TO_LEAVE }
  return [marked, { record: request.id, set: { shiftIds: [...idsOf(request), shift?.id ?? recordOf(id)] } }]
}

function lateClock({ fields }: FoldedRecord, hand: AtHand, { by }: Decider): Decision {
  const shift = hand.shifts.find(({ id }) => id === fields['shiftId'])
  if (!shift) return { ok: false, lacks: 'shift' }
  const type = fields['clockType'] as ClockType
  const events = [...clockRows(shift), { clockType: type, at: Number(fields['at']), by }]
  const move = stepOf(shift.state, type)
  const note = String(fields['reason'] ?? '')
  return {
    ok: true,
    set: {},
    effects: [{ record: shift.id, set: { events }, ...(move ? { move: { ...move, note } } : {}) }],
  }
}

function stepOf(state: string, type: ClockType): Step | undefined {
  if (state === 'planned' && type === 'in') return { move: 'clock_in_proxy', to: 'on_duty' }
  if (state === 'absent') return { move: 'restore', to: 'off_duty' }
  const runs = state === 'on_duty' || state === 'on_break'
  return runs && type === 'out' ? { move: 'clock_out_proxy', to: 'off_duty' } : undefined
}

function swap({ fields }: FoldedRecord, hand: AtHand, { newId }: Decider): Decision {
  const [one, other] = [fields['personId'] as PersonId, fields['withId'] as PersonId]
  const day = fromIsoDate(String(fields['date']))
  if (day === undefined || one === other) return { ok: true, set: { agreed: true }, effects: [] }
  if (!hand.holds(one, day) || !hand.holds(other, day)) return { ok: false, lacks: 'week' }
  const give = (to: PersonId, from: PersonId): Effect =>
    newWeek(to, day, hand, newId, (days) => [
      ...days.filter((shift) => shift.person === to && shift.date !== fields['date']),
      ...days
        .filter((shift) => shift.person === from && shift.date === fields['date'])
        .map((shift) => ({ ...shift, substituteFor: from })),
    ])
  return { ok: true, set: { agreed: true }, effects: [give(one, other), give(other, one)] }
}

/** A person's week anew: everything that is planned for it stays but what `change` says. `at`: a time in it (ms UTC). */
export function newWeek(
  person: PersonId,
  at: number,
  hand: Pick<AtHand, 'entries' | 'swaps'>,
  newId: () => EventId,
  change: (everybody: readonly PlannedShift[]) => readonly PlannedShift[],
): Effect {
  const monday = startOfIsoWeek(isoWeekOf(at))
  const sunday = isoDate(monday + 6 * DAY)
  const planned = plannedShifts(hand.entries, isoDate(monday), sunday, hand.swaps)
  return {
    kind: 'roster_entry',
    id: newId(),
    owner: person,
    week: monday,
    fields: { personId: person, weekStart: isoDate(monday), days: change(planned).map(dayFields) },
    move: { move: 'publish', to: 'published' },
  }
}
