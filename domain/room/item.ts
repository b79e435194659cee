import { type EventId, isEventId, type WriterId } from '../ids.ts'
import type { RoomEvent, Value } from '../record/event.ts'
import type { Result } from '../result.ts'
import { readAny, writeAny } from './any.ts'
import {
  expectEnd,
  type GrammarProblem,
  guarded,
  Malformed,
  newWriter,
  type Reader,
  readByte,
  readerOf,
  readVarString,
  writeByte,
  writeVarString,
  written,
} from './bytes.ts'

/** One event of a room, in place: who wrote it when (in writer and clock of Yjs), and its bytes. */
export type Item = {
  readonly id: EventId
  readonly writer: WriterId
  readonly clock: number
  /** The struct alone, from its info byte to the end of its value. Has a buffer of its own. */
  readonly bytes: Uint8Array
}

export const LIMITS = {
  /** One item's bytes. */
  event: 64 * 1024,
  /** Levels of objects and lists in an event, the event itself counted. */
  depth: 8,
  /** What `accepted` and `copied` may have in addition to the event that they carry: bytes, and one level. */
  wrapper: 1024,
  /** A live update (sync message 2). */
  live: 256 * 1024,
  /** An answer to a state vector (step 2). */
  offer: 8 * 1024 * 1024,
  /** What a phone puts into one message by itself. */
  phoneMessage: 128 * 1024,
  /** Writers in one state vector, sections in one update. */
  writers: 32_768,
} as const

const INFO = 0x28
const ROOT = 'e'
/** Info, parent flag, root name, key, count and an empty object: no item is shorter. */
export const SHORTEST_ITEM = 34

const isWrapper = (value: { readonly type?: unknown }): boolean => value.type === 'accepted' || value.type === 'copied'

function checkSize(size: number, wrapper: boolean): void {
  const limit = LIMITS.event + (wrapper ? LIMITS.wrapper : 0)
  if (size > limit) throw new Malformed('tooLarge', `event of ${size} bytes, at most ${limit} can be sent`)
}

/** Encodes one event as the struct of one item. Throws `Malformed` on a value outside the grammar: check it first. */
export function encodeItem(id: EventId, event: RoomEvent): Uint8Array<ArrayBuffer> {
  if (!isEventId(id)) throw new Malformed('badId', `"${id}" is not an event id`)
  if (!isObject(event)) throw new Malformed('value', 'an event is an object')
  const w = newWriter(512)
  writeByte(w, INFO)
  writeByte(w, 1)
  writeVarString(w, ROOT)
  writeVarString(w, id)
  writeByte(w, 1)
  writeAny(w, event, LIMITS.depth + (isWrapper(event) ? 1 : 0))
  checkSize(w.at, isWrapper(event))
  return written(w)
}

/** Decodes the struct of one item. The event's own shape is for `checkEvent`. */
export const decodeItem = (bytes: Uint8Array): Result<{ id: EventId; event: RoomEvent }, GrammarProblem> =>
  guarded(() => {
    const r = readerOf(bytes)
    const { id, value } = readStruct(r)
    expectEnd(r)
    return { id, event: value as RoomEvent }
  })

/** Reads the next struct as an item of this writer and clock. Throws `Malformed`. */
export function readItem(r: Reader, writer: WriterId, clock: number): Item {
  if (clock >= Number.MAX_SAFE_INTEGER) throw new Malformed('form', 'clock above 2^53')
  const start = r.at
  const { id } = readStruct(r)
  return { id, writer, clock, bytes: r.bytes.slice(start, r.at) }
}

/** The event id of the next struct if it has the form of an item, whatever its value is. Reads nothing off. */
export function peekId(r: Reader): EventId | undefined {
  const start = r.at
  try {
    return readHead(r)
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  } finally {
    r.at = start
  }
}

function readHead(r: Reader): EventId {
  const info = readByte(r)
  if (info !== INFO) throw new Malformed('form', `struct of form 0x${info.toString(16)}`)
  if (readByte(r) !== 1 || readVarString(r) !== ROOT) throw new Malformed('form', 'parent is not the root "e"')
  const id = readVarString(r)
  if (!isEventId(id)) throw new Malformed('badId', 'key is not an event id')
  if (readByte(r) !== 1) throw new Malformed('form', 'more or less than one value')
  return id
}

function readStruct(r: Reader): { id: EventId; value: { readonly [key: string]: Value } } {
  const start = r.at
  const outer = r.end
  // Nothing is read beyond the largest item, so that a value of megabytes costs nothing.
  r.end = Math.min(outer, start + LIMITS.event + LIMITS.wrapper)
  try {
    const id = readHead(r)
    const value = readValue(r)
    checkSize(r.at - start, isWrapper(value))
    return { id, value }
  } catch (error) {
    if (error instanceof Malformed && error.code === 'truncated' && r.end < outer) {
      throw new Malformed('tooLarge', `event of more than ${LIMITS.event} bytes`)
    }
    throw error
  } finally {
    r.end = outer
  }
}

/** What is too deep for an event is read again as one that carries another. */
function readValue(r: Reader): { readonly [key: string]: Value } {
  const start = r.at
  try {
    return asObject(readAny(r, LIMITS.depth))
  } catch (error) {
    if (!(error instanceof Malformed) || error.code !== 'tooDeep') throw error
    r.at = start
    const value = asObject(readAny(r, LIMITS.depth + 1))
    if (!isWrapper(value)) throw error
    return value
  }
}

function asObject(value: Value): { readonly [key: string]: Value } {
  if (!isObject(value)) throw new Malformed('value', 'an event is an object')
  return value
}

const isObject = (value: unknown): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
