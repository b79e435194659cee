import type { HeldReason } from './api.ts'
import { clipAt, DAY, isoWeekOf, previousQuarter, quarterOf, shanghaiDate, startOfIsoWeek } from './clock.ts'
import type { PersonId, RoomName } from './ids.ts'
import { bookOf } from './kinds/registry.ts'
import { type Book, books } from './kinds/vocabulary.ts'
import type { ClientEvent } from './record/event.ts'
import { bookArea, levelOf, type Room, roomName } from './room/names.ts'

/** Who may read and write which room: role × area × book. Used by phone and server alike. */

/** A role of a person in an area, from `from` until `to` (ms UTC; none = still). */
export type Grant = {
  readonly person: PersonId
  readonly role: string
  readonly area: string
  readonly from: number
  readonly to?: number
}
export type Access = 'none' | 'read' | 'write'
/** The whole history of a person's grants, as SQL has it: of what somebody is crew cannot be read out of a room. */
export type GrantsOf = (person: PersonId) => readonly Grant[]
const unknown: GrantsOf = () => []

/** True if `area` is the grant's own or lies in it. Codes of the area tree are prefixes of what they contain. */
export const covers = (grantArea: string, area: string): boolean => area.startsWith(grantArea)

export const isActive = (grant: Grant, at: number): boolean =>
  grant.from <= at && (grant.to === undefined || at < grant.to)

const writes = (book: Book, role: string): boolean => book.writers.includes(role) || book.above.includes(role)

/** What one grant opens in a room of a book: a worker of a lower area also works in the rooms of the street above. */
function bookAccess(book: Book, registry: boolean, area: string, grant: Grant): Access {
  const inside = covers(grant.area, area)
  const below = covers(area, grant.area)
  if (writes(book, grant.role) && (inside || (below && book.writers.includes(grant.role)))) return 'write'
  if (registry && book.registryWriters?.includes(grant.role) && (inside || below)) return 'write'
  return 'none'
}

function grantAccess(room: Exclude<Room, { type: 'worker' | 'track' }>, grant: Grant): Access {
  switch (room.type) {
    case 'org':
      return 'read'
    case 'streetOrg':
      return covers(grant.area, room.area) || covers(room.area, grant.area) ? 'read' : 'none'
    case 'quarter':
    case 'registry': {
      const book = bookOf(room.book)
      return book ? bookAccess(book, room.type === 'registry', room.area, grant) : 'none'
    }
    case 'private':
      return (grant.role === 'assistant' || grant.role === 'officer') && covers(grant.area, room.area)
        ? 'write'
        : 'none'
  }
}

const best = (a: Access, b: Access): Access => (a === 'write' || b === 'write' ? 'write' : a === 'read' ? a : b)

type WorkerRoom = Extract<Room, { type: 'worker' }>
const LEADER = 'team_leader'

/**
 * What somebody was, with the areas of it, in the week of the room: whoever moves to another street takes none of his old
 * weeks with him, and whoever left still has his last one confirmed.
 */
export function heldIn(room: WorkerRoom, grantsOf: GrantsOf): readonly Grant[] {
  const start = startOfIsoWeek(room)
  return grantsOf(room.person).filter(
    ({ from, to = Number.POSITIVE_INFINITY }) => from < start + 7 * DAY && to > start && to > from,
  )
}

/**
 * True if the role and area of one grant stand above somebody: a leader above crew, but for those of his own rank; a
 * supervisor above everybody of his areas, for everybody has something to say to the office.
 */
const leads = (above: Grant, held: readonly Grant[]): boolean =>
  (bookOf('worker')?.above ?? []).includes(above.role) &&
  held.some((own) => covers(above.area, own.area) && (above.role !== LEADER || (isCrew(own) && own.role !== LEADER)))
const isCrew = ({ role }: Grant): boolean => (bookOf('worker')?.writers ?? []).includes(role)

/**
 * What a person may do in a room at a time. A person's own week rooms are his; they open as well to the leaders and
 * supervisors of the areas in which he works, for which `grantsOf` is asked.
 */
export function accessTo(
  room: Room,
  person: PersonId,
  grants: readonly Grant[],
  at: number,
  grantsOf: GrantsOf = unknown,
): Access {
  const active = grants.filter((grant) => isActive(grant, at))
  if (active.length === 0) return 'none'
  if (room.type === 'track') return room.person === person ? 'write' : 'none'
  if (room.type === 'worker') {
    if (room.person === person) return 'write'
    const above = active.filter(({ role }) => bookOf('worker')?.above.includes(role))
    if (above.length === 0) return 'none'
    const held = heldIn(room, grantsOf)
    return above.some((grant) => leads(grant, held)) ? 'write' : 'none'
  }
  return active.reduce<Access>((access, grant) => best(access, grantAccess(room, grant)), 'none')
}

/** True if any grant of a person's history opened the room for writing: what he did then may still come in. */
export const mayHaveWritten = (
  room: Room,
  person: PersonId,
  grants: readonly Grant[],
  grantsOf: GrantsOf = unknown,
): boolean => grants.some((grant) => accessTo(room, person, [grant], grant.from, grantsOf) === 'write')

/** Who may see the people of an area: whoever's grant covers it, and in a street or below also those who work in it. */
export const mayMeet = (area: string, grants: readonly Grant[], at: number): boolean =>
  grants.some(
    (grant) => isActive(grant, at) && (covers(grant.area, area) || (area.length >= 9 && covers(area, grant.area))),
  )

/**
 * Why an event that its author may send must wait for a supervisor; undefined if it was allowed when written and is now.
 * Judged at its claimed time, clipped to [last server time known, arrival].
 */
export function heldReason(
  room: Room,
  event: ClientEvent,
  person: PersonId,
  grants: readonly Grant[],
  receivedAt: number,
  grantsOf: GrantsOf = unknown,
): HeldReason | undefined {
  const at = clipAt(event, receivedAt)
  const inRole = grants.filter((grant) => grant.role === event.role && isActive(grant, at))
  if (inRole.length === 0) return 'roleNotHeld'
  if (accessTo(room, person, inRole, at, grantsOf) !== 'write') return 'areaNotGranted'
  // Allowed when it was written, but no more: somebody has to look at it.
  return accessTo(room, person, grants, receivedAt, grantsOf) === 'write' ? undefined : 'areaNotGranted'
}

/** Days to the week that shifts over midnight share with this one: on a Monday the last, on a Sunday the next. */
const edgeOf = (now: number): number => ({ 1: -7, 7: 7 })[shanghaiDate(now).weekday] ?? 0

/**
 * The rooms that a phone of this person holds: a desk reads the projection, so wide grants open none of a lower book.
 * `team`: the people whose leader this is; of each, this week, and at its edges the week beside it.
 */
export function roomsOf(
  person: PersonId,
  grants: readonly Grant[],
  now: number,
  team: readonly PersonId[] = [],
  grantsOf: GrantsOf = unknown,
): readonly { readonly name: RoomName; readonly access: 'read' | 'write' }[] {
  const found = new Map<RoomName, 'read' | 'write'>()
  const active = grants.filter((grant) => isActive(grant, now))
  const offer = (room: Room): void => {
    const access = accessTo(room, person, active, now, grantsOf)
    if (access !== 'none') found.set(roomName(room), access)
  }
  if (active.length > 0) offer({ type: 'org' })
  const quarter = quarterOf(now)
  for (const grant of active) {
    if (/^\d{9,12}$/.test(grant.area)) offer({ type: 'streetOrg', area: grant.area.slice(0, 9) })
    for (const book of books) {
      const area = bookArea(book.id, grant.area)
      if (levelOf(area) !== book.level || book.id === 'org') continue
      offer({ type: 'registry', area, book: book.id, year: quarter.year })
      if (book.id === 'police') offer({ type: 'private', area, year: quarter.year })
      offer({ type: 'quarter', area, book: book.id, ...quarter })
      offer({ type: 'quarter', area, book: book.id, ...previousQuarter(quarter) })
    }
  }
  // The week to come is for whoever has a plan; what one says to the office stands in the week in which one says it.
  if (active.length > 0)
    for (const day of active.some(isCrew) ? [-7, 0, 7] : [-7, 0])
      offer({ type: 'worker', person, ...isoWeekOf(now + day * DAY) })
  const weeks = [...new Map([0, edgeOf(now)].map((day) => [day, isoWeekOf(now + day * DAY)])).values()]
  for (const member of team) for (const week of weeks) offer({ type: 'worker', person: member, ...week })
  return [...found].map(([name, access]) => ({ name, access }))
}
