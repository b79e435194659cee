import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOfRows } from '../../app/desk/import/write-roll.ts'
import type { BulkAnswer, RecordAnswer, RecordPage } from '../../domain/api.ts'
import { DAY, HOUR, quarterOf, shanghaiDate } from '../../domain/clock.ts'
import { asRoom, type EventId, type RecordId, recordOf } from '../../domain/ids.ts'
import type { Kind } from '../../domain/kinds/define.ts'
import { kindOf, moveOf } from '../../domain/kinds/registry.ts'
import type { ClientEvent, Fields } from '../../domain/record/event.ts'
import { steps as course } from '../../domain/rural/village-for-tests.ts'
import { type Office, office, personOf } from '../support/office.ts'
import { forget } from '../support/server.ts'

const VILLAGE = '370303008200'
const START = Date.UTC(2026, 9, 12, 2)
const { year, quarter } = quarterOf(START)
const ROOM = asRoom(`${VILLAGE}/rural/${year}q${quarter}`)
const REGISTRY = asRoom(`${VILLAGE}/rural/registry/${shanghaiDate(START).year}`)
const PEOPLE = [
  ['village1', 'village_staff', VILLAGE],
  ['inspector1', 'town_inspector', VILLAGE.slice(0, 9)],
  ['accept1', 'district_reviewer', VILLAGE.slice(0, 6)],
  ['finance1', 'finance', VILLAGE.slice(0, 9)],
] as const
const ROLE: { readonly [account: string]: string } = Object.fromEntries(PEOPLE.map(([name, role]) => [name, role]))

describe('a latrine and its household, from the list to the payment', () => {
  let server: Office
  let now = START
  beforeAll(async () => {
    server = await office(undefined, () => now)
    for (const [account, role, area] of PEOPLE) {
      server.people.add({ id: `p-${account}`, name: account, account, password: 'xunji-office' }, [
        { role, area, from: START - 400 * DAY },
      ])
    }
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  /** Days on which everybody looks in: a session that nobody uses for a week ends. */
  async function pass(days: number): Promise<void> {
    for (let day = 0; day < days; day++) {
      now += DAY
      for (const [account] of PEOPLE) await server.get(account, '/api/me')
    }
  }
  const act = (account: string) => ({ by: personOf(account), role: ROLE[account] ?? '', at: now })
  const answer = async (room: string, id: string) => {
    await server.projection.caughtUp()
    return server.get<RecordAnswer>('accept1', `/api/records/${encodeURIComponent(room)}/${id}`)
  }
  async function create(kind: string, room: typeof ROOM, set: Fields): Promise<RecordId> {
    const event: ClientEvent = { type: 'create', kind, version: 1, area: VILLAGE, ...act('village1'), set }
    const [id] = (await server.write('village1', room, event)) as [EventId]
    return recordOf(id)
  }
  const home = (fileNo: string, more: Fields = {}) =>
    create('rural_household', REGISTRY, {
      ...{ fileNo, villageCode: VILLAGE, headName: '崔示例', familySize: 4, exclusion: 'none' },
      ...{ before: 'dry_pit', latrineNow: 'dry_pit', ...more },
    })
  async function begin(household: RecordId): Promise<RecordId> {
    const copies = { villageCode: VILLAGE, fileNo: 'x', familySize: 4, exclusion: 'none', before: 'dry_pit' }
    return create('latrine', ROOM, { householdId: household, season: 2026, ...copies })
  }
  /** One step as its person takes it; what it is refused for, if it is. */
  async function step(
    account: string,
    kind: string,
    record: RecordId,
    name: string,
    more: { readonly set?: Fields; readonly photo?: string; readonly note?: string } = {},
  ): Promise<unknown> {
    now += HOUR
    const room = kind === 'latrine' ? ROOM : REGISTRY
    const before = (await answer(room, record)).record
    const events: ClientEvent[] = []
    let base = before.heads
    if (more.set) {
      const [id] = await server.write(account, room, { type: 'set', record, ...act(account), base, set: more.set })
      base = [id as EventId]
      now += 1000
    }
    if (more.photo)
      events.push({
        ...{ type: 'photo', record, ...act(account), sha256: 'a'.repeat(64), label: more.photo },
        ...{ width: 8, height: 6, bytes: 9 },
      })
    const to = moveOf(kindOf(kind) as Kind, name)?.to ?? ''
    const note = more.note ? { note: more.note } : {}
    events.push({ type: 'move', record, ...act(account), base, move: name, to, ...note })
    const ids = await server.write(account, room, ...events)
    const after = (await answer(room, record)).record
    const refused = after.problems.find((one) => one.type === 'IllegalMove' && one.event === ids.at(-1))
    return refused?.type === 'IllegalMove' ? refused.why.type : after.state
  }
  const latrine = (account: string, record: RecordId, name: string, more: Parameters<typeof step>[4] = {}) =>
    step(account, 'latrine', record, name, more)
  const as = (name: keyof typeof course) => ({
    ...(course[name].set ? { set: course[name].set } : {}),
    ...(course[name].photo ? { photo: course[name].photo } : {}),
  })
  async function upTo(record: RecordId, last: keyof typeof course): Promise<void> {
    for (const name of ['survey', 'build', 'check_pit', 'check_tank', 'check_finished', 'town_check'] as const) {
      const who = name === 'town_check' ? 'inspector1' : 'village1'
      expect(await latrine(who, record, name, as(name))).toBe(moveOf(kindOf('latrine') as Kind, name)?.to)
      if (name === last) return
    }
  }

  it('[RURAL17] goes through all stages, each by its person with its evidence', async () => {
    const household = await home('001')
    expect(await step('inspector1', 'rural_household', household, 'accept')).toBe('active')
    const one = await begin(household)
    expect(await latrine('inspector1', one, 'survey', as('survey'))).toBe('WrongRole')
    await upTo(one, 'build')
    // No stage without its photo, none skipped: the slab goes on after the look.
    expect(await latrine('village1', one, 'check_pit', { set: { siteOk: 'pass' } })).toBe('MissingPhoto')
    expect(await latrine('village1', one, 'check_tank', as('check_tank'))).toBe('WrongState')
    // A photo counts whenever it comes: with it the steps that waited for it stand.
    const shot = { sha256: 'a'.repeat(64), label: 'pit', width: 8, height: 6, bytes: 9 }
    await server.write('village1', ROOM, { type: 'photo', record: one, ...act('village1'), ...shot })
    expect((await answer(ROOM, one)).record.state).toBe('tank_checked')
    const open = { ...as('check_finished'), set: { ...course.check_finished.set, coverOk: 'fail' } }
    expect(await latrine('village1', one, 'check_finished', open)).toBe('ConditionFalse')
    expect(await latrine('village1', one, 'check_finished', as('check_finished'))).toBe('finished_checked')
    expect(await latrine('village1', one, 'town_check', as('town_check'))).toBe('WrongRole')
    expect(await latrine('inspector1', one, 'town_check', as('town_check'))).toBe('town_checked')
    expect(await latrine('accept1', one, 'accept')).toBe('MissingFields')
    expect(await latrine('accept1', one, 'accept', { set: { sampled: 'inspected_pass' } })).toBe('accepted')
    expect(await latrine('finance1', one, 'pay')).toBe('WrongState')
    expect(await latrine('village1', one, 'publicise', as('publicise'))).toBe('publicised')
    expect(await latrine('finance1', one, 'pay', as('pay'))).toBe('TooEarly')
    await pass(7)
    expect(await latrine('finance1', one, 'pay', {})).toMatch(/^(paid|in_service)$/)
    await expect.poll(async () => (await answer(ROOM, one)).record.state, { timeout: 15_000 }).toBe('in_service')
    const moves = (await answer(ROOM, one)).record.chain.filter((done) => done.role === 'system')
    expect(moves.map((done) => done.move)).toEqual(['serve'])
  }, 60_000)
  it('[RURAL17] reaches each side state, and comes back from it', async () => {
    const one = await begin(await home('002'))
    await upTo(one, 'check_tank')
    const asked = { set: { rectifyItems: '盖板', rectifyDue: '2026-12-01' }, note: '盖板' }
    expect(await latrine('village1', one, 'rectify', { note: '盖板' })).toBe('MissingFields')
    expect(await latrine('village1', one, 'rectify', { set: asked.set })).toBe('NoReason')
    expect(await latrine('village1', one, 'rectify', { note: '盖板' })).toBe('rectify')
    // Whoever asked for it does not say that it is mended.
    expect(await latrine('village1', one, 'rectified', as('check_finished'))).toBe('OwnWork')
    expect(await latrine('village1', one, 'rebuild')).toBe('building')
    for (const name of ['check_pit', 'check_tank', 'check_finished'] as const)
      expect(await latrine('village1', one, name, as(name))).toBe(moveOf(kindOf('latrine') as Kind, name)?.to)
    const two = await begin(await home('005'))
    await upTo(two, 'check_finished')
    expect(await latrine('inspector1', two, 'rectify', asked)).toBe('rectify')
    expect(await latrine('village1', two, 'rectified', {})).toBe('finished_checked')
    expect(await latrine('inspector1', two, 'rectify', { note: '再改' })).toBe('rectify')
    expect(await latrine('village1', two, 'withdraw', { note: '搬走了' })).toBe('withdrawn')
    const left = await home('003')
    expect(await step('village1', 'rural_household', left, 'accept')).toBe('WrongRole')
    expect(await step('inspector1', 'rural_household', left, 'deactivate')).toBe('NoReason')
    expect(await step('inspector1', 'rural_household', left, 'deactivate', { note: '重复' })).toBe('inactive')
  }, 60_000)
  it('[RURAL3] [RURAL5] the page says what other records contradict: an excluded household, too small a sample', async () => {
    const one = await begin(await home('004', { exclusion: 'unsafe' }))
    await upTo(one, 'town_check')
    expect(await latrine('accept1', one, 'accept', { set: { sampled: 'not_sampled' } })).toBe('accepted')
    const { breaches } = await answer(ROOM, one)
    expect(breaches.map(({ move, type }) => [move, type])).toEqual([
      ['survey', 'notAsNamed'],
      ['accept', 'sampleTooSmall'],
    ])
  }, 30_000)
  it('[RURAL16] an import that is repeated after a cut doubles nothing', async () => {
    const kind = kindOf('rural_household') as Kind
    const rows = Array.from({ length: 700 }, (_, i) => ({
      row: i + 2,
      area: VILLAGE,
      fields: {
        ...{ fileNo: `i${i}`, villageCode: VILLAGE, headName: '示例', familySize: 3, exclusion: 'none' },
        ...{ before: 'dry_pit', latrineNow: 'dry_pit' },
      },
    }))
    const author = { person: personOf('village1'), role: 'village_staff' }
    const send = async (part: typeof rows) => {
      const events = await eventsOfRows(kind, part, author, now)
      const reply = await server.ask('village1', '/api/events/bulk', {
        method: 'POST',
        body: JSON.stringify({ events }),
      })
      return ((await reply.json()) as BulkAnswer).outcomes.map((one) => one.outcome)
    }
    expect(new Set(await send(rows.slice(0, 500)))).toEqual(new Set(['stored']))
    // The page did not hear of it, and begins again.
    expect(new Set(await send(rows))).toEqual(new Set(['stored']))
    await server.projection.caughtUp()
    const page = await server.get<RecordPage>('village1', '/api/records?kind=rural_household&state=proposed&limit=1')
    expect(page.total).toBe(703)
  }, 30_000)
})
