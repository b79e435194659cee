import { isoWeekOf, quarterOf } from '../clock.ts'
import { asPerson, asRoom, type PersonId, type RoomName } from '../ids.ts'
import type { Kind } from '../kinds/define.ts'
import { bookOf } from '../kinds/registry.ts'

/** A room is one Y.Doc: one unit of permission, of replication and of time. */
export type Room =
  | {
      readonly type: 'quarter'
      readonly area: string
      readonly book: string
      readonly year: number
      readonly quarter: number
    }
  | { readonly type: 'registry'; readonly area: string; readonly book: string; readonly year: number }
  | { readonly type: 'private'; readonly area: string; readonly year: number }
  | { readonly type: 'worker'; readonly person: PersonId; readonly year: number; readonly week: number }
  | { readonly type: 'track'; readonly person: PersonId; readonly year: number; readonly week: number }
  | { readonly type: 'streetOrg'; readonly area: string }
  | { readonly type: 'org' }

/** A code of the area tree: it begins with the digits of its district. */
const AREA = '([0-9][0-9A-Za-z]{1,23})'
const PATTERNS: readonly [RegExp, (m: string[]) => Room][] = [
  [/^org$/, () => ({ type: 'org' })],
  [new RegExp(`^${AREA}/org$`), ([area = '']) => ({ type: 'streetOrg', area })],
  [
    new RegExp(`^${AREA}/([a-z]{1,24})/registry/(\\d{4})$`),
    ([area = '', book = '', y]) => ({ type: 'registry', area, book, year: Number(y) }),
  ],
  [new RegExp(`^${AREA}/police/private/(\\d{4})$`), ([area = '', y]) => ({ type: 'private', area, year: Number(y) })],
  [
    new RegExp(`^${AREA}/([a-z]{1,24})/(\\d{4})q([1-4])$`),
    ([area = '', book = '', y, q]) => ({ type: 'quarter', area, book, year: Number(y), quarter: Number(q) }),
  ],
  [
    /^(worker|track)\/([0-9A-Za-z_-]{1,64})\/(\d{4})w(0[1-9]|[1-4]\d|5[0-3])$/,
    ([type, person = '', y, w]) => ({
      type: type === 'worker' ? 'worker' : 'track',
      person: asPerson(person),
      year: Number(y),
      week: Number(w),
    }),
  ],
]

/** The room that a name means; undefined for a text that names none, also for a book that there is not. */
export function parseRoom(name: string): Room | undefined {
  if (name.length > 128) return undefined
  for (const [pattern, build] of PATTERNS) {
    const match = pattern.exec(name)
    if (!match) continue
    const room = build(match.slice(1))
    return 'book' in room && !hasAreas(room.book) ? undefined : room
  }
  return undefined
}

/** The book's rooms are those of areas, not of persons or of the whole organisation. */
const hasAreas = (book: string): boolean => {
  const level = bookOf(book)?.level
  return level !== undefined && level !== 'person' && book !== 'org'
}

export function roomName(room: Room): RoomName {
  switch (room.type) {
    case 'org':
      return asRoom('org')
    case 'streetOrg':
      return asRoom(`${room.area}/org`)
    case 'registry':
      return asRoom(`${room.area}/${room.book}/registry/${room.year}`)
    case 'private':
      return asRoom(`${room.area}/police/private/${room.year}`)
    case 'quarter':
      return asRoom(`${room.area}/${room.book}/${room.year}q${room.quarter}`)
    case 'worker':
    case 'track':
      return asRoom(`${room.type}/${room.person}/${room.year}w${String(room.week).padStart(2, '0')}`)
  }
}

/** Digits of an area code at each level of the tree; a department is a node of its own under its district. */
const LEVEL_DIGITS: { readonly [level: string]: number } = { district: 6, street: 9, village: 12 }

/** The level of the area tree at which a code lies; undefined for one that the tree has not. */
export function levelOf(area: string): string | undefined {
  if (/^\d{6}D/.test(area)) return 'department'
  return Object.keys(LEVEL_DIGITS).find((level) => new RegExp(`^\\d{${LEVEL_DIGITS[level]}}$`).test(area))
}

/** The area whose rooms hold a book's records about `area`: a street's for a book of the street level. */
export function bookArea(book: string, area: string): string {
  const digits = LEVEL_DIGITS[bookOf(book)?.level ?? '']
  return digits !== undefined && new RegExp(`^\\d{${digits}}`).test(area) ? area.slice(0, digits) : area
}

/**
 * Where a record of the kind goes that `person` creates at `at` (ms UTC, anchored) about `area`.
 * Throws for an area above the level of the kind's book: the form must ask for one below it first.
 */
export function roomFor(kind: Kind, area: string, person: PersonId, at: number): RoomName {
  const { year, quarter } = quarterOf(at)
  const own = bookArea(kind.book, area)
  const level = bookOf(kind.book)?.level ?? ''
  if (kind.book !== 'org' && /^\d+$/.test(own) && own.length < (LEVEL_DIGITS[level] ?? 0)) {
    throw new RangeError(`area ${area} is above the level "${level}" of the book "${kind.book}": choose one below it`)
  }
  switch (kind.room) {
    case 'registry':
      return roomName({ type: 'registry', area: own, book: kind.book, year })
    case 'private':
      return roomName({ type: 'private', area: own, year })
    case 'worker':
    case 'track':
      return roomName({ type: kind.room, person, ...isoWeekOf(at) })
    case 'org':
      return roomName({ type: 'org' })
    case 'quarter':
      return roomName({ type: 'quarter', area: own, book: kind.book, year, quarter })
  }
}
