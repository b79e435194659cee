import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { newEventId, recordOf } from '../../domain/ids.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

const ROOM = '370303005003/police/2026q4'

describe('a plain WebsocketProvider of y-websocket', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await demoServer()
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })

  async function provider(account: string, room = encodeURIComponent(ROOM)) {
    const token = await tokenOf(server, account)
    class Signed extends WebSocket {
      constructor(address: string | URL) {
        super(address, { headers: { authorization: `Bearer ${token}` } })
      }
    }
    const doc = new Y.Doc()
    const made = new WebsocketProvider(`${server.url.replace('http', 'ws')}/sync`, room, doc, {
      WebSocketPolyfill: Signed as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    })
    return { doc, provider: made, events: doc.getMap('e') }
  }
  const remark = (by: string, text: string, role = 'assistant') => ({
    type: 'remark',
    record: recordOf(newEventId(Date.now())),
    by,
    role,
    at: Date.now(),
    text,
  })

  it('[SYNC1] two of them read the room and see what the other writes, the room name encoded or plain', async () => {
    const a = await provider('police1')
    const b = await provider('police2', ROOM)
    await expect.poll(() => a.provider.synced && b.provider.synced).toBe(true)
    expect(a.events.size).toBeGreaterThan(1000)
    const id = newEventId(Date.now())
    a.events.set(id, remark('p-police1', 'hello'))
    await expect.poll(() => (b.events.get(id) as { text?: string } | undefined)?.text).toBe('hello')
    a.provider.destroy()
    b.provider.destroy()
  })
  it('[SYNC2] an event in another name closes the socket with 4422 and is stored nowhere', async () => {
    const before = (await server.rooms.log.cursor(ROOM as never)).seq
    const a = await provider('police1')
    await expect.poll(() => a.provider.synced).toBe(true)
    const closed = new Promise<number>((done) =>
      a.provider.once('connection-close', (event: { code: number } | null) => done(event?.code ?? 0)),
    )
    a.events.set(newEventId(Date.now()), remark('p-police2', 'forged'))
    expect(await closed).toBe(4422)
    expect((await server.rooms.log.cursor(ROOM as never)).seq).toBe(before)
    a.provider.destroy()
  })
  it('[SYNC3] a room that is absent and one that is closed to the person give the same answer, 4403', async () => {
    for (const room of ['370303005/sanitation/2026q4', '370303999999/police/2026q4', 'nonsense']) {
      const a = await provider('police1', encodeURIComponent(room))
      const code = await new Promise<number>((done) =>
        a.provider.once('connection-close', (event: { code: number } | null) => done(event?.code ?? 0)),
      )
      expect(code).toBe(4403)
      a.provider.destroy()
    }
  })
  it('[HELD1] an event in a role that its author does not hold is kept, and others get a placeholder', async () => {
    const a = await provider('police1')
    const b = await provider('officer1')
    await expect.poll(() => a.provider.synced && b.provider.synced).toBe(true)
    const id = newEventId(Date.now())
    a.events.set(id, remark('p-police1', 'secret', 'officer'))
    await expect.poll(() => (b.events.get(id) as { type?: string } | undefined)?.type).toBe('withheld')
    const stored = (await server.rooms.log.tail(ROOM as never, 0)).find((row) => row.id === id)
    expect(stored?.held).toBe('roleNotHeld')
    a.provider.destroy()
    b.provider.destroy()
  })
})
