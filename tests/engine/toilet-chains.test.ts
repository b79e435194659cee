import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts'
import { deadlinesOf } from '../../domain/deadline.ts'
import { newEventId } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { toiletProject } from '../../domain/kinds/toilet-project.ts'
import { toiletRepair } from '../../domain/kinds/toilet-repair.ts'
import type { OrgPerson } from '../../domain/org.ts'
import type { Fields } from '../../domain/record/event.ts'
import { orgTopics } from '../../sync-server/people/publish-org.ts'
import { COMMUNITY, fullOffice, type Office, personOf, turnSwitch } from '../support/office.ts'
import { forget } from '../support/server.ts'
import { createTeller, type Teller, type Told } from '../support/teller.ts'

const STREET = COMMUNITY.slice(0, 9)
const START = Date.UTC(2026, 10, 2, 2)
type Account =
  | ('toilet1' | 'leader1' | 'repair1' | 'repair2' | 'supervisor1')
  | ('inspector1' | 'accept1' | 'contractor1' | 'contractor2')

describe('[CHAIN5] a toilet’s check and its repair, over the real server', () => {
  let server: Office
  let tell: Teller
  let now = START
  beforeAll(async () => {
    server = await fullOffice(() => now++)
    tell = createTeller(server, () => now++)
    await turnSwitch(server, 'required_photo', 'sanitation', true)
  })
  afterAll(async () => {
    await tell.close()
    await server.close()
    forget(server.dataDir)
  })

  const answerOf = (told: Told) => tell.read(told)

  /** One record, written step by step: by who works outside on his own phone, without a network. */
  async function begin(account: Account, kind: string, set: Fields) {
    const told = await tell.create(account, kind, STREET, set)
    return {
      ...told,
      state: () => tell.state(told),
      set: (by: Account, fields: Fields) => tell.set(told, by, fields),
      photo: (by: Account, label: string) => tell.photo(told, by, label),
      /** Resolves with the state that came of it. */
      async move(by: Account, move: string, note?: string): Promise<string> {
        const became = await tell.move(told, by, move, note)
        const isState = kindOf(kind)?.states.some((state) => state.id === became)
        return isState ? became : tell.stateFor(told, by)
      },
      /** What the server does of itself comes, at once: something has to come in for its clock to be looked at. */
      async comes(state: string): Promise<void> {
        await tell.poke(told)
        await expect.poll(() => tell.state(told), { timeout: 10_000, interval: 30 }).toBe(state)
        tell.moved(told)
      },
      /** Why the last move did not count. */
      async refusals() {
        return (await answerOf(told)).record.problems
      },
    }
  }
  const reported = (fields: Fields = {}) =>
    begin('toilet1', 'toilet_repair', { assetId: newEventId(1), fault: 'leak', impact: 'usable', ...fields })
  async function given(fields: Fields = {}, to: Account = 'repair1') {
    const job = await reported(fields)
    await job.set('leader1', { assignee: personOf(to), severity: 'low' })
    expect(await job.move('leader1', 'dispatch')).toBe('dispatched')
    return job
  }

  it('[WC16] a repair from the report to the file, with parts waited for and once more mended; the server files it', async () => {
    const job = await given({ impact: 'full_close', downFrom: now, noticePosted: true })
    expect(await job.move('repair2', 'accept')).toBe('dispatched')
    expect(await job.move('repair1', 'accept')).toBe('accepted')
    expect(await job.move('repair1', 'arrive')).toBe('on_site')
    expect(await job.move('repair1', 'wait_parts')).toBe('on_site')
    await job.set('repair1', { parts: [{ name: '软管', qty: 1 }] })
    expect(await job.move('repair1', 'wait_parts')).toBe('waiting_parts')
    expect(await job.move('repair1', 'resume')).toBe('on_site')
    await job.set('repair1', { downTo: now })
    await job.photo('repair1', 'before')
    // Never done without the picture of afterwards.
    expect(await job.move('repair1', 'finish')).toBe('on_site')
    await job.photo('repair1', 'after')
    expect(await job.move('repair1', 'finish')).toBe('done')
    // Whoever mended it does not verify it.
    expect(await job.move('repair1', 'verify')).toBe('done')
    expect(await job.move('toilet1', 'rework')).toBe('done')
    expect(await job.move('toilet1', 'rework', '接头还在滴水')).toBe('rework')
    expect(await job.move('repair1', 'restart')).toBe('on_site')
    expect(await job.move('repair1', 'finish')).toBe('done')
    await job.move('toilet1', 'verify')
    await job.comes('closed')
    const { record } = await answerOf(job)
    expect(record.chain.filter(({ role }) => role === 'system').map(({ move }) => move)).toEqual(['close'])
    // What did not count stands in the history, with its reason.
    const why = JSON.stringify(await job.refusals())
    for (const reason of ['NotThePerson', 'TooFew', 'WrongRole', 'NoReason']) expect(why).toContain(reason)
  })
  it('[WC17] refused with a reason and given to another; a duplicate; one that is not needed', async () => {
    const job = await given()
    expect(await job.move('repair1', 'refuse')).toBe('dispatched')
    expect(await job.move('repair1', 'refuse', '要焊，我没有证')).toBe('rejected')
    await job.set('supervisor1', { assignee: personOf('repair2') })
    expect(await job.move('supervisor1', 'redispatch')).toBe('dispatched')
    expect(await job.move('repair2', 'accept')).toBe('accepted')
    const twin = await reported()
    expect(await twin.move('leader1', 'mark_duplicate')).toBe('reported')
    await twin.set('leader1', { duplicateOf: job.id })
    expect(await twin.move('leader1', 'mark_duplicate')).toBe('duplicate')
    const needless = await reported()
    expect(await needless.move('toilet1', 'cancel', '自己好了')).toBe('reported')
    expect(await needless.move('supervisor1', 'cancel', '自己好了')).toBe('cancelled')
  })
  it('[SWITCH1] [SWITCH2] [SWITCH3] the office stops asking for photos: phones hear of it, and who has not yet is told of no wrong', async () => {
    const photo = (on: boolean) => turnSwitch(server, 'required_photo', 'sanitation', on)
    const onSite = async () => {
      const job = await given({ impact: 'full_close', downFrom: now, downTo: now, noticePosted: true })
      expect(await job.move('repair1', 'accept')).toBe('accepted')
      expect(await job.move('repair1', 'arrive')).toBe('on_site')
      return job
    }
    const [first, second, third] = [await onSite(), await onSite(), await onSite()]
    await photo(false)
    // The phone has not heard of it: it asks, as before.
    expect(await tell.move(first, 'repair1', 'finish')).toBe('MissingPhoto')
    await tell.hears('repair1')
    expect(await tell.move(first, 'repair1', 'finish')).toBe('done')
    expect((await answerOf(first)).breaches).toEqual([])
    await photo(true)
    // Asked for again, and nobody told this phone: the step stands, and the supervisor sees it.
    expect(await tell.move(second, 'repair1', 'finish')).toBe('done')
    expect((await answerOf(second)).breaches.map(({ move, type }) => [move, type])).toEqual([['finish', 'photoAsked']])
    await tell.hears('repair1')
    expect(await tell.move(third, 'repair1', 'finish')).toBe('MissingPhoto')
  })
  it('[WC18] the clocks: half an hour to accept, then the server takes it back once; two hours to be there; a day to mend', async () => {
    const job = await given({ impact: 'full_close', downFrom: now })
    const since = (await answerOf(job)).record.chain.at(-1)?.at ?? 0
    const card = async (id: string, after: number) => {
      const { record } = await answerOf(job)
      return deadlinesOf(toiletRepair, record, since + after).find((line) => line.id === id)?.card
    }
    expect(await card('accept', 20 * MINUTE - 1)).toBe('none')
    expect(await card('accept', 20 * MINUTE)).toBe('yellow')
    expect(await card('accept', 30 * MINUTE + 1)).toBe('red')
    expect(await card('on_site', 80 * MINUTE)).toBe('yellow')
    expect(await card('on_site', 2 * HOUR + 1)).toBe('red')
    expect(await card('done_urgent', 16 * HOUR)).toBe('yellow')
    expect(await card('done_urgent', DAY + 1)).toBe('red')
    expect(await card('done_usable', 4 * DAY)).toBeUndefined()
    now += 31 * MINUTE
    await job.comes('reported')
    const { record } = await answerOf(job)
    expect(record.chain.at(-1)).toMatchObject({ move: 'take_back', by: 'system', at: since + 30 * MINUTE })
    expect(await job.move('leader1', 'dispatch')).toBe('dispatched')
    expect(await job.move('repair1', 'accept')).toBe('accepted')
    const usable = await given({ fault: 'lamp' })
    const lines = deadlinesOf(toiletRepair, (await answerOf(usable)).record, now + 2 * DAY)
    expect(lines.find((line) => line.id === 'done_usable')?.card).toBe('yellow')
  })
  const seen: Fields = {
    assetId: newEventId(1),
    'assetId.toiletClass': 'c2',
    checkAt: START,
    ...{ odour: '1', flies: 3, maggots: 0, floorClean: 'pass', panClean: 'pass', lights: 'fail', accessible: 'na' },
    disinfected: true,
  }
  it('[WC19] a check is filed by the server once each fault has its repair, and not before; its class judges it', async () => {
    const fine = await begin('toilet1', 'toilet_check', { ...seen, lights: 'pass' })
    await fine.move('toilet1', 'submit')
    await fine.comes('closed')
    const bad = await begin('toilet1', 'toilet_check', { ...seen, faults: [{ fault: 'lamp', impact: 'usable' }] })
    expect(await bad.move('toilet1', 'submit')).toBe('submitted')
    const job = await reported({ fault: 'lamp', sourceId: bad.id })
    expect(await bad.state()).toBe('submitted')
    await bad.set('toilet1', { faults: [{ fault: 'lamp', impact: 'usable', repairId: job.id }] })
    await bad.comes('closed')
    expect((await answerOf(bad)).record.fields['withinClass']).toBe(true)
    const flies = await begin('toilet1', 'toilet_check', { ...seen, flies: 99 })
    expect((await answerOf(flies)).record.fields['withinClass']).toBe(false)
  })
  it('[WC20] a check is filed by the leader with a reason, never by who wrote it; void; incomplete; by the wrong role', async () => {
    const faults = [{ fault: 'lamp', impact: 'usable' }]
    const open = await begin('leader1', 'toilet_check', { ...seen, faults })
    expect(await open.move('leader1', 'submit')).toBe('submitted')
    expect(await open.move('leader1', 'close_by_leader', '当场换了灯泡')).toBe('submitted')
    expect(await open.move('supervisor1', 'close_by_leader')).toBe('submitted')
    expect(await open.move('supervisor1', 'close_by_leader', '当场换了灯泡')).toBe('closed')
    const half = await begin('toilet1', 'toilet_check', { assetId: newEventId(1), odour: '0' })
    expect(await half.move('toilet1', 'submit')).toBe('draft')
    expect(await half.move('repair1', 'void', '不归我')).toBe('draft')
    expect(await half.move('toilet1', 'void', '走错了厕所')).toBe('void')
  })
  const approved: Fields = {
    ...{ point: { lat: 36.8, lon: 118.05 }, area: 60, stallsPlanned: { male: 4, female: 6 } },
    ...{ plannedFinish: '2026-12-20', funds: { district: 30, city: 12.5 }, stage: 'approval' },
    ...{ contractor: '示例建设公司', contractorId: personOf('contractor1') },
  }
  const check = (by: Account): Fields => ({ at: now, by: personOf(by), content: '防水', found: '无' })

  it('[WC23] a building project from the plan to the open door: stopped, gone on with, sent back, accepted by the district', async () => {
    const set = { projectNo: '2026-1', projectType: 'new', name: '潘苑公园公厕' }
    const site = await begin('inspector1', 'toilet_project', set)
    expect(await site.move('supervisor1', 'approve')).toBe('planned')
    await site.set('supervisor1', approved)
    expect(await site.move('contractor1', 'approve')).toBe('planned')
    expect(await site.move('supervisor1', 'approve')).toBe('approved')
    // Only the named builder begins, and not without the picture of before.
    await site.set('contractor1', { startAt: '2026-11-02', progress: 5 })
    expect(await site.move('contractor2', 'start')).toBe('approved')
    expect(await site.move('contractor1', 'start')).toBe('approved')
    // Whenever the picture comes, the step counts from then on.
    await site.photo('contractor1', 'before')
    await expect.poll(site.state).toBe('building')
    expect(await site.move('contractor1', 'suspend')).toBe('building')
    expect(await site.move('contractor1', 'suspend', '下雨')).toBe('suspended')
    expect(await site.move('contractor1', 'resume')).toBe('building')
    await site.photo('contractor1', 'during')
    await site.photo('contractor1', 'after')
    await site.set('contractor1', { finishAt: '2026-12-01', progress: 100, keeper: true, signContractor: 'M0 0' })
    await site.set('inspector1', { checks: [check('inspector1'), check('supervisor1')] })
    expect(await site.move('contractor1', 'request_accept')).toBe('building')
    await site.set('inspector1', { checks: [check('inspector1'), check('supervisor1'), check('accept1')] })
    expect(await site.move('contractor1', 'request_accept')).toBe('accept_pending')
    await site.set('accept1', { acceptScore: 79, signDistrict: 'M0 0' })
    expect(await site.move('accept1', 'accept')).toBe('accept_pending')
    expect(await site.move('accept1', 'rectify', '坡道没有扶手')).toBe('accept_pending')
    await site.set('accept1', { rectifyList: '坡道没有扶手' })
    expect(await site.move('accept1', 'rectify', '坡道没有扶手')).toBe('rectify')
    expect(await site.move('contractor1', 'rectified')).toBe('accept_pending')
    await site.set('accept1', { acceptScore: 86 })
    expect(await site.move('supervisor1', 'accept')).toBe('accept_pending')
    expect(await site.move('accept1', 'accept')).toBe('accepted')
    expect(await site.move('supervisor1', 'open')).toBe('accepted')
    await site.set('supervisor1', { assetId: newEventId(1) })
    expect(await site.move('supervisor1', 'open')).toBe('open')
    expect((await answerOf(site)).record.fields['budget']).toBe(42.5)
    const why = JSON.stringify(await site.refusals())
    for (const reason of ['MissingFields', 'WrongRole', 'NotThePerson', 'NoReason', 'TooFew', 'ConditionFalse'])
      expect(why).toContain(reason)
  })
  it('[WC24] its clocks: ten days before the planned end yellow while it is not nearly done; fifteen workdays to accept', async () => {
    const site = await begin('supervisor1', 'toilet_project', {
      projectNo: '2026-2',
      projectType: 'overhaul',
      name: '甲',
    })
    await site.set('supervisor1', approved)
    // Nobody approves what he planned himself.
    expect(await site.move('supervisor1', 'approve')).toBe('planned')
    expect(await site.move('supervisor1', 'cancel', '不修了')).toBe('cancelled')
    const other = await begin('inspector1', 'toilet_project', {
      projectNo: '2026-3',
      projectType: 'overhaul',
      name: '乙',
    })
    await other.set('supervisor1', approved)
    expect(await other.move('supervisor1', 'approve')).toBe('approved')
    const record = async () => (await answerOf(other)).record
    const card = async (at: string) =>
      deadlinesOf(toiletProject, await record(), Date.parse(`${at}+08:00`)).map((line) => `${line.id} ${line.card}`)
    expect(await card('2026-12-09T12:00')).toEqual(['finish none'])
    expect(await card('2026-12-10T12:00')).toEqual(['finish yellow'])
    expect(await card('2026-12-21T00:01')).toEqual(['finish red'])
    await other.set('contractor1', { startAt: '2026-11-02', progress: 90 })
    expect(await card('2026-12-10T12:00')).toEqual(['finish none'])
    for (const label of ['before', 'during', 'after']) await other.photo('contractor1', label)
    await other.move('contractor1', 'start')
    await other.set('contractor1', { finishAt: '2026-11-02', keeper: true, signContractor: 'M0 0' })
    await other.set('contractor1', { checks: [check('inspector1'), check('inspector1'), check('accept1')] })
    expect(await other.move('contractor1', 'request_accept')).toBe('accept_pending')
    const lines = deadlinesOf(toiletProject, await record(), now)
    const accept = lines.find(({ id }) => id === 'accept')
    expect([Number.isInteger(accept?.yellowAt), (accept?.dueAt ?? 0) - now > 15 * DAY]).toEqual([true, true])
  })
  it('[WC26] whose people an order goes to is published with their names: the firm, and nothing for the office’s own', () => {
    const firm = { id: 'p-firm1', name: '示例外包', firm: '示例安装公司' }
    server.people.add(firm, [{ role: 'maintainer', area: STREET, from: START }])
    const published = [...orgTopics(server.people, now).values()]
      .flat()
      .flatMap(({ topic, value }) => (topic.startsWith('people.') ? (value as unknown as readonly OrgPerson[]) : []))
    const firmOf = (id: string) => published.find((one) => one.id === id)?.firm
    expect([firmOf('p-firm1'), firmOf('p-repair2')]).toEqual(['示例安装公司', undefined])
  })
})
