import type { BulkAnswer, BulkRequest, RecordAnswer, RecordPage, RecordRow } from '../../domain/api.ts'
import { fromIsoDate, isoDate, isoWeekOf, startOfIsoWeek } from '../../domain/clock.ts'
import { newEventId, type PersonId, type RecordId, recordOf } from '../../domain/ids.ts'
import type { ClientEvent } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { roomName } from '../../domain/room/names.ts'
import type { BulkEvent } from '../../domain/roster-week.ts'
import { decision, type Effect } from '../../domain/shift/decision.ts'
import { post, request } from '../state/api.ts'
import type { Key } from '../words/zh.ts'
import { planRecord } from './plan/week-data.ts'
import { type Deed, eventsOf, type Outcome, problemOf } from './write.ts'

/** A yes said at the desk writes what it does in the same request, as a leader's phone does. */
export async function approve(answer: RecordAnswer, by: PersonId, deed: Deed): Promise<Outcome> {
  const { record, row } = answer
  const found = await atHand(record)
  if (typeof found === 'string') return { ok: false, problem: found }
  const now = Date.now()
  const decided = decision(record, found.hand, { by, newId: () => newEventId(now) })
  if (!decided.ok) return { ok: false, problem: decided.lacks === 'week' ? 'deskLacksWeek' : 'deskLacksShift' }
  const own = eventsOf(answer, by, { ...deed, set: { ...deed.set, ...decided.set } }, now)
  const events = [
    ...own.map((one): BulkEvent => ({ room: row.room, ...one })),
    ...decided.effects.flatMap((effect) =>
      effectEvents(effect, found.shifts, { by, role: deed.role, at: now }, record),
    ),
  ]
  const result = await post<BulkAnswer>('/api/events/bulk', { events } satisfies BulkRequest)
  if (!result.ok) return { ok: false, problem: problemOf(result.problem.code) }
  const outcomes = new Set(result.value.outcomes.map(({ outcome }) => outcome))
  if (outcomes.has('unavailable')) return { ok: false, problem: 'deskReadOnly' }
  if ([...outcomes].some((one) => one !== 'stored' && one !== 'held')) return { ok: false, problem: 'deskNotWritten' }
  return { ok: true, held: outcomes.has('held') }
}

type Shifts = ReadonlyMap<RecordId, RecordAnswer>
type Act = { readonly by: PersonId; readonly role: string; readonly at: number }

function effectEvents(effect: Effect, shifts: Shifts, act: Act, request: FoldedRecord): readonly BulkEvent[] {
  if ('record' in effect) {
    const shift = shifts.get(effect.record)
    if (!shift) return []
    const { move, ...rest } = effect
    const deed: Deed = {
      role: act.role,
      ...(rest.set ? { set: rest.set } : {}),
      ...(move ? { move: { id: move.move, to: move.to }, ...(move.note ? { note: move.note } : {}) } : {}),
    }
    return eventsOf(shift, act.by, deed, act.at).map((one) => ({ room: shift.row.room, ...one }))
  }
  const { kind, id, owner, week, fields, move } = effect
  const room = roomName({ type: 'worker', person: owner, ...isoWeekOf(week) })
  const create: ClientEvent = { type: 'create', ...act, kind, version: 1, area: request.area, set: fields }
  const step: ClientEvent = { type: 'move', ...act, record: recordOf(id), base: [id], ...move }
  return [
    { room, id, event: create },
    { room, id: newEventId(act.at + 1), event: step },
  ]
}

const rowsOf = async (query: { readonly [name: string]: string }): Promise<readonly RecordRow[] | undefined> => {
  const answer = await request<RecordPage>(`/api/records?${new URLSearchParams({ ...query, limit: '200' })}`)
  return answer.ok ? answer.value.rows : undefined
}

/** What the decision asks for, as the server has it now. */
async function atHand(record: FoldedRecord) {
  const { personId, withId, date, shiftId, fromAt, toAt } = record.fields
  const people = [personId, withId].filter((one) => typeof one === 'string')
  const weekly = await Promise.all(
    people.map((person) => rowsOf({ kind: 'roster_entry', 'field.personId': person, state: 'published' })),
  )
  const swaps = await rowsOf({ kind: 'swap_request', state: 'approved', area: record.area })
  const own = await rowsOf({ kind: 'shift', 'field.workerId': String(personId) })
  if (!own || !swaps || weekly.some((rows) => !rows)) return 'deskNoNetwork' satisfies Key
  const asked = own.filter(({ id, state, fields }) => {
    if (shiftId !== undefined) return id === shiftId
    const inTime = Number(fields['plannedStart']) >= Number(fromAt) && Number(fields['plannedEnd']) <= Number(toAt)
    return withId === undefined && (inTime || state === 'planned')
  })
  const shifts = new Map<RecordId, RecordAnswer>()
  for (const { room, id } of asked) {
    const answer = await request<RecordAnswer>(`/api/records/${encodeURIComponent(room)}/${id}`)
    if (!answer.ok) return 'deskNoNetwork' satisfies Key
    shifts.set(id, answer.value)
  }
  const monday = isoDate(startOfIsoWeek(isoWeekOf(fromIsoDate(String(date)) ?? 0)))
  const entries = weekly.flatMap((rows) => rows ?? [])
  return {
    shifts,
    hand: {
      shifts: [...shifts.values()].map((one) => one.record),
      entries: entries.map(planRecord),
      swaps: swaps.map(planRecord),
      // A colleague of another street shows no week here, and a swap of one half is none.
      holds: (person: PersonId) =>
        entries.some(({ fields }) => fields['personId'] === person && fields['weekStart'] === monday),
    },
  }
}
