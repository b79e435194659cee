import { ulid } from 'ulid'

declare const brand: unique symbol
type Id<K extends string> = string & { readonly [brand]: K }

/** ULID, 26 characters. A record's id is the id of its `create` event. */
export type EventId = Id<'event'>
export type RecordId = Id<'record'>
export type PersonId = Id<'person'>
/** The name of a room, e.g. `370303005003/police/2026q4`. */
export type RoomName = Id<'room'>
/** Yjs' client id: who wrote a run of items. A whole number below 2^53. */
export type WriterId = number

/** The server's own person: author of moves that belong to nobody's hand. */
export const SYSTEM = 'system' as PersonId

/** Random bytes are drawn by the hundred: sixteen calls an id would cost more than the rest of an event. */
const pool = new Uint8Array(256)
let left = 0
function pooled(): number {
  if (left === 0) {
    crypto.getRandomValues(pool)
    left = pool.length
  }
  return (pool[--left] as number) / 256
}

/** A fresh event id whose time part is `now` (ms UTC); `random` gives [0, 1), the system's own if left out. */
export const newEventId = (now: number, random: () => number = pooled): EventId => ulid(now, random) as EventId
/** An event id in its canonical form. */
export const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
/** True for a ULID in its canonical form: upper-case Crockford, not above 2^128. */
export const isEventId = (text: unknown): text is EventId => typeof text === 'string' && ULID.test(text)
export const recordOf = (create: EventId): RecordId => create as string as RecordId
/** A record is named by its create event. */
export const createOf = (record: RecordId): EventId => record as string as EventId
export const asPerson = (text: string): PersonId => text as PersonId
export const asRoom = (text: string): RoomName => text as RoomName
