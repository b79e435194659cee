import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditAnswer, BulkAnswer, HeldAnswer, MeAnswer, RecordPage } from '../../domain/api.ts'
import { DAY, HOUR, isoDate, isoWeekOf, MINUTE } from '../../domain/clock.ts'
import { asRoom, newEventId, type PersonId, type RoomName, recordOf } from '../../domain/ids.ts'
import type { ClientEvent } from '../../domain/record/event.ts'
import { encodeItem } from '../../domain/room/grammar.ts'
import { roomName } from '../../domain/room/names.ts'
import { COMMUNITY, type Office, office, personOf } from '../support/office.ts'
import { type RawClient, rawClient } from '../support/raw-client.ts'
import { forget } from '../support/server.ts'

const STREET = COMMUNITY.slice(0, 9)
const ELSEWHERE = '370303008'
const TEAM = Array.from({ length: 20 }, (_, i) => `cleaner${i + 1}`)
const NOW = Date.parse('2026-11-25T08:00:00+08:00')

describe('the week rooms of a team', () => {
  let server: Office
  let now = NOW
  const open: RawClient[] = []
  beforeAll(async () => {
    server = await office(undefined, () => now)
    const from = NOW - 400 * 24 * HOUR
    const password = 'xunji-office'
    const add = (account: string, role: string, area: string, leader?: string) =>
      server.people.add(
        {
          id: personOf(account),
          name: `示例${account}`,
          account,
          password,
          phone: '10000000001',
          ...(leader ? { leader } : {}),
        },
        [{ role, area, from }],
      )
    add('leader1', 'team_leader', STREET)
    add('leader2', 'team_leader', STREET)
    for (const account of TEAM) add(account, 'cleaner', STREET, personOf('leader1'))
    add('stranger', 'cleaner', ELSEWHERE)
  })
  afterAll(async () => {
    for (const client of open) client.close()
    await server.close()
    forget(server.dataDir)
  })

  const weekOf = (account: string, at = now): RoomName =>
    roomName({ type: 'worker', person: personOf(account), ...isoWeekOf(at) })
  const tokenFor = async (account: string): Promise<string> => {
    const body = JSON.stringify({ account, password: 'xunji-office' })
    const answer = await server.ask(account, '/api/session', { method: 'POST', body })
    return ((await answer.json()) as { token: string }).token
  }
  async function join(token: string, room: RoomName): Promise<RawClient> {
    const client = await rawClient(`${server.url.replace('http', 'ws')}/sync`, token, { room })
    open.push(client)
    client.ask()
    await client.until(() => client.all('caughtUp').length > 0)
    return client
  }
  const me = (account: string): Promise<MeAnswer> => server.get(account, '/api/me')
  const own = (answer: MeAnswer): readonly string[] =>
    answer.rooms.flatMap(({ name }) => (name.startsWith('worker/') ? [name] : []))
  const shiftOf = (worker: string, by: string, role: string): ClientEvent => ({
    type: 'create',
    kind: 'shift',
    version: 1,
    area: STREET,
    by: personOf(by),
    role,
    at: now,
    set: {
      workerId: personOf(worker),
      date: isoDate(now),
      shiftType: 'morning',
      plannedStart: now,
      plannedEnd: now + 8 * HOUR,
      mode: 'walking',
      routeIds: [],
    },
  })
  const change = (person: PersonId, body: object) =>
    server.ask('admin', `/api/admin/people/${person}`, { method: 'POST', body: JSON.stringify(body) })

  it('[SHIFT5] a leader is told the rooms, names and numbers of his team, a worker the number of his leader', async () => {
    const leader = await me('leader1')
    expect(own(leader)).toEqual(expect.arrayContaining(TEAM.map((account) => weekOf(account))))
    expect(own(leader).length).toBe(3 + TEAM.length)
    expect(leader.team?.length).toBe(TEAM.length)
    expect(leader.team?.[0]).toEqual({ id: personOf('cleaner1'), name: '示例cleaner1', phone: '10000000001' })
    const worker = await me('cleaner1')
    expect([worker.team, worker.leader?.phone]).toEqual([[], '10000000001'])
    expect(own(worker).length).toBe(3)
    expect((await me('leader2')).team).toEqual([])
  })
  it('[SHIFT7] a phone with a team of twenty holds all their rooms at once, hears each clock-in and writes into each', async () => {
    const token = await tokenFor('leader1')
    const rooms = (await me('leader1')).rooms.map(({ name }) => name)
    const clients = new Map<RoomName, RawClient>()
    for (const room of rooms) clients.set(room, await join(token, room))
    for (const account of TEAM) {
      const [record] = await server.write(account, weekOf(account), shiftOf(account, account, 'cleaner'))
      const client = clients.get(weekOf(account)) as RawClient
      await client.until(() => client.items().some(({ id }) => id === record))
      const event: ClientEvent = {
        type: 'remark',
        record: recordOf(record as never),
        by: personOf('leader1'),
        role: 'team_leader',
        at: now,
        text: '看到了',
      }
      const id = newEventId(now)
      client.live({ id, bytes: encodeItem(id, event), writer: 4711, clock: 0 })
      await client.until(() => client.receipts().length + client.refused().length > 0)
      expect(client.receipts()).toMatchObject([{ id }])
      expect(client.receipts()[0]?.held).toBeUndefined()
    }
    expect([...clients.values()].filter((client) => client.closed())).toEqual([])
  })
  it('[SHIFT8] a leader writes a shift into a worker’s own room; a cleaner cannot, and a leader of another street is shown nothing', async () => {
    const room = weekOf('cleaner2')
    await expect(server.write('leader1', room, shiftOf('cleaner2', 'leader1', 'team_leader'))).resolves.toHaveLength(1)
    const post = async (account: string, role: string, into: RoomName): Promise<number> => {
      const body = JSON.stringify({ events: [{ event: shiftOf('cleaner2', account, role) }] })
      return (await server.ask(account, `/api/rooms/${encodeURIComponent(into)}/events`, { method: 'POST', body }))
        .status
    }
    expect(await post('cleaner1', 'cleaner', room)).toBe(404)
    expect(await post('leader1', 'team_leader', weekOf('stranger'))).toBe(404)
    expect((await server.ask('leader1', `/api/rooms/${encodeURIComponent(weekOf('stranger'))}/snapshot`)).status).toBe(
      404,
    )
  })
  it('[SHIFT9] the desk reads the weeks of its area from the projection, and hears of them; nobody else does', async () => {
    await server.projection.caughtUp()
    const shifts = (account: string) => server.get<RecordPage>(account, '/api/records?kind=shift')
    const [desk, leader, other, cleaner] = [
      await shifts('supervisor1'),
      await shifts('leader1'),
      await shifts('neighbour1'),
      await shifts('cleaner1'),
    ]
    expect(desk.total).toBe(TEAM.length + 1)
    expect(leader.total).toBe(TEAM.length + 1)
    expect(other.total).toBe(0)
    expect(cleaner.total).toBe(1)
    const row = desk.rows[0]
    const one = await server.ask('supervisor1', `/api/records/${encodeURIComponent(row?.room ?? '')}/${row?.id}`)
    expect(one.status).toBe(200)
  })
  it('[SHIFT10] a leader is named by the administrator, only where he leads; his phone gets the rooms with it', async () => {
    const worker = personOf('cleaner20')
    for (const leader of [worker, personOf('stranger'), personOf('police1'), 'p-nobody']) {
      const answer = await change(worker, { leader })
      expect([leader, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        leader,
        422,
        'noLeader',
      ])
    }
    const bad = await change(worker, { phone: 'call me' })
    expect(bad.status).toBe(400)
    expect((await change(worker, { leader: personOf('leader2'), phone: '10000000099' })).status).toBe(204)
    expect((await me('leader2')).team).toEqual([{ id: worker, name: '示例cleaner20', phone: '10000000099' }])
    expect(own(await me('leader2'))).toContain(weekOf('cleaner20'))
    expect(own(await me('leader1'))).not.toContain(weekOf('cleaner20'))
    expect((await me('cleaner20')).leader?.id).toBe(personOf('leader2'))
    const audit = await server.get<AuditAnswer>('admin', '/api/admin/audit')
    expect(JSON.stringify(audit.rows[0])).toContain(personOf('leader2'))
    expect(JSON.stringify(audit.rows)).not.toContain('10000000099')
    expect((await change(worker, { leader: null, phone: null })).status).toBe(204)
    expect((await me('leader2')).team).toEqual([])
  })
  it('[SHIFT11] a worker who moves to another street takes his next week out of the leader’s sockets at once', async () => {
    const token = await tokenFor('leader1')
    const next = now + 7 * 24 * HOUR
    const soon = await join(token, weekOf('cleaner3', next))
    const current = await join(token, weekOf('cleaner3'))
    const grant = server.people.admin
      .people(
        { person: personOf('admin'), grants: server.people.grantsOf(personOf('admin')) },
        { q: 'cleaner3', limit: 9 },
      )
      .find(({ account }) => account === 'cleaner3')?.grants[0]
    const body = JSON.stringify({ reason: '调走' })
    expect((await server.ask('admin', `/api/admin/grants/${grant?.id}/end`, { method: 'POST', body })).status).toBe(204)
    expect(await soon.ending()).toBe(4403)
    expect(current.closed()).toBeUndefined()
    await server.projection.caughtUp()
    const left = await server.get<RecordPage>('leader1', '/api/records?kind=shift')
    expect(left.total).toBe(TEAM.length + 1)
  })
  it('[BAD7] a roster for one who has left is refused with a sentence, and nothing of it is kept', async () => {
    now += MINUTE
    const later = roomName({ type: 'worker', person: personOf('cleaner3'), ...isoWeekOf(now + 14 * DAY) })
    const set = { personId: personOf('cleaner3'), weekStart: isoDate(now + 14 * DAY), days: [] }
    const act = { by: personOf('leader1'), role: 'team_leader', at: now }
    const event: ClientEvent = { type: 'create', kind: 'roster_entry', version: 1, area: STREET, ...act, set }
    const body = JSON.stringify({ events: [{ id: newEventId(now), room: later, event }] })
    const answer = await server.ask('leader1', '/api/events/bulk', { method: 'POST', body })
    const { outcomes } = (await answer.json()) as BulkAnswer
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['notFound'])
    expect((await server.rooms.log.tail(later, 0)).length).toBe(0)
  })
  it('[SHIFT12] what comes in after a cleaner has left is held, and the supervisor of his street decides', async () => {
    now += 10 * MINUTE
    const event: ClientEvent = { ...shiftOf('cleaner3', 'cleaner3', 'cleaner'), at: now - 30 * MINUTE }
    await server.write('cleaner3', weekOf('cleaner3'), event)
    await server.projection.caughtUp()
    const rows = async (account: string) =>
      (await server.get<HeldAnswer>(account, '/api/held')).rows.filter(({ room }) => room === weekOf('cleaner3'))
    expect(await rows('leader1')).toEqual([])
    const [held] = await rows('supervisor1')
    expect(held?.reason).toBe('areaNotGranted')
    const body = JSON.stringify({ accept: true, reason: '当天在岗' })
    const path = `/api/held/${encodeURIComponent(asRoom(held?.room ?? ''))}/${held?.event}`
    expect((await server.ask('supervisor1', path, { method: 'POST', body })).status).toBe(200)
  })
})
