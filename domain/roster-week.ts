import { covers } from './access.ts'
import { DAY, fromIsoDate, HOUR, isoDate, isoWeekOf } from './clock.ts'
import { type EventId, newEventId, type PersonId, type RecordId, type RoomName, recordOf } from './ids.ts'
import type { ClientEvent, Fields } from './record/event.ts'
import { roomName } from './room/names.ts'
import { onLeave, type PlannedShift, type PlanRecord } from './roster.ts'

/** How a week is planned: copied, looked through for what cannot be, and turned into events. */

/** A shift that is about to be written. */
export type NewShift = Omit<PlannedShift, 'person' | 'roster'>
/** Somebody's whole week; no shifts = he is not planned. */
export type NewWeek = { readonly person: PersonId; readonly area: string; readonly shifts: readonly NewShift[] }

/** Hours of a shift type where nobody says otherwise; a night ends on the next day. Hours from midnight. */
export const usualHours: { readonly [shiftType: string]: readonly (readonly [from: number, to: number])[] } = {
  early: [[5, 13]],
  day: [[8, 17]],
  late: [[13, 21]],
  split: [
    [5, 9],
    [15, 19],
  ],
  temp: [[8, 12]],
  night: [[22, 30]],
}

/** The shifts of a type on days (ISO dates) along routes. */
export function shiftsFor(
  shiftType: string,
  days: readonly string[],
  routeIds: readonly RecordId[],
  mode = 'walking',
): readonly NewShift[] {
  return days.flatMap((date) => {
    const midnight = fromIsoDate(date)
    if (midnight === undefined) return []
    return (usualHours[shiftType] ?? []).map(([from, to]) => ({
      date,
      shiftType,
      start: midnight + from * HOUR,
      end: midnight + to * HOUR,
      mode,
      routeIds,
    }))
  })
}

/** The dates of the week of a Monday (ISO). */
export const daysOf = (monday: string): readonly string[] =>
  Array.from({ length: 7 }, (_, i) => isoDate((fromIsoDate(monday) as number) + i * DAY))

/** The Monday (ISO) of the week that `at` lies in, or so many weeks later. */
export function mondayOf(at: number, later = 0): string {
  const midnight = fromIsoDate(isoDate(at)) as number
  const weekday = (new Date(midnight + 8 * HOUR).getUTCDay() + 6) % 7
  return isoDate(midnight + (later * 7 - weekday) * DAY)
}

/** The same week at another Monday: hours and routes stay, who stood in for somebody does not. */
export function moved(shifts: readonly PlannedShift[], from: string, to: string): readonly NewShift[] {
  const apart = (fromIsoDate(to) as number) - (fromIsoDate(from) as number)
  return shifts
    .filter((shift) => shift.substituteFor === undefined)
    .map(({ person: _, roster: __, substituteFor: ___, ...shift }) => ({
      ...shift,
      date: isoDate((fromIsoDate(shift.date) as number) + apart),
      start: shift.start + apart,
      end: shift.end + apart,
    }))
}

/** Why a shift cannot be planned. */
export type ShiftFault = {
  readonly type: 'onLeave' | 'overlap' | 'past'
  readonly person: PersonId
  readonly date: string
}

/**
 * A week without the shifts that cannot be, and why each of those cannot. `today`: before it nothing new is planned, but
 * what was published stays. */
export function possible(
  week: NewWeek,
  leaves: readonly PlanRecord[],
  today: string,
  published: readonly NewShift[] = [],
): { readonly week: NewWeek; readonly faults: readonly ShiftFault[] } {
  const faults: ShiftFault[] = []
  const kept: NewShift[] = []
  for (const shift of [...week.shifts].sort((a, b) => a.start - b.start)) {
    const fault = (type: ShiftFault['type']) => faults.push({ type, person: week.person, date: shift.date })
    if (shift.date < today && published.some((one) => one.start === shift.start)) kept.push(shift)
    else if (shift.date < today) fault('past')
    else if (onLeave(leaves, week.person, shift.date)) fault('onLeave')
    else if (kept.some((other) => other.start < shift.end && shift.start < other.end)) fault('overlap')
    else kept.push(shift)
  }
  return { week: { ...week, shifts: kept }, faults }
}

/** True if a plan says the same as what is published: then nothing is written. */
export const sameShifts = (a: readonly NewShift[], b: readonly NewShift[]): boolean => keyOf(a) === keyOf(b)
const keyOf = (shifts: readonly NewShift[]): string =>
  JSON.stringify(
    shifts
      .map(({ date, shiftType, start, end, mode, routeIds, truckId = '', substituteFor = '' }) =>
        JSON.stringify([start, end, date, shiftType, mode, [...routeIds].sort(), truckId, substituteFor]),
      )
      .sort(),
  )

/** A published entry that a new one replaces, with what its next event builds on. */
export type Replaced = { readonly id: RecordId; readonly room: RoomName; readonly heads: readonly EventId[] }
export type BulkEvent = { readonly room: RoomName; readonly id: EventId; readonly event: ClientEvent }

/**
 * The events of one week in the person's room: what held is withdrawn and stays readable, the new entry is written and
 * published. They stand in one room and are taken together. `reason`: why the old one no longer holds.
 */
export function rosterEvents(
  week: NewWeek,
  monday: string,
  before: readonly Replaced[],
  by: { readonly person: PersonId; readonly role: string; readonly at: number; readonly reason: string },
): readonly BulkEvent[] {
  const room = roomName({ type: 'worker', person: week.person, ...isoWeekOf(fromIsoDate(monday) as number) })
  const act = { by: by.person, role: by.role, at: by.at }
  const withdrawn = before.map(
    ({ id: record, room: own, heads }): BulkEvent => ({
      room: own,
      id: newEventId(by.at),
      event: { type: 'move', record, ...act, base: heads, move: 'withdraw', to: 'withdrawn', note: by.reason },
    }),
  )
  if (week.shifts.length === 0) return withdrawn
  const id = newEventId(by.at)
  const record = recordOf(id)
  const set: Fields = { personId: week.person, weekStart: monday, days: week.shifts as never, breakMin: 60 }
  const create: ClientEvent = {
    type: 'create',
    ...act,
    kind: 'roster_entry',
    version: 1,
    area: week.area,
    set,
  }
  const publish: ClientEvent = { type: 'move', record, ...act, base: [id], move: 'publish', to: 'published' }
  return [...withdrawn, { room, id, event: create }, { room, id: newEventId(by.at), event: publish }]
}

/** The role in which somebody may plan the week of a person of an area now; undefined if in none. */
export const plannerRole = (
  grants: readonly { readonly role: string; readonly area: string }[],
  area: string,
): string | undefined =>
  ['supervisor', 'team_leader'].find((role) => grants.some((grant) => grant.role === role && covers(grant.area, area)))
