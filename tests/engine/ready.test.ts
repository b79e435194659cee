import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReadyAnswer } from '../../domain/api.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

const STREET = '370303005'

describe('is my phone ready', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await demoServer()
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const ask = async (account: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${server.url}${path}`, {
      headers: { authorization: `Bearer ${await tokenOf(server, account)}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
  const check = (id: string, state: string, value?: number) => ({
    id,
    state,
    ...(value === undefined ? {} : { value }),
  })

  it('[START3] the last check of a person is what the office sees, with what fails', async () => {
    expect((await ask('cleaner1', '/api/ready', { checks: [check('camera', 'bad')] })).status).toBe(200)
    const again = await ask('cleaner1', '/api/ready', {
      checks: [check('camera', 'good'), check('place', 'bad', 5000)],
    })
    expect(again.status).toBe(200)
    const { reports } = (await (await ask('supervisor1', `/api/ready?area=${STREET}`)).json()) as ReadyAnswer
    const own = reports.filter(({ roles }) => roles.includes('cleaner'))
    expect(own).toHaveLength(1)
    expect(own[0]?.checks).toEqual([check('camera', 'good'), check('place', 'bad', 5000)])
    expect(own[0]?.at).toBeGreaterThan(0)
  })
  it('[START3] only who leads there reads it, and nobody elsewhere', async () => {
    expect((await ask('cleaner1', `/api/ready?area=${STREET}`)).status).toBe(404)
    expect((await ask('supervisor1', '/api/ready?area=370304001')).status).toBe(404)
    expect((await ask('supervisor1', '/api/ready')).status).toBe(400)
    expect((await fetch(`${server.url}/api/ready?area=${STREET}`)).status).toBe(401)
  })
  it('[START3] what is no check is refused and leaves the last one', async () => {
    for (const checks of [
      [],
      [check('camera', 'maybe')],
      [check('<script>', 'good')],
      Array(41).fill(check('camera', 'good')),
    ])
      expect((await ask('police1', '/api/ready', { checks })).status).toBe(400)
    expect((await ask('police1', '/api/ready', {})).status).toBe(400)
    const { reports } = (await (await ask('supervisor1', `/api/ready?area=${STREET}`)).json()) as ReadyAnswer
    expect(reports.some(({ roles }) => roles.includes('assistant'))).toBe(false)
  })
})
