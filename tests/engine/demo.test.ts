import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordPage } from '../../domain/api.ts'
import { isoDate } from '../../domain/clock.ts'
import { allKinds } from '../../domain/kinds/registry.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

describe('the demo district', () => {
  let server: TestServer
  let token: string
  beforeAll(async () => {
    server = await demoServer()
    token = await tokenOf(server, 'district1')
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  async function page(query: string): Promise<RecordPage> {
    const answer = await fetch(`${server.url}/api/records?${query}`, { headers: { authorization: `Bearer ${token}` } })
    return (await answer.json()) as RecordPage
  }

  it('[DEMO1] has 105 buildings, 1,400 homes and 40 open repairs', async () => {
    expect((await page('kind=building&state=active')).total).toBe(105)
    expect((await page('kind=household&state=active')).total).toBe(1400)
    expect((await page('kind=toilet_repair')).total).toBe(40)
  })
  it('[DEMO2] has 5 returned visits, 12 overdue follow-ups, 3 conflicts and 2 held events', async () => {
    const returned = await page('kind=home_visit&state=returned')
    expect(returned.rows.map((row) => row.returnedFields)).toEqual(Array(5).fill(['residentCount']))
    const open = await page('kind=home_visit&state=follow_up')
    expect(open.rows.filter((row) => String(row.fields['followUpAt']) < isoDate(Date.now())).length).toBe(12)
    expect((await page('kind=household&q=mixed')).rows.filter((row) => row.conflicts.length > 0).length).toBe(3)
    const held = server.rooms.log.rooms().flatMap((room) => server.rooms.log.tail(room, 0).filter((row) => row.held))
    expect(held.length).toBe(2)
  })
  it('[DEMO3] holds nothing that breaks a rule of its kind', async () => {
    for (const kind of allKinds()) {
      for (const state of kind.states) {
        const { rows } = await page(`kind=${kind.id}&state=${state.id}`)
        expect(rows.filter((row) => row.problems > 0).map((row) => row.title.en)).toEqual([])
      }
    }
  })
})
