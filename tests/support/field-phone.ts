import WebSocket from 'ws'
import type { Connect } from '../../app/sync/link.ts'
import { createPhoneCore, type PhoneCore } from '../../app/sync/phone-core.ts'
import { openLink } from '../../app/sync/room-link.ts'
import type { MeAnswer } from '../../domain/api.ts'
import { asRoom, type RoomName } from '../../domain/ids.ts'
import { parseCursor } from '../../domain/room/protocol.ts'
import { memoryStore } from './memory-store.ts'
import type { TestServer } from './server.ts'

/**
 * A phone in somebody's pocket: the app's own core and its own sockets, without screens. Its line is down, whatever is
 * written, but for the moments of `comesBack`.
 */
export type FieldPhone = {
  readonly core: PhoneCore
  /** Holds the room from now on. */
  opens(room: RoomName): void
  holds(room: RoomName): boolean
  /** The line is there until everything that waits has its receipt and everything that others wrote is here. */
  comesBack(): Promise<void>
  close(): void
}

// Each room's socket listens for the end of the process.
process.setMaxListeners(100)

const NOWHERE = 'ws://127.0.0.1:1'

export async function fieldPhone(
  server: TestServer,
  signIn: () => Promise<{ readonly token: string; readonly me: MeAnswer }>,
  now: () => number,
): Promise<FieldPhone> {
  const store = memoryStore()
  const rooms = new Set<RoomName>([asRoom('org')])
  const sockets = new Set<WebSocket>()
  let { token, me } = await signIn()
  let isUp = false
  class Line extends WebSocket {
    constructor(address: string | URL) {
      super(isUp ? address : NOWHERE, { headers: { authorization: `Bearer ${token}` } })
      sockets.add(this)
      this.on('close', () => sockets.delete(this))
    }
  }
  // The link asks the browser for two things: where it is, and how to open a socket.
  const connect: Connect = (...asked) => {
    const browser = globalThis as unknown as { location: unknown; WebSocket: unknown }
    const before = { location: browser.location, WebSocket: browser.WebSocket }
    Object.assign(browser, { location: new URL(server.url), WebSocket: Line })
    try {
      return openLink(...asked)
    } finally {
      Object.assign(browser, before)
    }
  }
  const held = (answer: MeAnswer): MeAnswer => ({
    ...answer,
    rooms: [...rooms].map((name) => ({ name, access: 'write' as const })),
  })
  const core = await createPhoneCore({ me: held(me), store, connect, now, random: Math.random })
  await core.lead()

  /** True once the phone has read each room as far as the log went. */
  async function hasRead(upTo: ReadonlyMap<RoomName, number>): Promise<boolean> {
    const cursors = await store.cursors()
    return [...upTo].every(([room, seq]) => (parseCursor(cursors.get(room) ?? '')?.seq ?? -1) >= seq)
  }
  return {
    core,
    opens: (room) => void rooms.add(room),
    holds: (room) => rooms.has(room),
    async comesBack() {
      ;({ token, me } = await signIn())
      const upTo = new Map<RoomName, number>()
      for (const room of rooms) upTo.set(room, (await server.rooms.log.cursor(room)).seq)
      isUp = true
      await core.learn(held(me))
      await until(async () => {
        // A try that was under way when the line came back has failed, and would wait for its next.
        core.wake()
        return core.waiting() === 0 && (await hasRead(upTo))
      })
      await core.settled()
      isUp = false
      for (const socket of sockets) socket.terminate()
      await until(async () => !core.online())
    },
    close() {
      core.close()
      for (const socket of sockets) socket.terminate()
    },
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const last = Date.now() + 20_000
  while (!(await holds())) {
    if (Date.now() > last) throw new Error('the phone did not come back')
    await new Promise((done) => setTimeout(done, 2))
  }
}
