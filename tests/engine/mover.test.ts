import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MoverAnswer, RecordPage } from '../../domain/api.ts'
import { fromIsoDate, HOUR, isoDate, MINUTE, startOfDay } from '../../domain/clock.ts'
import { mondayOf } from '../../domain/roster-week.ts'
import { atNight } from '../support/night.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

/** Ten in the morning of tomorrow: nobody has worked yet on that day. */
const AT = startOfDay(Date.now()) + 34 * HOUR

describe('the mover of the demo', () => {
  let server: TestServer
  let token: string
  let clock = AT
  beforeAll(async () => {
    server = await demoServer(undefined, 0, () => clock)
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
    expect(rows.length).toBeGreaterThan(4)
    expect(rows.filter(({ createdBy }) => server.people.personOf(createdBy)?.account)).toEqual([])
    expect(rows.filter((row) => row.createdBy !== row.fields['workerId'])).toEqual([])
    expect(rows.filter((row) => row.problems > 0 || row.held > 0)).toEqual([])
    expect(new Set(rows.map(({ state }) => state))).toContain('on_duty')
  })
  /** So many looks, the clock going on by two minutes each. */
  async function looks(n: number): Promise<void> {
    for (let i = 0; i < n; i++) {
      clock += 2 * MINUTE
      await server.mover?.step()
      await server.projection.caughtUp()
    }
  }
  const page = (query: string) => ask<RecordPage>(`/api/records?limit=200&${query}`)

  it('[FULL22] mends with pictures of before and after, which arrive, and makes visits in the hours for it', async () => {
    const district = await tokenOf(server, 'district1')
    const visits = async () => {
      const path = `/api/records?kind=home_visit&from=${AT}&limit=1`
      const answer = await fetch(server.url + path, { headers: { authorization: `Bearer ${district}` } })
      return ((await answer.json()) as RecordPage).total
    }
    const mended = async () => (await page('kind=toilet_repair&state=done')).rows.filter((row) => row.updatedAt >= AT)
    await looks(13)
    const rows = await mended()
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter((row) => row.photosArrived < 2 || row.problems > 0)).toEqual([])
    expect(rows.filter(({ fields }) => fields['assignee'] === 'p-repair1')).toEqual([])
    expect(await visits()).toBeGreaterThan(3)
  })
  it.runIf(atNight)(
    '[FULL22] publishes the week after next when the week has turned, a few people in each look',
    async () => {
      const monday = mondayOf(AT, 1)
      clock = (fromIsoDate(monday) as number) + 10 * HOUR
      const next = () => page(`kind=roster_entry&state=published&field.weekStart=${mondayOf(clock, 1)}`)
      expect((await next()).total).toBe(0)
      await looks(14)
      const { rows, total } = await next()
      expect(total).toBeGreaterThanOrEqual(20)
      expect(rows.filter(({ createdBy }) => server.people.personOf(createdBy)?.account)).toEqual([])
      expect(rows.filter((row) => row.problems > 0 || row.held > 0)).toEqual([])
    },
  )
  it('[FULL20] stands still in tests and when somebody says so, and goes on again', async () => {
    expect((await ask<MoverAnswer>('/api/demo/mover')).on).toBe(false)
    const set = (on: boolean) => ask<MoverAnswer>('/api/demo/mover', { method: 'POST', body: JSON.stringify({ on }) })
    expect((await set(true)).on).toBe(true)
    expect((await set(false)).on).toBe(false)
    const wrong = await fetch(`${server.url}/api/demo/mover`, { method: 'POST' })
    expect(wrong.status).toBe(401)
  })
})
