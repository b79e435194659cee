import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { described } from '../../sync-server/http/openapi/routes.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

const ROOM = encodeURIComponent('370303005003/police/2026q4')

describe('hostile requests', () => {
  let server: TestServer
  let token: string
  beforeAll(async () => {
    server = await demoServer()
    token = await tokenOf(server, 'admin')
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  async function send(method: string, path: string, body?: string): Promise<number> {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'tus-resumable': '1.0.0',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    })
    await answer.body?.cancel()
    return answer.status
  }
  /** Bytes as they are: what `fetch` would not send. */
  const raw = (bytes: string): Promise<string> =>
    new Promise((done) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes))
      let heard = ''
      socket.on('data', (data) => {
        heard += data.toString('latin1')
      })
      socket.on('error', () => done(heard))
      socket.on('close', () => done(heard))
      setTimeout(() => socket.destroy(), 500).unref()
    })
  const alive = async (): Promise<boolean> => (await fetch(`${server.url}/healthz`)).ok

  it('[HTTP21] whatever JSON is sent to whatever route, the server refuses it in words and never fails', async () => {
    const account = await tokenOf(server, 'police1')
    const posts = Object.keys(described).filter((key) => key.startsWith('POST ') && !key.includes('/api/demo'))
    const words = fc.constantFrom(
      'events',
      'event',
      'id',
      'type',
      'set',
      'base',
      'record',
      'kind',
      'area',
      'by',
      'role',
      'at',
    )
    const values = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.constant(null),
        fc.boolean(),
        fc.constantFrom(
          'remark',
          'create',
          'set',
          'move',
          'photo',
          'p-police1',
          'assistant',
          '01ARZ3NDEKTSV4RRFFQ69G5FAV',
        ),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.oneof(words, fc.string({ maxLength: 12 })), tie('value'), { maxKeys: 6 }),
      ),
    })).value
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...posts), values, async (key, value) => {
        token = account
        const path = (key.split(' ')[1] ?? '').replace('{room}', ROOM).replace(/\{\w+\}/g, 'x')
        expect(await send('POST', path, JSON.stringify(value)), `${path} ${JSON.stringify(value)}`).toBeLessThan(500)
      }),
      { numRuns: 400 },
    )
  })
  it('[HTTP21] events that almost fit are refused in words', async () => {
    token = await tokenOf(server, 'police1')
    const event = {
      type: 'remark',
      record: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      by: 'p-police1',
      role: 'assistant',
      at: 1,
      text: 'x',
    }
    const wrong: readonly unknown[] = [
      null,
      { events: null },
      { events: [null] },
      { events: ['x'] },
      { events: [{ event: null }] },
      { events: [{ event: [] }] },
      { events: [{ id: 'x', event }] },
      { events: [{ id: '__proto__', event }] },
      { events: [{ event: { ...event, at: 'now' } }] },
      { events: [{ event: { ...event, at: 1e300 } }] },
      { events: [{ event: { ...event, record: '../..' } }] },
      { events: [{ event: { ...event, text: 'x'.repeat(100_000) } }] },
      { events: [{ event: { ...event, type: 'accepted' } }] },
      { events: [{ event: { ...event, by: 'system' } }] },
      { events: [{ event: { ...event, type: 'set', base: [], set: { constructor: 1 } } }] },
      { events: new Array(201).fill({ event }) },
    ]
    for (const body of wrong) {
      const status = await send('POST', `/api/rooms/${ROOM}/events`, JSON.stringify(body))
      expect(status, JSON.stringify(body).slice(0, 80)).toBeGreaterThanOrEqual(400)
      expect(status, JSON.stringify(body).slice(0, 80)).toBeLessThan(500)
    }
  })
  it('[HTTP22] no path leads out of what is served, and none makes the server fail', async () => {
    token = await tokenOf(server, 'admin')
    const names = [
      '..%2f..%2fpackage.json',
      '%00',
      '..%5c..%5c',
      '%c0%ae%c0%ae/',
      '．．%2f',
      '....//',
      '%252e%252e%252f',
      '%E0%A4%A',
    ]
    for (const name of names) {
      for (const path of [
        `/${name}`,
        `/api/photos/${name}?room=${ROOM}&record=x`,
        `/api/records/${name}/${name}`,
        `/api/rooms/${name}/snapshot`,
        `/api/facts/${name}`,
        `/api/admin/people?area=${name}&after=${name}`,
      ]) {
        const answer = await raw(
          `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
        )
        expect(answer, path).toMatch(/^HTTP\/1\.1 (200|400|403|404)/)
        expect(answer, path).not.toMatch(/"devDependencies"|root:x:/)
      }
    }
  })
  it('[HTTP23] broken requests and upgrades do not end the server', async () => {
    const upgrade = (path: string, more = '') =>
      raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${more}\r\n`)
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
    await upgrade('/sync/%E0%A4%A', key)
    await upgrade('/sync/', key)
    await upgrade('/sync/%00', `${key}Cookie: xunji_session=%E0%A4%A; =; a\r\n`)
    await upgrade('/sync/org?since=%E0%A4%A&ext=1', key)
    await upgrade('/sync/org', `${key}Origin: null\r\n`)
    await upgrade('/sync/org', `${key}Origin: http://[\r\n`)
    await upgrade('/api/me', key)
    await upgrade('http://[', key)
    await raw('GET / HTTP/9.9\r\n\r\n')
    await raw(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`)
    await raw('POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\nContent-Type: application/json\r\n\r\n{')
    await raw('PATCH /api/photos/x HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n')
    await raw('\x16\x03\x01\x02\x00\x01')
    expect(await alive()).toBe(true)
  })
})
