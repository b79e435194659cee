import { MINUTE, SECOND } from '../../domain/clock.ts'
import type { PersonId, RoomName } from '../../domain/ids.ts'
import { LIMITS } from '../../domain/room/grammar.ts'
import { joinItems } from '../../domain/room/join.ts'
import {
  CLOSE,
  type Cursor,
  encodeCaughtUp,
  encodeEmptyAwareness,
  encodeUpdate,
  formatRetryAfter,
} from '../../domain/room/protocol.ts'
import type { Stored } from '../storage/log.ts'
import { accessWatch } from './access-now.ts'
import { createBucket, createQuota } from './budget.ts'
import { createConversation } from './conversation.ts'
import type { Soon } from './queue.ts'
import { type Reader, type SocketSession, shown, type Wire } from './reader.ts'
import type { Rooms } from './rooms.ts'

export const SOCKETS = {
  /** Each room of a phone has a socket of its own, so the limit is by room, and one for all. */
  aPersonAndRoom: 5,
  aPerson: 320,
  perSecond: 50,
  burst: 200,
  unread: LIMITS.offer,
  /** Answers to a state vector, or to ours, above the size of a live update. */
  bigOffers: { times: 1, window: MINUTE },
  bigAnswers: { times: 4, window: MINUTE },
  /** ms a socket at stake, at most `longest`: what a server that stops asks its phones to wait. */
  spread: { each: 60, longest: MINUTE },
  /** Longer than a probe takes. */
  full: 5 * SECOND,
} as const

export interface Channel {
  hear(data: Uint8Array): void
  left(): void
}

/** All readers of all rooms: who hears what is new, and who must go. Knows no socket library and no clock of its own. */
export interface Hub {
  join(
    session: SocketSession,
    room: RoomName,
    how: { readonly ext: boolean; readonly since?: Cursor | undefined },
    wire: Wire,
  ): Channel | undefined
  /** Ends every socket of a session: signed out, revoked. */
  drop(session: string, code: number): void
  /** Ends the sockets of a person in rooms that his grants no longer open, and those of his leaders in his own. */
  recheck(person: PersonId): void
  /** A sign of life for stock providers, and a look at who may no longer be here. */
  tick(): void
  count(): number
  close(): void
}

export function createHub(deps: {
  readonly rooms: Rooms
  readonly now: () => number
  readonly limits: boolean
  readonly random?: () => number
  readonly soon?: Soon
}): Hub {
  const { rooms, now, limits, random = Math.random, soon = setImmediate } = deps
  const byRoom = new Map<RoomName, Set<Reader>>()
  const published = new Map<RoomName, number>()
  const unlimited = (): number => 0
  const quota = ({ times, window }: { times: number; window: number }) =>
    limits ? createQuota(times, window, now) : unlimited

  const all = (): readonly Reader[] => [...byRoom.values()].flatMap((readers) => [...readers])

  function forget(reader: Reader): void {
    reader.state = { type: 'gone' }
    const readers = byRoom.get(reader.room)
    readers?.delete(reader)
    if (readers?.size === 0) byRoom.delete(reader.room)
  }
  function end(reader: Reader, code: number, reason: string): void {
    if (reader.state.type === 'gone') return
    talk.flush(reader)
    forget(reader)
    reader.wire.close(code, reason)
  }
  /** True for a reader who may still hear this room; ends the others. */
  function stays(reader: Reader): boolean {
    const author = reader.session.author()
    if (!author) end(reader, CLOSE.signIn, 'session ended')
    else if (reader.access(author) === 'none') end(reader, CLOSE.noAccess, 'no access')
    else return true
    return false
  }

  const talk = createConversation({
    rooms,
    now,
    soon,
    end,
    publishedAt: (room) => published.get(room) ?? 0,
    bigOffer: quota(SOCKETS.bigOffers),
    bigAnswer: quota(SOCKETS.bigAnswers),
  })

  const stop = rooms.onStored((room, rows) => {
    const last = (rows.at(-1) as Stored).seq
    published.set(room, last)
    const readers = byRoom.get(room)
    if (!readers) return
    let joined: Uint8Array | undefined
    const update = (): Uint8Array => (joined ??= encodeUpdate(joinItems(rows.map(shown))))
    for (const reader of [...readers]) {
      if (reader.state.type !== 'live' || reader.state.sent >= last || !stays(reader)) continue
      const { sent } = reader.state
      if (reader.wire.unread() > SOCKETS.unread) {
        forget(reader)
        reader.wire.cut()
        continue
      }
      const news = rows.filter((row) => row.seq > sent && !reader.writers.has(row.writer))
      if (news.length > 0) {
        reader.wire.send(news.length === rows.length ? update() : encodeUpdate(joinItems(news.map(shown))))
      }
      reader.state = { type: 'live', sent: last }
      if (reader.ext) reader.wire.send(encodeCaughtUp({ ...talk.cursorNow(room), seq: last }))
    }
  })

  function hear(reader: Reader, data: Uint8Array): void {
    if (reader.state.type === 'gone') return
    if (limits && !reader.spend()) {
      end(reader, CLOSE.slowDown, formatRetryAfter((SOCKETS.burst / SOCKETS.perSecond) * SECOND))
      return
    }
    if (stays(reader)) talk.hear(reader, data)
  }

  return {
    join(session, room, how, wire) {
      const author = session.author()
      const access = accessWatch(room, now, rooms.grantsOf)
      if (!author) wire.close(CLOSE.signIn, 'sign in')
      else if (access(author) === 'none') wire.close(CLOSE.noAccess, 'no access')
      else {
        const own = all().filter((reader) => reader.person === author.person)
        const here = own.filter((reader) => reader.room === room)
        if (limits && (here.length >= SOCKETS.aPersonAndRoom || own.length >= SOCKETS.aPerson)) {
          // A phone that lost its network again and again has left sockets behind that nobody holds any more.
          for (const reader of here) reader.wire.probe()
          wire.close(CLOSE.slowDown, formatRetryAfter(SOCKETS.full))
          return undefined
        }
        const reader: Reader = {
          wire,
          session,
          person: author.person,
          room,
          ext: how.ext,
          access,
          spend: createBucket(SOCKETS.perSecond, SOCKETS.burst, now),
          state: { type: 'waiting' },
          heard: Promise.resolve(),
          inFlight: 0,
          writers: new Set(),
          pending: { receipts: [], refused: [] },
          askedAt: undefined,
        }
        byRoom.set(room, (byRoom.get(room) ?? new Set()).add(reader))
        talk.begin(reader, how.since)
        return { hear: (data) => hear(reader, data), left: () => forget(reader) }
      }
      return undefined
    },
    drop(session, code) {
      for (const reader of all()) if (reader.session.id === session) end(reader, code, 'session ended')
    },
    recheck(person) {
      const own = `worker/${person}/`
      for (const reader of all()) if (reader.person === person || reader.room.startsWith(own)) stays(reader)
    },
    tick() {
      for (const reader of all()) if (stays(reader)) reader.wire.send(encodeEmptyAwareness())
    },
    count: () => all().length,
    close() {
      stop()
      const readers = all()
      const spread = Math.min(SOCKETS.spread.longest, readers.length * SOCKETS.spread.each)
      for (const reader of readers) end(reader, CLOSE.shuttingDown, formatRetryAfter(random() * spread))
    },
  }
}
