import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { PersonId, RoomName } from '../../domain/ids.ts'
import { encodeItem, type Item, readLive, readOffer } from '../../domain/room/grammar.ts'
import { decodeStateVector, encodeStateVector, joinItems } from '../../domain/room/join.ts'
import {
  CLOSE,
  type Cursor,
  closeCodeOf,
  decodeClientMessage,
  encodeCaughtUp,
  encodeEmptyAwareness,
  encodeReceipts,
  encodeRefused,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  formatCursor,
  parseCursor,
} from '../../domain/room/protocol.ts'
import type { Stored } from '../storage/log.ts'
import { type Author, accessOf, type Rooms } from './rooms.ts'

export type SocketSession = { readonly id: string; readonly author: () => Author }
type Reader = {
  readonly socket: WebSocket
  readonly session: SocketSession
  readonly room: RoomName
  readonly ext: boolean
  sent: number
}

const AWARENESS_EVERY = 20_000
const MAX_UNREAD = 8 * 1024 * 1024

/** What others may see of a row: a held one only as a placeholder that keeps its writer's clocks dense. */
const shown = (row: Stored): { writer: number; clock: number; bytes: Uint8Array } =>
  row.held ? { writer: row.writer, clock: row.clock, bytes: encodeItem(row.id, { type: 'withheld' }) } : row

export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, session: SocketSession | undefined): void
  /** Ends every socket of a session: signed out, revoked. */
  drop(session: string, code: number): void
  /** Ends what a person has open and may no longer read. */
  recheck(person: PersonId): void
  count(): number
  close(): void
}

export function createSockets(rooms: Rooms, now: () => number): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: 8 * 1024 * 1024, perMessageDeflate: false })
  const readers = new Set<Reader>()
  const timer = setInterval(() => {
    for (const reader of readers) reader.socket.send(encodeEmptyAwareness())
  }, AWARENESS_EVERY).unref()

  const stop = rooms.onStored((room, rows) => {
    const update = encodeUpdate(joinItems(rows.map(shown)))
    for (const reader of readers) {
      // Before its own catch-up a reader gets nothing: the catch-up will hold these rows.
      if (reader.room !== room || reader.sent < 0) continue
      if (reader.socket.bufferedAmount > MAX_UNREAD) {
        reader.socket.terminate()
        continue
      }
      reader.socket.send(update)
      reader.sent = (rows.at(-1) as Stored).seq
      if (reader.ext) reader.socket.send(encodeCaughtUp(cursorAt(room, reader.sent)))
    }
  })

  const cursorAt = (_room: RoomName, seq: number): Cursor => ({ log: rooms.log.id, room: 0, seq })

  function begin(reader: Reader, since: Cursor | undefined): void {
    const fromHere = since && since.log === rooms.log.id && since.seq <= rooms.log.position(reader.room)
    if (fromHere) {
      const tail = rooms.log.tail(reader.room, since.seq)
      if (tail.length > 0) reader.socket.send(encodeUpdate(joinItems(tail.map(shown))))
      reader.sent = tail.at(-1)?.seq ?? since.seq
      reader.socket.send(encodeCaughtUp(cursorAt(reader.room, reader.sent)))
    }
    reader.socket.send(encodeStep1(encodeStateVector(rooms.log.heads(reader.room))))
  }

  /** Everything the reader's state vector lacks, as one update. */
  function answer(reader: Reader, vector: Uint8Array): void {
    const heads = decodeStateVector(vector)
    if (!heads.ok) {
      reader.socket.close(CLOSE.outsideGrammar, heads.problem.code)
      return
    }
    const rows = rooms.log.tail(reader.room, 0)
    const missing = rows.filter((row) => row.clock >= (heads.value.get(row.writer) ?? 0))
    reader.socket.send(encodeStep2(joinItems(missing.map(shown))))
    reader.sent = rows.at(-1)?.seq ?? 0
    if (reader.ext) reader.socket.send(encodeCaughtUp(cursorAt(reader.room, reader.sent)))
  }

  async function take(reader: Reader, items: readonly Item[], live: boolean): Promise<void> {
    const author = reader.session.author()
    if (accessOf(author, reader.room, now()) !== 'write') return reader.socket.close(CLOSE.noAccess, 'no access')
    // In an answer to a state vector a client echoes what others wrote: only its own sections are taken.
    const known = rooms.log.heads(reader.room)
    const fresh = items.filter((item) => live || item.clock >= (known.get(item.writer) ?? 0))
    if (fresh.length === 0) return
    const outcome = await rooms.submit(author, reader.room, fresh)
    if (!outcome.ok) return reader.socket.close(CLOSE.shuttingDown, outcome.problem.why)
    const { receipts, refused, gap } = outcome.value
    if (reader.ext && receipts.length > 0) reader.socket.send(encodeReceipts(rooms.log.id, receipts))
    if (reader.ext && refused.length > 0) reader.socket.send(encodeRefused(refused))
    else if (refused.length > 0 && live) {
      const taken = refused.some((one) => one.code === 'writerTaken')
      reader.socket.close(taken ? CLOSE.writerTaken : CLOSE.outsideGrammar, refused[0]?.code)
    }
    if (gap) reader.socket.send(encodeStep1(encodeStateVector(rooms.log.heads(reader.room))))
  }

  function hear(reader: Reader, data: Uint8Array): void {
    const message = decodeClientMessage(data)
    if (!message.ok) {
      reader.socket.close(CLOSE.outsideGrammar, message.problem.code)
      return
    }
    switch (message.value.type) {
      case 'awareness':
        break
      case 'unknown':
        reader.socket.close(CLOSE.outsideGrammar, 'unknown message')
        break
      case 'step1':
        answer(reader, message.value.stateVector)
        break
      case 'step2':
        void take(reader, readOffer(message.value.update).items, false)
        break
      case 'update': {
        const live = readLive(message.value.update)
        if (live.ok) void take(reader, live.value, true)
        else {
          reader.socket.close(closeCodeOf(live.problem), live.problem.code)
        }
      }
    }
  }

  return {
    upgrade(request, socket, head, session) {
      server.handleUpgrade(request, socket, head, (ws) => {
        const url = new URL(request.url ?? '/', 'http://localhost')
        const room = decodeURIComponent(url.pathname.replace(/^\/sync\//, '')) as RoomName
        if (!session) return ws.close(CLOSE.signIn, 'sign in')
        if (accessOf(session.author(), room, now()) === 'none') return ws.close(CLOSE.noAccess, 'no access')
        const ext = url.searchParams.get('ext') === '1'
        const reader: Reader = { socket: ws, session, room, ext, sent: -1 }
        readers.add(reader)
        ws.on('close', () => readers.delete(reader))
        ws.on('error', () => ws.terminate())
        ws.on('message', (data: Buffer, binary: boolean) => {
          if (binary) hear(reader, new Uint8Array(data))
          else ws.close(CLOSE.outsideGrammar, 'text')
        })
        begin(reader, parseCursor(url.searchParams.get('since') ?? ''))
      })
    },
    drop(session, code) {
      for (const reader of readers) if (reader.session.id === session) reader.socket.close(code, 'session ended')
    },
    recheck(person) {
      for (const reader of readers) {
        const author = reader.session.author()
        const closed = author.person === person && accessOf(author, reader.room, now()) === 'none'
        if (closed) reader.socket.close(CLOSE.noAccess, 'no access')
      }
    },
    count: () => readers.size,
    close() {
      clearInterval(timer)
      stop()
      for (const reader of readers) reader.socket.terminate()
      server.close()
    },
  }
}

/** The whole room as one update, with the cursor it stands at. */
export function snapshotOf(rooms: Rooms, room: RoomName): { update: Uint8Array; cursor: string } {
  const rows = rooms.log.tail(room, 0)
  const cursor = formatCursor({ log: rooms.log.id, room: 0, seq: rows.at(-1)?.seq ?? 0 })
  return { update: joinItems(rows.map(shown)), cursor }
}
