import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordPage } from '../../domain/api.ts'
import { newEventId, recordOf } from '../../domain/ids.ts'
import { startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'
import { described } from '../../sync-server/http/openapi/routes.ts'
import { shapes } from '../../sync-server/http/openapi/shapes.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

type Operation = { readonly summary?: string; readonly tags?: readonly string[]; readonly security?: object }
type Api = {
  readonly openapi: string
  readonly paths: { readonly [path: string]: { readonly [m: string]: Operation } }
}

describe('the description of the interface', () => {
  let server: TestServer
  let api: Api
  beforeAll(async () => {
    server = await demoServer()
    api = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as Api
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const get = async (path: string, account = 'police1') => {
    const answer = await fetch(`${server.url}${path}`, {
      headers: { authorization: `Bearer ${await tokenOf(server, account)}` },
    })
    return (await answer.json()) as unknown
  }
  /** Says what in a value is not of the shape; undefined if all fits. */
  async function misfit(shape: string, value: unknown): Promise<string | undefined> {
    const probe = Fastify({
      ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
      bodyLimit: 50_000_000,
    })
    const local = JSON.parse(JSON.stringify(shapes).replaceAll('#/components/schemas/', '#/definitions/'))
    const schema = { $ref: `#/definitions/${shape}`, definitions: local }
    probe.post('/', { schema: { body: schema } }, () => 'fits')
    const answer = await probe.inject({ method: 'POST', url: '/', payload: value as object })
    return answer.statusCode === 200 ? undefined : answer.body
  }

  it('[HTTP10] describes every route, and none that there is not', () => {
    expect(api.openapi).toBe('3.1.0')
    const found = Object.entries(api.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ key: `${method.toUpperCase()} ${path}`, operation })),
    )
    expect(found.filter(({ operation }) => !operation.summary || !operation.tags).map(({ key }) => key)).toEqual([])
    expect(found.map(({ key }) => key).sort()).toEqual(Object.keys(described).sort())
  })
  it('[HTTP11] a route is open without a session exactly where the description says so', async () => {
    for (const [key, { open }] of Object.entries(described)) {
      const [method = '', path = ''] = key.split(' ')
      const answer = await fetch(`${server.url}${path.replace(/\{\w+\}/g, 'x')}`, {
        method,
        headers: method === 'PATCH' ? { 'content-type': 'application/offset+octet-stream' } : {},
        ...(method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}),
      })
      await answer.body?.cancel()
      if (open) expect(answer.status, key).not.toBe(401)
      else expect(answer.status, key).toBe(401)
    }
  })
  it('[HTTP12] answers have the shapes that are described', async () => {
    const page = (await get('/api/records?kind=home_visit')) as RecordPage
    const row = page.rows[0]
    if (!row) throw new Error('no record')
    const answers: readonly (readonly [string, unknown])[] = [
      ['MeAnswer', await get('/api/me')],
      ['Ready', await get('/readyz')],
      ['RecordPage', page],
      ['RecordAnswer', await get(`/api/records/${encodeURIComponent(row.room)}/${row.id}`)],
      ['ColleaguesAnswer', await get('/api/people?area=370303005', 'supervisor1')],
      ['AreasAnswer', await get('/api/areas')],
      ['SwitchesAnswer', await get('/api/switches')],
      ['RulesAnswer', await get('/api/rules')],
      ['AdminPeopleAnswer', await get('/api/admin/people?limit=200', 'admin')],
      ['HeldAnswer', await get('/api/held', 'supervisor1')],
      ['FactsAnswer', await get('/api/facts/370303005003')],
      ['AuditAnswer', await get('/api/admin/audit', 'admin')],
      ['Problem', await get('/api/nothing')],
    ]
    for (const [shape, value] of answers) expect(await misfit(shape, value), shape).toBeUndefined()
    expect(await misfit('MeAnswer', { ...((await get('/api/me')) as object), more: 1 })).toMatch(/additional/)
  })
  it('[HTTP13] the page is drawn from it, without a script, and shows every path', async () => {
    const answer = await fetch(`${server.url}/api/docs`)
    const html = await answer.text()
    expect(answer.headers.get('content-type')).toMatch(/text\/html/)
    for (const path of Object.keys(api.paths)) expect(html).toContain(`<code>${path}</code>`)
    expect(html).not.toMatch(/<script|style=|javascript:/i)
    expect((await fetch(`${server.url}/api/docs.css`)).headers.get('content-type')).toMatch(/text\/css/)
  })
  it('[HTTP14] what does not fit is answered with the part that does not, as a problem', async () => {
    const post = (path: string, body: string, type = 'application/json') =>
      fetch(`${server.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body })
    const wrong = await post('/api/session', '{"account":"police1"}')
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([
      400,
      expect.stringContaining('application/problem+json'),
    ])
    expect(((await wrong.json()) as { detail: string }).detail).toMatch(/body.*password/)
    for (const body of ['{', '[]', '"x"', '{"__proto__":{"account":"x"}}', '['.repeat(10_000)]) {
      expect((await post('/api/session', body)).status).toBe(400)
    }
    expect((await post('/api/session', 'x', 'text/xml')).status).toBe(415)
    expect((await post('/api/session', `{"account":"${'x'.repeat(1_100_000)}"}`)).status).toBe(413)
    for (const origin of ['null', 'http://evil.example', 'file://', '']) {
      const answer = await fetch(`${server.url}/api/session`, { method: 'DELETE', headers: { origin } })
      expect(answer.status, origin).toBe(origin === '' ? 401 : 403)
    }
  })
  it('[HTTP15] too many sign-ins from one address must wait; a phone that has a session goes on', async () => {
    const strict = await startServer({
      config: readConfig({ DEMO: '1', DEMO_MOVER: 'off', PORT: '0', DATA_DIR: server.dataDir }),
    })
    const token = await tokenOf(strict, 'police1')
    const tries = await Promise.all(
      Array.from({ length: 31 }, (_, i) =>
        fetch(`${strict.url}/api/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ account: `invented${i}`, password: 'x' }),
        }),
      ),
    )
    const late = tries.filter((answer) => answer.status === 429)
    expect(late.length).toBe(2)
    for (const answer of late) {
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(((await answer.json()) as { code: string }).code).toBe('tooMany')
    }
    const event = {
      type: 'remark',
      record: recordOf(newEventId(Date.now())),
      by: 'p-police1',
      role: 'assistant',
      at: Date.now(),
      text: 'x',
    }
    const written = await fetch(`${strict.url}/api/rooms/${encodeURIComponent('370303005003/police/2026q4')}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events: [{ event }] }),
    })
    expect(written.status).toBe(200)
    await strict.close()
  })
})
