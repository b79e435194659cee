import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { DemoCards, MeAnswer } from '../../domain/api.ts'
import { demoServer, forget, type TestServer } from '../support/server.ts'

describe('the frames of the demo page', () => {
  let server: TestServer
  const cookies = new Map<string, string>()
  beforeAll(async () => {
    server = await demoServer()
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const ask = (frame: string, path: string, init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, {
      ...init,
      headers: {
        'content-type': 'application/json',
        'x-xunji-frame': frame,
        // A browser sends the cookies of all frames with each request.
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    })
  async function signIn(frame: string, account: string): Promise<void> {
    const body = JSON.stringify({ account, password: 'xunji-demo' })
    const answer = await ask(frame, '/api/session', { method: 'POST', body })
    const [, name = '', value = ''] = /^(\w+)=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? []
    cookies.set(name, value)
  }
  const who = async (frame: string) => ((await (await ask(frame, '/api/me')).json()) as MeAnswer).person.account
  const link = (frame: string, open: boolean) =>
    ask(frame, '/api/demo/link', { method: 'POST', body: JSON.stringify({ open }) })
  /** In a room that it may write a plain client is asked at once what it has. */
  let room = ''
  const socket = (frame: string) =>
    new WebSocket(`${server.url.replace('http', 'ws')}/sync/${encodeURIComponent(room)}?frame=${frame}`, {
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
  const fate = (ws: WebSocket): Promise<string> =>
    new Promise((done) => {
      // Asks for what it lacks, as a phone does; else it would hear nothing until the next sign of life.
      ws.on('open', () => ws.send(Uint8Array.of(0, 0, 1, 0)))
      ws.on('message', () => done('heard'))
      ws.on('close', (code) => done(`closed ${code}`))
      ws.on('error', () => done('no connection'))
    })

  it('[DEMO4] each frame has a session of its own', async () => {
    await signIn('a', 'police1')
    await signIn('desk', 'officer1')
    expect([await who('a'), await who('desk')]).toEqual(['police1', 'officer1'])
    expect((await ask('b', '/api/me')).status).toBe(401)
  })
  it('[DEMO5] a phone that is cut off: its sockets are dropped and all it asks is refused, until it is let in again', async () => {
    const me = (await (await ask('a', '/api/me')).json()) as MeAnswer
    room = me.rooms.find(({ access }) => access === 'write')?.name ?? ''
    const open = socket('a')
    expect(await fate(open)).toBe('heard')
    const closed = fate(open.removeAllListeners())
    expect((await link('a', false)).status).toBe(204)
    expect(await closed).toBe('closed 1012')
    await expect(ask('a', '/api/me')).rejects.toThrow()
    expect(await fate(socket('a'))).toBe('no connection')
    expect(await who('desk')).toBe('officer1')
    expect((await link('a', true)).status).toBe(204)
    expect(await who('a')).toBe('police1')
    const again = socket('a')
    expect(await fate(again)).toBe('heard')
    again.terminate()
  })
  it('[DEMO6] each account has a card with one sentence, in both languages', async () => {
    const { cards } = (await (await ask('b', '/api/demo/cards')).json()) as DemoCards
    expect(cards.length).toBe(26)
    for (const card of cards) {
      expect([card.says.zh, card.says.en, card.areaName.zh].every((text) => text.length > 1)).toBe(true)
      expect(card.areaName.zh).not.toMatch(/^\d/)
    }
  })
})
