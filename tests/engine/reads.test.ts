import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FactsAnswer, HeldAnswer, HeldRow, RecordAnswer, RecordPage } from '../../domain/api.ts'
import { HOUR, isoDate, quarterOf } from '../../domain/clock.ts'
import { asRoom, type EventId, type RoomName, recordOf } from '../../domain/ids.ts'
import type { ClientEvent, Fields } from '../../domain/record/event.ts'
import { COMMUNITY, type Office, office, personOf } from '../support/office.ts'
import { forget } from '../support/server.ts'

const NOW = Date.now()
const { year, quarter } = quarterOf(NOW)
const VISITS = asRoom(`${COMMUNITY}/police/${year}q${quarter}`)
const HOMES = asRoom(`${COMMUNITY}/police/registry/${year}`)

const create = (account: string, role: string, kind: string, set: Fields, at = Date.now()): ClientEvent => ({
  type: 'create',
  kind,
  version: 1,
  area: kind === 'toilet_repair' ? COMMUNITY.slice(0, 9) : COMMUNITY,
  by: personOf(account),
  role,
  at,
  set,
})
const visit = (set: Fields, at?: number) => create('police1', 'assistant', 'home_visit', set, at)
const pathOf = (room: RoomName, event: EventId) => `/api/records/${encodeURIComponent(room)}/${event}`

describe('what the desk asks', () => {
  let server: Office
  let homes: readonly EventId[]
  beforeAll(async () => {
    server = await office()
    homes = await server.write(
      'police1',
      HOMES,
      ...[1, 2, 3].map((n) =>
        create('police1', 'assistant', 'household', { addressText: `${n}号楼 101`, tenancy: 'rented' }),
      ),
    )
    for (let i = 0; i < 23; i++) {
      const home = homes[i % 3] as EventId
      await server.write(
        'police1',
        VISITS,
        visit({ householdId: home, result: i % 2 ? 'met' : 'refused', residentCount: i }),
      )
    }
    await server.projection.caughtUp()
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const page = (account: string, query: string) => server.get<RecordPage>(account, `/api/records?${query}`)

  it('[READ1] pages follow each other by key: nothing twice, nothing left out, also while more comes in', async () => {
    const seen: string[] = []
    let next: string | undefined
    let pages = 0
    do {
      const one = await page('police1', `kind=home_visit&limit=7${next ? `&cursor=${next}` : ''}`)
      seen.push(...one.rows.map((row) => row.id))
      next = one.next
      if (pages++ === 1)
        await server.write('police1', VISITS, visit({ householdId: homes[0] as EventId, result: 'by_phone' }))
    } while (next)
    expect([pages, seen.length, new Set(seen).size]).toEqual([4, 23, 23])
  })
  it('[READ2] filters by kind, state, field, time, area, card and words; a wrong one is told by name', async () => {
    const total = async (query: string) => (await page('supervisor1', query)).total
    expect(await total('kind=home_visit&field.result=refused')).toBe(12)
    expect(await total('kind=home_visit&field.residentCount=7')).toBe(1)
    expect(await total('kind=household&state=proposed,active')).toBe(3)
    expect(await total('kind=household&state=active')).toBe(0)
    expect(await total(`kind=household&from=${isoDate(NOW)}&to=${isoDate(NOW)}`)).toBe(3)
    expect(await total(`kind=household&to=${NOW - HOUR}`)).toBe(0)
    expect(await total(`kind=household&area=${COMMUNITY.slice(0, 9)}`)).toBe(3)
    expect(await total('kind=household&area=370303006')).toBe(0)
    expect(await total('q=2号楼&kind=household')).toBe(1)
    expect(await total(`q=${encodeURIComponent('示例police1')}&kind=household`)).toBe(3)
    expect(await total('kind=household&card=red')).toBe(0)
    expect(await total('kind=household&card=none')).toBe(3)
    for (const wrong of ['kind=nonsense', 'from=yesterday', 'card=blue', 'limit=0', 'cursor=x', 'field.result=met']) {
      const answer = await server.ask('police1', `/api/records?${wrong}`)
      const { code, detail } = (await answer.json()) as { code: string; detail: string }
      expect([answer.status, code, detail.split(':')[0]]).toEqual([400, 'badQuery', wrong.split('=')[0]])
    }
  })
  it('[READ3] one record comes with its heads, its history, who and when, and the words of what it names', async () => {
    const home = homes[0] as EventId
    const [first] = await server.write('police1', VISITS, visit({ householdId: home, result: 'met' }))
    const record = recordOf(first as EventId)
    const edit: ClientEvent = {
      type: 'set',
      record,
      by: personOf('police2'),
      role: 'assistant',
      at: Date.now(),
      base: [first as EventId],
      set: { result: 'refused' },
    }
    const [second] = await server.write('police2', VISITS, edit)
    const path = pathOf(VISITS, first as EventId)
    await expect.poll(async () => (await server.get<RecordAnswer>('police1', path)).record?.heads).toEqual([second])
    const answer = await server.get<RecordAnswer>('officer1', path)
    expect(answer.record.history.map((entry) => entry.id)).toEqual([first, second])
    expect(Object.keys(answer.received).sort()).toEqual([first, second].sort())
    expect(answer.names[personOf('police2')]).toBe('示例police2')
    expect(answer.titles[home]?.zh).toBe('1号楼 101')
    expect(answer.row).toMatchObject({ title: { en: '1号楼 101 · Declined' }, createdByName: '示例police1', held: 0 })
  })
  it('[READ4] nobody is shown a row, a record or a fact of a room that is closed to him', async () => {
    const closed = pathOf(VISITS, homes[0] as EventId)
    for (const account of ['neighbour1', 'repair1', 'admin']) {
      expect((await page(account, '')).total).toBe(0)
      expect((await server.ask(account, closed)).status).toBe(404)
      expect((await server.get<FactsAnswer>(account, `/api/facts/${COMMUNITY}`)).facts).toEqual([])
    }
  })
  it('[READ5] facts of an area: whole at first, then what has changed, and nothing again for what has not', async () => {
    const path = `/api/facts/${COMMUNITY}`
    const first = await server.get<FactsAnswer>('police1', path)
    expect(first.facts.map((fact) => fact.record).sort()).toEqual([...homes].sort())
    expect(first.reset).toBe(true)
    const tag = (await server.ask('police1', `${path}?cursor=${first.cursor}`)).headers.get('etag') ?? ''
    const same = await server.ask('police1', `${path}?cursor=${first.cursor}`, { headers: { 'if-none-match': tag } })
    expect(same.status).toBe(304)
    await server.write('police1', VISITS, visit({ householdId: homes[1] as EventId, result: 'met' }))
    const later = () => server.get<FactsAnswer>('police1', `${path}?cursor=${first.cursor}`)
    await expect.poll(async () => (await later()).facts.map((fact) => fact.record)).toEqual([homes[1]])
    expect((await later()).reset).toBe(false)
    expect((await server.get<FactsAnswer>('police1', `${path}?cursor=other.5`)).reset).toBe(true)
  })
  it('[HELD2] what is held waits for a supervisor of its area; accepted it counts, turned down it says so to its author', async () => {
    const at = Date.now()
    const pretended = [1, 2].map((n) => ({
      ...visit({ householdId: homes[2] as EventId, result: 'met', residentCount: 90 + n }, at),
      role: 'officer',
    }))
    const [yes, no] = (await server.write('police1', VISITS, ...pretended)) as [EventId, EventId]
    const held = async (account: string, query = '') =>
      (await server.get<HeldAnswer>(account, `/api/held${query}`)).rows
    await expect.poll(async () => (await held('supervisor1')).length).toBe(2)
    expect((await held('supervisor1'))[0]).toMatchObject({
      event: yes,
      by: 'p-police1',
      reason: 'roleNotHeld',
      byName: '示例police1',
    })
    for (const other of ['police1', 'officer1', 'neighbour1', 'admin']) expect(await held(other)).toEqual([])
    const decide = (account: string, event: EventId, body: object) =>
      server.ask(account, `/api/held/${encodeURIComponent(VISITS)}/${event}`, {
        method: 'POST',
        body: JSON.stringify(body),
      })
    expect((await decide('officer1', yes, { accept: true, reason: 'x' })).status).toBe(404)
    expect((await decide('supervisor1', yes, { accept: true })).status).toBe(400)
    expect((await decide('supervisor1', yes, { accept: true, reason: '当日代班' })).status).toBe(200)
    expect((await decide('supervisor1', yes, { accept: false, reason: 'late' })).status).toBe(409)
    expect((await decide('supervisor1', no, { accept: false, reason: '不是本人岗位' })).status).toBe(200)
    await expect.poll(async () => (await server.ask('officer1', pathOf(VISITS, yes))).status).toBe(200)
    expect((await server.ask('officer1', pathOf(VISITS, no))).status).toBe(404)
    await expect.poll(async () => (await held('supervisor1')).length).toBe(0)
    const mine = new Map(
      (await held('police1', '?mine=1')).map((row): [string, HeldRow['decided']] => [row.event, row.decided]),
    )
    expect(mine.get(yes)).toMatchObject({ accepted: true, by: 'p-supervisor1' })
    expect(mine.get(no)).toMatchObject({ accepted: false, reason: '不是本人岗位' })
  })
  it('[READ6] a listener hears what changes in his rooms, and after a break what he has missed', async () => {
    const first = await listen(server, 'officer1')
    const foreign = await listen(server, 'repair1')
    const [one] = await server.write('police1', VISITS, visit({ householdId: homes[0] as EventId, result: 'met' }))
    await expect.poll(() => first.records()).toContain(one)
    first.stop()
    const [two] = await server.write('police1', VISITS, visit({ householdId: homes[0] as EventId, result: 'vacant' }))
    await expect.poll(async () => (await server.ask('officer1', pathOf(VISITS, two as EventId))).status).toBe(200)
    const again = await listen(server, 'officer1', first.lastId())
    await expect.poll(() => again.records()).toEqual([two])
    const lost = await listen(server, 'officer1', 'other.3')
    await expect.poll(() => lost.events().map((event) => event.event)).toContain('reset')
    expect(foreign.records()).toEqual([])
    for (const stream of [foreign, again, lost]) stream.stop()
  })
  it('[READ7] a stream ends with its session', async () => {
    const stream = await listen(server, 'guard1')
    await server.ask('guard1', '/api/session', { method: 'DELETE' })
    await stream.ended
  })
  it('[READ9] a move that other records contradict stands, and whoever checks is told which', async () => {
    const registered = async (addressCode: string) => {
      const set = { addressCode, addressText: '9号楼 901', point: { lat: 36.8, lon: 118 }, tenancy: 'owner_occupied' }
      const home = create('police1', 'assistant', 'household', { ...set, houseUse: 'residence' })
      const [id] = (await server.write('police1', HOMES, home)) as [EventId]
      const by = { by: personOf('officer1'), role: 'officer', at: Date.now() }
      const move = { type: 'move', record: recordOf(id), ...by, base: [id], move: 'accept', to: 'active' } as const
      return [id, ...(await server.write('officer1', HOMES, move))] as [EventId, EventId]
    }
    const [one, accepted] = await registered(`${COMMUNITY}-00901`)
    const [two] = await registered(`${COMMUNITY}-00901`)
    const [other] = await registered(`${COMMUNITY}-00902`)
    await server.projection.caughtUp()
    const breaches = async (id: EventId) => (await server.get<RecordAnswer>('officer1', pathOf(HOMES, id))).breaches
    expect(await breaches(one)).toEqual([{ event: accepted, move: 'accept', type: 'notUnique', others: [two] }])
    expect((await server.get<RecordAnswer>('officer1', pathOf(HOMES, two))).titles[one]?.zh).toBe('9号楼 901')
    expect(await breaches(other)).toEqual([])
  })
  it('[READ10] so is a follow-up that was closed without one', async () => {
    const day = isoDate(NOW)
    const due = {
      householdId: homes[0] as EventId,
      visitAt: NOW,
      purpose: ['routine'],
      result: 'refused',
      followUpAt: day,
    }
    const [id] = (await server.write('police1', VISITS, visit(due))) as [EventId]
    const record = recordOf(id)
    const act = (account: string, role: string) => ({
      type: 'move' as const,
      record,
      by: personOf(account),
      role,
      at: Date.now(),
    })
    const [submit] = (await server.write('police1', VISITS, {
      ...act('police1', 'assistant'),
      base: [id],
      move: 'submit',
      to: 'submitted',
    })) as [EventId]
    await server.write('officer1', VISITS, {
      ...act('officer1', 'officer'),
      base: [submit],
      move: 'verify',
      to: 'verified',
    })
    const answer = () => server.get<RecordAnswer>('officer1', pathOf(VISITS, id))
    await expect.poll(async () => (await answer()).record?.state).toBe('follow_up')
    const base = (await answer()).record.heads
    await server.write('police1', VISITS, {
      ...act('police1', 'assistant'),
      base,
      move: 'close_follow_up',
      to: 'closed',
    })
    await expect.poll(async () => (await answer()).record.state).toBe('closed')
    expect((await answer()).breaches).toMatchObject([{ move: 'close_follow_up', type: 'notLinked', others: [] }])
    const again = { ...due, purpose: ['follow_up'], followsVisitId: id }
    const [followed] = (await server.write('police1', VISITS, visit(again))) as [EventId]
    const done = {
      ...act('police1', 'assistant'),
      record: recordOf(followed),
      base: [followed],
      move: 'submit',
      to: 'submitted',
    }
    await server.write('police1', VISITS, done)
    await expect.poll(async () => (await answer()).breaches).toEqual([])
  })
  it('[READ8] whatever is asked, the answer is a page, nothing, or a sentence', async () => {
    const names = [
      'kind',
      'area',
      'from',
      'to',
      'state',
      'card',
      'queue',
      'q',
      'limit',
      'cursor',
      'field.result',
      'field.x',
      'mine',
    ]
    const value = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        'home_visit',
        'household',
        'met',
        '0',
        '-1',
        '1e9',
        '2026-11-25',
        'W10',
        "' or 1=1 --",
        '%',
        '\u0000',
        'red',
      ),
    )
    const query = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 })
    const path = fc.oneof(
      fc.constantFrom('records', 'facts', 'held'),
      fc.tuple(fc.constantFrom('records', 'facts'), value).map(([name, part]) => `${name}/${encodeURIComponent(part)}`),
      fc.tuple(value, value).map(([room, id]) => `records/${encodeURIComponent(room)}/${encodeURIComponent(id)}`),
    )
    await fc.assert(
      fc.asyncProperty(path, query, async (where, what) => {
        const answer = await server.ask('supervisor1', `/api/${where}?${new URLSearchParams(what)}`)
        const text = await answer.text()
        expect([200, 400, 403, 404]).toContain(answer.status)
        expect(() => JSON.parse(text)).not.toThrow()
      }),
      { numRuns: 400 },
    )
    expect(server.projection.status().trouble).toBeUndefined()
  })
  it('[PROJ7] what was projected once is there at once after a restart', async () => {
    const { total } = await page('supervisor1', 'kind=home_visit')
    expect(total).toBeGreaterThan(20)
    const { dataDir } = server
    await server.close()
    server = await office(dataDir)
    expect((await page('supervisor1', 'kind=home_visit')).total).toBe(total)
  })
  it('[PROJ14] a broken file of the projection is thrown away and built anew', async () => {
    const { total } = await page('supervisor1', '')
    const { dataDir } = server
    await server.close()
    for (const ending of ['-wal', '-shm']) rmSync(join(dataDir, `projection.sqlite${ending}`), { force: true })
    writeFileSync(join(dataDir, 'projection.sqlite'), 'this was a database')
    server = await office(dataDir)
    await server.projection.caughtUp()
    expect((await page('supervisor1', '')).total).toBe(total)
  })
})

type Sent = { readonly event: string; readonly id: string; readonly data: string }

/** A listener to `/api/events`; resolves when the stream stands. */
async function listen(server: Office, account: string, last?: string) {
  const stop = new AbortController()
  const answer = await server.ask(account, '/api/events', {
    signal: stop.signal,
    headers: last === undefined ? {} : { 'last-event-id': last },
  })
  const sent: Sent[] = []
  const { promise: standing, resolve: stands } = Promise.withResolvers<void>()
  const ended = (async () => {
    let rest = ''
    const text = answer.body?.pipeThrough(new TextDecoderStream())
    for await (const part of text as unknown as AsyncIterable<string>) {
      const blocks = (rest + part).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
        if (field('id')) sent.push({ event: field('event'), id: field('id'), data: field('data') })
        if (field('retry')) stands()
      }
    }
  })().catch(() => {})
  await standing
  return {
    ended,
    stop: () => stop.abort(),
    events: () => sent,
    records: () =>
      sent.flatMap(({ event, data }) => (event === 'record' ? [(JSON.parse(data) as { record: string }).record] : [])),
    lastId: () => sent.at(-1)?.id ?? '',
  }
}
