import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { SECOND } from '../../domain/clock.ts'
import type { PersonId, RoomName } from '../../domain/ids.ts'
import { LIMITS } from '../../domain/room/grammar.ts'
import { CLOSE, type Cursor, parseCursor } from '../../domain/room/protocol.ts'
import { type FrameWatch, watchFrames } from './frame-watch.ts'
import { createHub } from './hub.ts'
import type { SocketSession, Wire } from './reader.ts'
import type { Rooms } from './rooms.ts'

/** A stock provider opens its socket anew after 30 s without a message. */
const ALIVE_EVERY = 20 * SECOND
const PING_EVERY = 25 * SECOND
const STANDS_STILL = 10 * SECOND
const LOOK_EVERY = 2 * SECOND
/** How long a socket has to answer when its place is wanted. */
const PROBE = 3 * SECOND
/** How long a stopping server waits for its sockets to take their close. */
const FAREWELL = SECOND

export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, session: SocketSession | undefined): void
  /** Ends every socket of a session: signed out, revoked. */
  drop(session: string, code: number): void
  /** Ends the sockets of a person in rooms that his grants no longer open, and those of his leaders in his own. */
  recheck(person: PersonId): void
  count(): number
  close(): Promise<void>
}
type Open = { readonly ws: WebSocket; readonly frames: FrameWatch; answered: boolean }

export function createSockets(rooms: Rooms, now: () => number, limits = true): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.offer + 64,
    maxFragments: 64,
    perMessageDeflate: false,
  })
  const hub = createHub({ rooms, now, limits })
  const open = new Set<Open>()
  const timers = [
    setInterval(() => hub.tick(), ALIVE_EVERY),
    setInterval(() => {
      for (const one of open) {
        if (!one.answered && !one.ws.isPaused) one.ws.terminate()
        else {
          one.answered = false
          one.ws.ping()
        }
      }
    }, PING_EVERY),
    setInterval(() => {
      for (const { ws, frames } of open) if (!ws.isPaused && frames.standing() > STANDS_STILL) ws.terminate()
    }, LOOK_EVERY),
  ].map((timer) => timer.unref())

  function accept(ws: WebSocket, stream: Duplex): Open {
    const one: Open = { ws, frames: watchFrames(() => performance.now()), answered: true }
    stream.on('data', (chunk: Buffer) => {
      one.frames.saw(chunk)
      one.answered = true
    })
    open.add(one)
    ws.on('close', () => open.delete(one))
    ws.on('error', () => ws.terminate())
    return one
  }

  return {
    upgrade(request, stream, head, session) {
      server.handleUpgrade(request, stream, head, (ws) => {
        accept(ws, stream)
        if (!session) return ws.close(CLOSE.signIn, 'sign in')
        const target = targetOf(request.url ?? '/')
        if (!target) return ws.close(CLOSE.noAccess, 'no access')
        const channel = hub.join(session, target.room, target, wireOf(ws))
        if (!channel) return
        ws.on('close', () => channel.left())
        ws.on('message', (data: Buffer, binary: boolean) => {
          if (binary) channel.hear(new Uint8Array(data))
          else ws.close(CLOSE.outsideGrammar, 'text')
        })
      })
    },
    drop: (session, code) => hub.drop(session, code),
    recheck: (person) => hub.recheck(person),
    count: () => open.size,
    async close() {
      for (const timer of timers) clearInterval(timer)
      hub.close()
      const left = [...open].map(({ ws }) => new Promise((done) => ws.once('close', done)))
      for (const { ws } of open) ws.close(CLOSE.shuttingDown)
      const late = new Promise((done) => setTimeout(done, FAREWELL).unref())
      await Promise.race([Promise.all(left), late])
      for (const { ws } of open) ws.terminate()
      server.close()
    },
  }
}

const wireOf = (ws: WebSocket): Wire => ({
  probe() {
    let answered = false
    ws.once('pong', () => {
      answered = true
    })
    ws.ping()
    setTimeout(() => !answered && ws.terminate(), PROBE).unref()
  },
  send: (bytes) => ws.send(bytes),
  close: (code, reason) => ws.close(code, reason),
  cut: () => ws.terminate(),
  unread: () => ws.bufferedAmount,
  pause: () => ws.pause(),
  resume: () => ws.resume(),
})

function targetOf(address: string): { room: RoomName; ext: boolean; since: Cursor | undefined } | undefined {
  try {
    const url = new URL(address, 'http://localhost')
    return {
      room: decodeURIComponent(url.pathname.replace(/^\/sync\//, '')) as RoomName,
      ext: url.searchParams.get('ext') === '1',
      since: parseCursor(url.searchParams.get('since') ?? ''),
    }
  } catch {
    return undefined
  }
}
