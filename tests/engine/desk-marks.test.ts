import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordAnswer, RecordPage, RecordRow, WriteAnswer } from '../../domain/api.ts'
import { MINUTE } from '../../domain/clock.ts'
import { asPerson, type EventId, type RecordId } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { ClientEvent } from '../../domain/record/event.ts'
import { roomFor } from '../../domain/room/names.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

/** What a checker sees beside a record, read over HTTP as the desk reads it. */
describe('marks at the desk', () => {
  let server: TestServer
  let home: RecordRow
  const PANYUAN = '370303005003'
  const me = asPerson('p-police1')
  const ask = async <T>(account: string, path: string): Promise<T> => {
    const authorization = `Bearer ${await tokenOf(server, account)}`
    return (await fetch(`${server.url}${path}`, { headers: { authorization } })).json() as Promise<T>
  }
  async function write(event: ClientEvent, at: number): Promise<EventId> {
    const kind = kindOf('home_visit')
    if (!kind) throw new Error('no kind')
    const room = encodeURIComponent(roomFor(kind, PANYUAN, me, at))
    const answer = await fetch(`${server.url}/api/rooms/${room}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(server, 'police1')}` },
      body: JSON.stringify({ events: [{ event }] }),
    })
    expect(answer.status).toBe(200)
    return ((await answer.json()) as WriteAnswer).receipts[0]?.id as EventId
  }
  const visit = (metres: number, over: object = {}): ClientEvent => {
    const at = Date.now()
    const { lat, lon } = home.fields['point'] as { lat: number; lon: number }
    const place = { lat: lat + metres / 111_195, lon, acc: 10, fixAt: at, source: 'gps' as const }
    const set = { householdId: home.id, visitAt: at, result: 'refused', placeReason: '在门外店里见的' }
    const act = { by: me, role: 'assistant', at, area: PANYUAN, kind: 'home_visit', version: 1 }
    return { type: 'create', ...act, place, set, ...over }
  }
  async function projected(account: string, id: string): Promise<RecordRow> {
    let row: RecordRow | undefined
    await expect
      .poll(async () => {
        const page = await ask<RecordPage>(account, `/api/records?kind=home_visit&area=${PANYUAN}`)
        row = page.rows.find((one) => one.id === id)
        return row?.id
      })
      .toBe(id)
    return row as RecordRow
  }

  beforeAll(async () => {
    server = await demoServer()
    home = (await ask<RecordPage>('officer1', `/api/records?kind=household&area=${PANYUAN}&limit=1`))
      .rows[0] as RecordRow
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })

  it('[DESK7] a visit written far from its home says how far, with the reason, and where the home is', async () => {
    const far = await write(visit(600), Date.now())
    const row = await projected('officer1', far)
    expect(row.marks).toMatchObject([{ type: 'far', metres: 600, reason: '在门外店里见的' }])
    const answer = await ask<RecordAnswer>('officer1', `/api/records/${encodeURIComponent(row.room)}/${row.id}`)
    expect(answer.row.marks).toEqual(row.marks)
    expect(answer.subjectShape).toEqual(home.fields['point'])
  })
  it('[DESK7] a visit at the door has no mark; one of a clock that is off says so', async () => {
    expect((await projected('officer1', await write(visit(5), Date.now()))).marks).toEqual([])
    const off = visit(5, { anchor: [Date.now() - 30 * MINUTE, 0] })
    expect((await projected('officer1', await write(off, Date.now()))).marks).toMatchObject([{ type: 'clockOff' }])
  })
  it('[DESK7] what the marks are judged by leaves the server only as part of the record', async () => {
    const row = await projected('officer1', (await write(visit(700), Date.now())) as string as RecordId)
    expect(row).not.toHaveProperty('witness')
  })
  it('[CHAIN4] everything with a clock stands in one list, the nearest end first, page by page', async () => {
    type Page = { rows: { id: string; kind: string; dueAt: number }[]; next?: string; total: number }
    const seen: Page['rows'] = []
    let next: string | undefined
    let total = 0
    do {
      const page: Page = await ask('district1', `/api/records?order=due&limit=37${next ? `&cursor=${next}` : ''}`)
      seen.push(...page.rows)
      next = page.next
      total = page.total
    } while (next)
    expect(seen.length).toBe(total)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(total)
    expect(seen.map(({ dueAt }) => dueAt)).toEqual(seen.map(({ dueAt }) => dueAt).sort((a, b) => a - b))
    expect(new Set(seen.map(({ kind }) => kind)).size).toBeGreaterThan(2)
  })
})
