import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MoverAnswer, RecordPage } from '../../domain/api.ts'
import { HOUR, isoDate, startOfDay } from '../../domain/clock.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

/** Ten in the morning of tomorrow: nobody has worked yet on that day. */
const AT = startOfDay(Date.now()) + 34 * HOUR

describe('the mover of the demo', () => {
  let server: TestServer
  let token: string
  beforeAll(async () => {
    server = await demoServer(undefined, 0, () => AT)
    token = await tokenOf(server, 'supervisor1')
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const ask = async <T>(path: string, init: RequestInit = {}): Promise<T> =>
    (await (
      await fetch(server.url + path, {
        ...init,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      })
    ).json()) as T
  const today = () => ask<RecordPage>(`/api/records?kind=shift&field.date=${isoDate(AT)}&limit=200`)

  it('[FULL19] clocks people in through the ordinary doors, as themselves, never somebody with an account', async () => {
    expect((await today()).total).toBe(0)
    let acts = 0
    for (let i = 0; i < 4; i++) {
      acts += (await server.mover?.step()) ?? 0
      await server.projection.caughtUp()
    }
    expect(acts).toBeGreaterThan(8)
    const { rows } = await today()
    expect(rows.length).toBeGreaterThan(8)
    expect(rows.filter(({ createdBy }) => server.people.personOf(createdBy)?.account)).toEqual([])
    expect(rows.filter((row) => row.createdBy !== row.fields['workerId'])).toEqual([])
    expect(rows.filter((row) => row.problems > 0 || row.held > 0)).toEqual([])
    expect(new Set(rows.map(({ state }) => state))).toContain('on_duty')
  })
  it('[FULL20] stands still in tests and when somebody says so, and goes on again', async () => {
    expect((await ask<MoverAnswer>('/api/demo/mover')).on).toBe(false)
    const set = (on: boolean) => ask<MoverAnswer>('/api/demo/mover', { method: 'POST', body: JSON.stringify({ on }) })
    expect((await set(true)).on).toBe(true)
    expect((await set(false)).on).toBe(false)
    const wrong = await fetch(`${server.url}/api/demo/mover`, { method: 'POST' })
    expect(wrong.status).toBe(401)
  })
})
