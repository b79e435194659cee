import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MeAnswer, RecordPage, WriteAnswer } from '../../domain/api.ts'
import { newEventId, recordOf } from '../../domain/ids.ts'
import { startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

const ROOM = '370303005003/police/2026q4'
const events = `/api/rooms/${encodeURIComponent(ROOM)}/events`

describe('the HTTP interface', () => {
  let server: TestServer
  let token: string
  beforeAll(async () => {
    server = await demoServer()
    token = await tokenOf(server, 'police1')
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const ask = (path: string, init: RequestInit = {}, bearer = token) =>
    fetch(`${server.url}${path}`, {
      ...init,
      headers: {
        ...(init.body ? { 'content-type': 'application/json' } : {}),
        authorization: `Bearer ${bearer}`,
        ...init.headers,
      },
    })
  const post = (path: string, body: unknown) => ask(path, { method: 'POST', body: JSON.stringify(body) })
  const remark = (more: object = {}) => ({
    type: 'remark',
    record: recordOf(newEventId(Date.now())),
    by: 'p-police1',
    role: 'assistant',
    at: Date.now(),
    text: 'x',
    ...more,
  })

  it('[HTTP1] a wrong password is refused, and the sixth in a minute must wait', async () => {
    const strict = await startServer({
      config: { ...readConfig({ DEMO: '1', DEMO_MOVER: 'off', PORT: '0', DATA_DIR: server.dataDir }) },
    })
    const tries = []
    for (let i = 0; i < 6; i++) {
      const answer = await fetch(`${strict.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account: 'police2', password: 'wrong' }),
      })
      tries.push(answer.status)
      if (i === 5) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    await strict.close()
    expect(tries).toEqual([401, 401, 401, 401, 401, 429])
  })
  it('[HTTP2] a phone is told its rooms, and nobody without a session is told anything', async () => {
    const me = (await (await ask('/api/me')).json()) as MeAnswer
    expect(me.rooms).toContainEqual({ name: ROOM, access: 'write' })
    expect((await ask('/api/me', {}, 'nonsense')).status).toBe(401)
  })
  it('[HTTP3] a record of another area and one that does not exist give the same answer', async () => {
    const foreign = await ask(`/api/records/${encodeURIComponent('370303005/sanitation/2026q4')}/x`)
    const absent = await ask(`/api/records/${encodeURIComponent(ROOM)}/x`)
    expect([foreign.status, absent.status]).toEqual([404, 404])
    expect(await foreign.text()).toBe(await absent.text())
    const page = (await (await ask('/api/records?kind=toilet_repair')).json()) as RecordPage
    expect(page.total).toBe(0)
  })
  it('[HTTP4] the same event twice gives the receipt again; another value under its id is refused', async () => {
    const id = newEventId(Date.now())
    const event = remark()
    const first = (await (await post(events, { events: [{ id, event }] })).json()) as WriteAnswer
    const second = (await (await post(events, { events: [{ id, event }] })).json()) as WriteAnswer
    expect(second.receipts).toEqual(first.receipts)
    const other = await post(events, { events: [{ id, event: remark({ text: 'other' }) }] })
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([422, 'idTaken'])
  })
  it('[HTTP5] an event in another name, of no known form or for a foreign room is refused, and stored nowhere', async () => {
    const before = (await server.rooms.log.cursor(ROOM as never)).seq
    expect((await post(events, { events: [{ event: remark({ by: 'p-police2' }) }] })).status).toBe(422)
    expect((await post(events, { events: [{ event: remark({ type: 'erased' }) }] })).status).toBe(422)
    expect((await post(events, { events: [] })).status).toBe(400)
    expect((await post(events.replace('370303005003', '370303005004'), { events: [{ event: remark() }] })).status).toBe(
      404,
    )
    expect((await server.rooms.log.cursor(ROOM as never)).seq).toBe(before)
  })
  it('[HTTP6] a snapshot is a Yjs update with its cursor as ETag; unchanged, it is not sent again', async () => {
    const path = `/api/rooms/${encodeURIComponent(ROOM)}/snapshot`
    const first = await ask(path)
    expect(first.status).toBe(200)
    const again = await ask(path, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } })
    expect(again.status).toBe(304)
  })
  it('[HTTP7] a page of another origin may not write', async () => {
    const answer = await ask(events, { method: 'POST', body: '{}', headers: { origin: 'http://evil.example' } })
    expect(answer.status).toBe(403)
  })
  it('[HTTP8] the example of the docs reads and writes a room', async () => {
    const before = (await server.rooms.log.cursor(ROOM as never)).seq
    const env = { ...process.env, XUNJI: server.url, ACCOUNT: 'police1', PASSWORD: 'xunji-demo' }
    const example = join(import.meta.dirname, '../../docs/examples/plain-client.mjs')
    const { stdout } = await promisify(execFile)(process.execPath, [example, ROOM], {
      env,
      cwd: join(import.meta.dirname, '../..'),
    })
    expect(stdout).toMatch(/\d+ events/)
    expect((await server.rooms.log.cursor(ROOM as never)).seq).toBe(before + 1)
  })
  it('[HTTP9] after signing out a token opens nothing', async () => {
    const other = await tokenOf(server, 'police2')
    expect((await ask('/api/session', { method: 'DELETE' }, other)).status).toBe(204)
    expect((await ask('/api/me', {}, other)).status).toBe(401)
  })
})
