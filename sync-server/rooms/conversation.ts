import { SECOND } from '../../domain/clock.ts'
import type { RoomName, WriterId } from '../../domain/ids.ts'
import { type Item, LIMITS, readLive, readOffer } from '../../domain/room/grammar.ts'
import { decodeStateVector, encodeStateVector, joinItems } from '../../domain/room/join.ts'
import {
  CLOSE,
  type Cursor,
  closeCodeOf,
  decodeClientMessage,
  encodeCaughtUp,
  encodeReceipts,
  encodeRefused,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  formatRetryAfter,
  type Refusal,
} from '../../domain/room/protocol.ts'
import type { Stored } from '../storage/log.ts'
import type { Soon } from './queue.ts'
import { type Reader, shown } from './reader.ts'
import type { Rooms, Submitted } from './rooms.ts'

/** Received and not yet on disk, a socket: above it, the socket is not read. */
const IN_FLIGHT = 2 * 1024 * 1024
/** Items of an offer in one message to the log, so that others are heard in between. */
const PORTION = 200
const TAIL = 5000
/** A stock client answers at once; asked again before that, it would send everything twice. */
const ASK_AGAIN = 5 * SECOND

/** What is said with one reader: his catch-up, what he writes, what he is told about it. */
export function createConversation(deps: {
  readonly rooms: Rooms
  readonly now: () => number
  readonly soon: Soon
  readonly end: (reader: Reader, code: number, reason: string) => void
  /** The last seq that was shown to readers since the start. */
  readonly publishedAt: (room: RoomName) => number
  /** How long to wait before another large offer or answer, 0 = go on. */
  readonly bigOffer: (key: string) => number
  readonly bigAnswer: (key: string) => number
}) {
  const { rooms, now, soon, end, publishedAt } = deps
  const { log } = rooms
  const rebuilds = new Map<RoomName, number>()
  const cursorNow = (room: RoomName): Omit<Cursor, 'seq'> => ({ log: log.id, room: rebuilds.get(room) ?? 0 })
  const keyOf = (reader: Reader): string => `${reader.session.id} ${reader.room}`
  const isGone = (reader: Reader): boolean => reader.state.type === 'gone'

  /** Sends what came after `sent` until nothing is missing, then lets the reader hear what is new. */
  async function goLive(reader: Reader, sent: number): Promise<void> {
    let at = sent
    while (publishedAt(reader.room) > at) {
      const rows = await log.tail(reader.room, at, TAIL)
      if (isGone(reader) || rows.length === 0) break
      reader.wire.send(encodeUpdate(joinItems(rows.map(shown))))
      at = (rows.at(-1) as Stored).seq
    }
    if (isGone(reader)) return
    const seq = Math.max(at, reader.state.type === 'live' ? reader.state.sent : 0)
    reader.state = { type: 'live', sent: seq }
    if (reader.ext) reader.wire.send(encodeCaughtUp({ ...cursorNow(reader.room), seq }))
  }

  async function ask(reader: Reader): Promise<void> {
    const author = reader.session.author()
    if (!author || reader.access(author) !== 'write') return
    if (reader.askedAt !== undefined && now() - reader.askedAt < ASK_AGAIN) return
    reader.askedAt = now()
    const heads = await log.heads(reader.room)
    if (!isGone(reader)) reader.wire.send(encodeStep1(encodeStateVector(heads)))
  }

  async function beginNow(reader: Reader, since: Cursor | undefined): Promise<void> {
    const at = await log.cursor(reader.room)
    rebuilds.set(reader.room, at.room)
    // A cursor ahead of the log comes from before a restore: then both sides must compare what they have.
    const goesOn = since && since.log === at.log && since.room === at.room && since.seq <= at.seq
    if (!goesOn) return ask(reader)
    let sent = since.seq
    while (sent < at.seq && !isGone(reader)) {
      const rows = await log.tail(reader.room, sent, TAIL)
      if (isGone(reader) || rows.length === 0) break
      reader.wire.send(encodeUpdate(joinItems(rows.map(shown))))
      sent = (rows.at(-1) as Stored).seq
    }
    await goLive(reader, sent)
    // A reader without the extension sends no outbox by itself.
    if (!reader.ext) await ask(reader)
  }

  async function lacking(
    reader: Reader,
    heads: ReadonlyMap<WriterId, number>,
  ): Promise<{ at: Cursor; update: Uint8Array }> {
    const { at, rows } = await log.missing(reader.room, heads)
    return { at, update: joinItems(rows.map(shown)) }
  }

  /** Everything the reader's state vector lacks, as one update. */
  async function answer(reader: Reader, vector: Uint8Array): Promise<void> {
    const heads = decodeStateVector(vector)
    if (!heads.ok) return end(reader, closeCodeOf(heads.problem), heads.problem.code)
    const { at, update } =
      heads.value.size === 0 ? await rooms.snapshots.of(reader.room) : await lacking(reader, heads.value)
    if (isGone(reader)) return
    const wait = update.length > LIMITS.live ? deps.bigAnswer(keyOf(reader)) : 0
    if (wait > 0) return end(reader, CLOSE.slowDown, formatRetryAfter(wait))
    reader.wire.send(encodeStep2(update))
    await goLive(reader, at.seq)
  }

  /** Messages that shared a commit have their receipts in one. */
  function tell(reader: Reader, { receipts, refused }: Omit<Submitted, 'gap'>): void {
    if (!reader.ext || isGone(reader) || receipts.length + refused.length === 0) return
    const { pending } = reader
    if (pending.receipts.length + pending.refused.length === 0) soon(() => flush(reader))
    pending.receipts.push(...receipts)
    pending.refused.push(...refused)
  }
  function flush(reader: Reader): void {
    const { receipts, refused } = reader.pending
    if (isGone(reader)) return
    reader.pending = { receipts: [], refused: [] }
    if (receipts.length > 0) reader.wire.send(encodeReceipts(log.id, receipts))
    if (refused.length > 0) reader.wire.send(encodeRefused(refused))
  }

  /** Stores a message of the reader; undefined if the conversation is over. */
  async function store(
    reader: Reader,
    items: readonly Item[],
    how: 'whole' | 'sections',
  ): Promise<Submitted | undefined> {
    const author = reader.session.author()
    if (!author || reader.access(author) !== 'write') {
      end(reader, author ? CLOSE.noAccess : CLOSE.signIn, 'no access')
      return undefined
    }
    const outcome = await rooms.submit(author, reader.room, items, how)
    if (outcome.ok) return outcome.value
    end(reader, CLOSE.shuttingDown, formatRetryAfter(outcome.problem.retryAfterMs))
    return undefined
  }

  async function takeLive(reader: Reader, items: readonly Item[]): Promise<void> {
    const fresh = items.map(({ writer }) => writer).filter((writer) => !reader.writers.has(writer))
    for (const writer of fresh) reader.writers.add(writer)
    const submitted = await store(reader, items, 'whole')
    if (!submitted || isGone(reader)) return
    // What was not taken may be another's: his news must come through.
    if (submitted.gap || submitted.refused.length > 0) for (const writer of fresh) reader.writers.delete(writer)
    tell(reader, submitted)
    const [first] = submitted.refused
    if (submitted.refused.some((one) => one.code === 'writerTaken')) end(reader, CLOSE.writerTaken, 'writerTaken')
    else if (first && !reader.ext)
      end(reader, first.code === 'tooLarge' ? CLOSE.tooLarge : CLOSE.outsideGrammar, first.code)
    else if (submitted.gap) await ask(reader)
  }

  /** Of each own section the valid beginning; what others wrote comes back as an echo and is passed over. */
  async function takeOffer(reader: Reader, update: Uint8Array): Promise<void> {
    reader.askedAt = undefined
    const wait = update.length > LIMITS.live ? deps.bigOffer(keyOf(reader)) : 0
    if (wait > 0) return end(reader, CLOSE.slowDown, formatRetryAfter(wait))
    const offer = readOffer(update)
    const known = await log.heads(reader.room)
    const fresh = offer.items.filter((item) => item.clock >= (known.get(item.writer) ?? 0))
    const stopped = new Set<number>()
    for (let i = 0; i < fresh.length; i += PORTION) {
      const portion = fresh.slice(i, i + PORTION)
      const behind = portion.filter((item) => stopped.has(item.writer))
      const rest = portion.filter((item) => !stopped.has(item.writer))
      const submitted = rest.length > 0 ? await store(reader, rest, 'sections') : { receipts: [], refused: [] }
      if (!submitted) return
      const refused = [...submitted.refused, ...behind.map(({ id }): Refusal => ({ id, code: 'behind' }))]
      const bad = new Set(refused.map((one) => one.id))
      for (const item of rest) if (bad.has(item.id)) stopped.add(item.writer)
      tell(reader, { receipts: submitted.receipts, refused })
    }
    tell(reader, { receipts: [], refused: offer.notTaken })
  }

  async function hearNow(reader: Reader, data: Uint8Array): Promise<void> {
    const message = decodeClientMessage(data)
    if (!message.ok) return end(reader, closeCodeOf(message.problem), message.problem.code)
    switch (message.value.type) {
      case 'awareness':
        return
      case 'unknown':
        return end(reader, CLOSE.outsideGrammar, 'unknown message')
      case 'step1':
        return answer(reader, message.value.stateVector)
      case 'step2':
        return takeOffer(reader, message.value.update)
      case 'update': {
        const live = readLive(message.value.update)
        if (!live.ok) return end(reader, closeCodeOf(live.problem), live.problem.code)
        // Not awaited before the next message is heard: what comes in meanwhile shares its commit.
        if (live.value.length > 0) inFlight(reader, data.length, takeLive(reader, live.value))
      }
    }
  }

  function inFlight(reader: Reader, bytes: number, work: Promise<void>): void {
    const before = reader.inFlight
    reader.inFlight += bytes
    if (before <= IN_FLIGHT && reader.inFlight > IN_FLIGHT) reader.wire.pause()
    const failed = (): void => end(reader, 1011, 'failed')
    void work.catch(failed).then(() => {
      const high = reader.inFlight > IN_FLIGHT
      reader.inFlight -= bytes
      if (high && reader.inFlight <= IN_FLIGHT && !isGone(reader)) reader.wire.resume()
    })
  }

  return {
    cursorNow,
    flush,
    begin(reader: Reader, since: Cursor | undefined): void {
      reader.heard = beginNow(reader, since)
      inFlight(reader, 0, reader.heard)
    },
    hear(reader: Reader, data: Uint8Array): void {
      reader.heard = reader.heard
        .catch(() => undefined)
        .then(() => (isGone(reader) ? undefined : hearNow(reader, data)))
      inFlight(reader, data.length, reader.heard)
    },
  }
}
