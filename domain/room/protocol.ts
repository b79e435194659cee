import type { HeldReason } from '../api.ts'
import { type EventId, isEventId } from '../ids.ts'
import type { Result } from '../result.ts'
import {
  bytesLeft,
  expectEnd,
  type GrammarProblem,
  guarded,
  Malformed,
  newWriter,
  type Reader,
  readBytes,
  readerOf,
  readVarBytes,
  readVarString,
  readVarUint,
  type Writer,
  writeVarBytes,
  writeVarString,
  writeVarUint,
  written,
} from './bytes.ts'

/** The whole conversation between phone and server: y-websocket's own messages (0–3) and ours (64–66, `ext=1` only). */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  receipt: 64,
  caughtUp: 65,
  refused: 66,
} as const
export const SYNC = { step1: 0, step2: 1, update: 2 } as const

export const CLOSE = {
  signIn: 4401,
  noAccess: 4403,
  writerTaken: 4409,
  tooLarge: 4413,
  outsideGrammar: 4422,
  appTooOld: 4426,
  shuttingDown: 4503,
  slowDown: 4529,
} as const

/** The code with which a live update or a message that cannot be read ends its socket. */
export const closeCodeOf = (problem: GrammarProblem): number =>
  problem.code === 'tooLarge' || problem.code === 'tooMany' ? CLOSE.tooLarge : CLOSE.outsideGrammar

/** With 4503 and 4529 the reason says how long to wait. */
export const formatRetryAfter = (ms: number): string => `retryAfter=${Math.round(ms)}`
export function parseRetryAfter(reason: string): number | undefined {
  const match = /^retryAfter=(\d{1,9})$/.exec(reason)
  return match ? Number(match[1]) : undefined
}

const HELD_REASONS = {
  roleNotHeld: true,
  areaNotGranted: true,
  sessionRevoked: true,
} as const satisfies Record<HeldReason, true>

const REFUSALS = {
  /** Outside the grammar, or no event that a person may write. */
  form: true,
  tooLarge: true,
  /** Written in another's name. */
  notYours: true,
  /** The id belongs to another event. */
  idTaken: true,
  /** The writer id belongs to somebody else: write it anew under a fresh one. */
  writerTaken: true,
  /** Stands behind one that was not taken: write it anew under a fresh writer id. */
  behind: true,
  erased: true,
  wrongRoom: true,
  /** The room has as many writers as it can: nothing under a fresh writer id is taken. */
  roomFull: true,
} as const
/** Why an event was not taken. */
export type RefusalCode = keyof typeof REFUSALS

export type Receipt = { readonly id: EventId; readonly seq: number; readonly held?: HeldReason }
export type Refusal = { readonly id: EventId; readonly code: RefusalCode }

/** How far a reader has read a room's log. `log` changes after a restore, `room` after an erasure. */
export type Cursor = { readonly log: string; readonly room: number; readonly seq: number }
export const formatCursor = (c: Cursor): string => `${c.log}.${c.room}.${c.seq}`
export function parseCursor(text: string): Cursor | undefined {
  const match = /^([0-9A-Za-z_-]{1,64})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})$/.exec(text)
  return match ? { log: match[1] as string, room: Number(match[2]), seq: Number(match[3]) } : undefined
}

export type Message =
  | { readonly type: 'step1'; readonly stateVector: Uint8Array }
  | { readonly type: 'step2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'awareness' }
  | { readonly type: 'unknown'; readonly number: number }

/** What a client may say. Awareness is recognised so that it can be dropped. */
export const decodeClientMessage = (bytes: Uint8Array): Result<Message, GrammarProblem> =>
  guarded((): Message => {
    const r = readerOf(bytes)
    const number = readVarUint(r)
    if (number === MESSAGE.sync) return readSync(r)
    if (number === MESSAGE.awareness || number === MESSAGE.queryAwareness) return { type: 'awareness' }
    return { type: 'unknown', number }
  })

function readSync(r: Reader): Message {
  const step = readVarUint(r)
  const body = readVarBytes(r)
  expectEnd(r)
  if (step === SYNC.step1) return { type: 'step1', stateVector: body }
  if (step === SYNC.step2) return { type: 'step2', update: body }
  if (step === SYNC.update) return { type: 'update', update: body }
  throw new Malformed('form', `sync message ${step}`)
}

function message(number: number, capacity: number, body: (w: Writer) => void): Uint8Array<ArrayBuffer> {
  const w = newWriter(capacity)
  writeVarUint(w, number)
  body(w)
  return written(w)
}

const syncMessage = (step: number, body: Uint8Array): Uint8Array<ArrayBuffer> =>
  message(MESSAGE.sync, body.length + 12, (w) => {
    writeVarUint(w, step)
    writeVarBytes(w, body)
  })
export const encodeStep1 = (stateVector: Uint8Array): Uint8Array<ArrayBuffer> => syncMessage(SYNC.step1, stateVector)
export const encodeStep2 = (update: Uint8Array): Uint8Array<ArrayBuffer> => syncMessage(SYNC.step2, update)
export const encodeUpdate = (update: Uint8Array): Uint8Array<ArrayBuffer> => syncMessage(SYNC.update, update)

/** An awareness update of nobody: keeps a stock provider's watchdog quiet. */
export const encodeEmptyAwareness = (): Uint8Array<ArrayBuffer> => new Uint8Array([MESSAGE.awareness, 1, 0])

/** y-protocols' "permission denied", which a stock provider writes to its console. */
export const encodeDenied = (reason: string): Uint8Array<ArrayBuffer> =>
  message(MESSAGE.auth, 64, (w) => {
    writeVarUint(w, 0)
    writeVarString(w, reason)
  })

export const encodeReceipts = (log: string, receipts: readonly Receipt[]): Uint8Array<ArrayBuffer> =>
  message(MESSAGE.receipt, 64 + receipts.length * 40, (w) => {
    writeVarString(w, log)
    writeVarUint(w, receipts.length)
    for (const receipt of receipts) {
      writeVarString(w, receipt.id)
      writeVarUint(w, receipt.seq)
      writeVarUint(w, receipt.held ? 1 : 0)
      if (receipt.held) writeVarString(w, receipt.held)
    }
  })

export const encodeCaughtUp = (cursor: Cursor): Uint8Array<ArrayBuffer> =>
  message(MESSAGE.caughtUp, 64, (w) => writeVarString(w, formatCursor(cursor)))

export const encodeRefused = (refusals: readonly Refusal[]): Uint8Array<ArrayBuffer> =>
  message(MESSAGE.refused, 16 + refusals.length * 48, (w) => {
    writeVarUint(w, refusals.length)
    for (const refusal of refusals) {
      writeVarString(w, refusal.id)
      writeVarString(w, refusal.code)
    }
  })

/** A message's number and the rest behind it, which is what the decoders below want. */
export const splitMessage = (bytes: Uint8Array): Result<{ number: number; body: Uint8Array }, GrammarProblem> =>
  guarded(() => {
    const r = readerOf(bytes)
    const number = readVarUint(r)
    return { number, body: readBytes(r, bytesLeft(r)) }
  })

/** The body of a receipt (64), without the message number, which a provider has read already. */
export const decodeReceipts = (
  body: Uint8Array,
): Result<{ log: string; receipts: readonly Receipt[] }, GrammarProblem> =>
  guarded(() => {
    const r = readerOf(body)
    const log = readVarString(r)
    return { log, receipts: readList(r, readReceipt) }
  })

function readReceipt(r: Reader): Receipt {
  const id = readId(r)
  const seq = readVarUint(r)
  const held = readVarUint(r)
  if (held === 0) return { id, seq }
  if (held !== 1) throw new Malformed('form', 'held is 0 or 1')
  return { id, seq, held: readWord(r, HELD_REASONS) }
}

/** The body of "caught up" (65). */
export const decodeCaughtUp = (body: Uint8Array): Result<Cursor, GrammarProblem> =>
  guarded(() => {
    const r = readerOf(body)
    const cursor = parseCursor(readVarString(r))
    expectEnd(r)
    if (!cursor) throw new Malformed('form', 'not a cursor')
    return cursor
  })

/** The body of "refused" (66). */
export const decodeRefused = (body: Uint8Array): Result<readonly Refusal[], GrammarProblem> =>
  guarded(() => readList(readerOf(body), (r): Refusal => ({ id: readId(r), code: readWord(r, REFUSALS) })))

/** A list to the end of the body. */
function readList<T>(r: Reader, read: (r: Reader) => T): readonly T[] {
  const count = readVarUint(r)
  if (count > bytesLeft(r)) throw new Malformed('truncated', `${count} entries announced`)
  const list: T[] = []
  for (let i = 0; i < count; i++) list.push(read(r))
  expectEnd(r)
  return list
}

function readId(r: Reader): EventId {
  const id = readVarString(r)
  if (!isEventId(id)) throw new Malformed('badId', 'not an event id')
  return id
}

/** One of the words of a closed vocabulary. A server with newer words first asks an older app to update (4426). */
function readWord<W extends string>(r: Reader, words: Record<W, true>): W {
  const word = readVarString(r)
  if (!Object.hasOwn(words, word)) throw new Malformed('value', `unknown word "${word.slice(0, 40)}"`)
  return word as W
}
