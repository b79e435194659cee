import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOfRows } from '../../app/desk/import/write-roll.ts'
import type { BulkAnswer, RecordPage } from '../../domain/api.ts'
import { DAY, HOUR } from '../../domain/clock.ts'
import type { Kind } from '../../domain/kinds/define.ts'
import { kindOf, moveOf } from '../../domain/kinds/registry.ts'
import type { Fields } from '../../domain/record/event.ts'
import { steps as course } from '../../domain/rural/village-for-tests.ts'
import { fullOffice, type Office, personOf, turnSwitch } from '../support/office.ts'
import { forget } from '../support/server.ts'
import { createTeller, type Teller, type Told } from '../support/teller.ts'

const VILLAGE = '370303008200'
const START = Date.UTC(2026, 9, 12, 2)
describe('[CHAIN5] a latrine and its household, from the list to the payment', () => {
  let server: Office
  let tell: Teller
  let now = START
  beforeAll(async () => {
    server = await fullOffice(() => now)
    tell = createTeller(server, () => now)
    await turnSwitch(server, 'required_photo', 'rural', true)
  })
  afterAll(async () => {
    await tell.close()
    await server.close()
    forget(server.dataDir)
  })
  const home = (fileNo: string, more: Fields = {}) =>
    tell.create('village1', 'rural_household', VILLAGE, {
      ...{ fileNo, villageCode: VILLAGE, headName: '崔示例', familySize: 4, exclusion: 'none' },
      ...{ before: 'dry_pit', latrineNow: 'dry_pit', ...more },
    })
  async function begin(household: Told): Promise<Told> {
    // The village staff's phone has the household, so that what a latrine copies from it comes along by itself.
    return tell.create('village1', 'latrine', VILLAGE, { householdId: household.id, season: 2026 })
  }
  /** One step as its person takes it, on his phone without a network if he is outside; what it is refused for, if it is. */
  async function step(
    account: string,
    told: Told,
    name: string,
    more: { readonly set?: Fields; readonly photo?: string; readonly note?: string } = {},
  ): Promise<string> {
    now += HOUR
    const { set, photo, note } = more
    return tell.move(told, account, name, note, { ...(set ? { set } : {}), ...(photo ? { label: photo } : {}) })
  }
  const as = (name: keyof typeof course) => ({
    ...(course[name].set ? { set: course[name].set } : {}),
    ...(course[name].photo ? { photo: course[name].photo } : {}),
  })
  async function upTo(record: Told, last: keyof typeof course): Promise<void> {
    for (const name of ['survey', 'build', 'check_pit', 'check_tank', 'check_finished', 'town_check'] as const) {
      const who = name === 'town_check' ? 'inspector1' : 'village1'
      expect(await step(who, record, name, as(name))).toBe(moveOf(kindOf('latrine') as Kind, name)?.to)
      if (name === last) return
    }
  }

  it('[RURAL17] goes through all stages, each by its person with its evidence', async () => {
    const household = await home('001')
    expect(await step('inspector1', household, 'accept')).toBe('active')
    const one = await begin(household)
    expect(await step('inspector1', one, 'survey', as('survey'))).toBe('WrongRole')
    await upTo(one, 'build')
    // No stage without its photo, none skipped: the slab goes on after the look.
    expect(await step('village1', one, 'check_pit', { set: { siteOk: 'pass' } })).toBe('MissingPhoto')
    expect(await step('village1', one, 'check_tank', as('check_tank'))).toBe('WrongState')
    // A photo counts whenever it comes: with it the steps that waited for it stand.
    await tell.photo(one, 'village1', 'pit')
    expect(await tell.state(one)).toBe('tank_checked')
    const open = { ...as('check_finished'), set: { ...course.check_finished.set, coverOk: 'fail' } }
    expect(await step('village1', one, 'check_finished', open)).toBe('ConditionFalse')
    expect(await step('village1', one, 'check_finished', as('check_finished'))).toBe('finished_checked')
    expect(await step('village1', one, 'town_check', as('town_check'))).toBe('WrongRole')
    expect(await step('inspector1', one, 'town_check', as('town_check'))).toBe('town_checked')
    expect(await step('accept1', one, 'accept')).toBe('MissingFields')
    expect(await step('accept1', one, 'accept', { set: { sampled: 'inspected_pass' } })).toBe('accepted')
    expect(await step('finance1', one, 'pay')).toBe('WrongState')
    expect(await step('village1', one, 'publicise', as('publicise'))).toBe('publicised')
    expect(await step('finance1', one, 'pay', as('pay'))).toBe('TooEarly')
    now += 7 * DAY
    expect(await step('finance1', one, 'pay', {})).toMatch(/^(paid|in_service)$/)
    await tell.poke(one)
    await expect.poll(() => tell.state(one), { timeout: 15_000, interval: 30 }).toBe('in_service')
    const moves = (await tell.read(one)).record.chain.filter((done) => done.role === 'system')
    expect(moves.map((done) => done.move)).toEqual(['serve'])
  }, 60_000)
  it('[RURAL17] reaches each side state, and comes back from it', async () => {
    const one = await begin(await home('002'))
    await upTo(one, 'check_tank')
    const asked = { set: { rectifyItems: '盖板', rectifyDue: '2026-12-01' }, note: '盖板' }
    expect(await step('village1', one, 'rectify', { note: '盖板' })).toBe('MissingFields')
    expect(await step('village1', one, 'rectify', { set: asked.set })).toBe('NoReason')
    expect(await step('village1', one, 'rectify', { note: '盖板' })).toBe('rectify')
    // Whoever asked for it does not say that it is mended.
    expect(await step('village1', one, 'rectified', as('check_finished'))).toBe('OwnWork')
    expect(await step('village1', one, 'rebuild')).toBe('building')
    for (const name of ['check_pit', 'check_tank', 'check_finished'] as const)
      expect(await step('village1', one, name, as(name))).toBe(moveOf(kindOf('latrine') as Kind, name)?.to)
    const two = await begin(await home('005'))
    await upTo(two, 'check_finished')
    expect(await step('inspector1', two, 'rectify', asked)).toBe('rectify')
    expect(await step('village1', two, 'rectified', {})).toBe('finished_checked')
    expect(await step('inspector1', two, 'rectify', { note: '再改' })).toBe('rectify')
    expect(await step('village1', two, 'withdraw', { note: '搬走了' })).toBe('withdrawn')
    const left = await home('003')
    expect(await step('village1', left, 'accept')).toBe('WrongRole')
    expect(await step('inspector1', left, 'deactivate')).toBe('NoReason')
    expect(await step('inspector1', left, 'deactivate', { note: '重复' })).toBe('inactive')
  }, 60_000)
  it('[RURAL3] [RURAL5] the page says what other records contradict: an excluded household, too small a sample', async () => {
    const household = await home('004')
    const one = await begin(household)
    await upTo(one, 'town_check')
    // Found out later: the village’s phone would not have surveyed it.
    await tell.set(household, 'inspector1', { exclusion: 'unsafe' })
    const excluded = await begin(await home('006', { exclusion: 'unsafe' }))
    expect(await step('village1', excluded, 'survey', as('survey'))).toBe('ConditionFalse')
    expect(await tell.state(excluded)).toBe(kindOf('latrine')?.states[0]?.id)
    expect(await step('accept1', one, 'accept', { set: { sampled: 'not_sampled' } })).toBe('accepted')
    const { breaches } = await tell.read(one)
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
    expect(page.total).toBe(704)
  }, 30_000)
})
