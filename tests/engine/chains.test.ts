import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, fromIsoDate, HOUR, isoDate, MINUTE, SECOND, startOfDay } from '../../domain/clock.ts'
import type { Fields } from '../../domain/record/event.ts'
import { fullOffice, type Office, personOf } from '../support/office.ts'
import { forget } from '../support/server.ts'
import { createTeller, type Teller, type Told } from '../support/teller.ts'

const PANYUAN = '370303005003'
const KEYUAN = '370303005'

/**
 * Each kind's life from its first to its final state, on the real server: who works outside writes on the app's own phone
 * without a network, several steps at a time.
 */
describe('[CHAIN5] chains of the kinds', () => {
  let server: Office
  let tell: Teller
  let time = Date.UTC(2026, 9, 14, 2)
  const now = (): number => time++
  /** The server's clock, and everybody's, goes on; what is due of itself follows. */
  const pass = (ms: number): void => {
    time += ms
  }
  beforeAll(async () => {
    server = await fullOffice(now)
    tell = createTeller(server, now)
  })
  afterAll(async () => {
    await tell.close()
    await server.close()
    forget(server.dataDir)
  })
  /** What nobody makes by hand comes by itself. */
  async function comes(told: Told, state: string): Promise<void> {
    await tell.poke(told)
    await expect.poll(() => tell.state(told), { timeout: 25_000, interval: 30 }).toBe(state)
    tell.moved(told)
  }
  const systemMoves = async (told: Told) =>
    (await tell.read(told)).record.history.filter(({ event }) => event.by === 'system').length
  /**
   * Steps by account, in order; each with the state that it leads to, or why it does not count. `a|b`: the server goes on
   * from a to b of itself, maybe before it is read.
   */
  async function steps(told: Told, ...list: readonly (readonly [string, string, string, string?])[]): Promise<void> {
    for (const [account, move, outcome, note] of list) {
      const became = await tell.move(told, account, move, note)
      expect([account, move, outcome.split('|').includes(became) ? outcome : became]).toEqual([account, move, outcome])
    }
  }

  it('[CHAIN1] [CHAIN2] a visit: returned, mended, verified, closed by the server; not by its author, not without a reason', async () => {
    const set = { householdId: 'X', visitAt: now(), purpose: ['routine'], result: 'met', tenancySeen: 'rented' }
    const visit = await tell.create('police1', 'home_visit', PANYUAN, set)
    await steps(visit, ['police1', 'submit', 'MissingFields'])
    await tell.set(visit, 'police1', { metPeople: [{ metRole: 'owner' }], residentCount: 2, noticeGiven: true })
    await steps(
      visit,
      ['police1', 'submit', 'submitted'],
      ['police1', 'verify', 'WrongRole'],
      ['officer1', 'return', 'NoReason'],
      ['officer1', 'return', 'returned', '人数不对'],
      ['police1', 'resubmit', 'submitted'],
      ['officer1', 'verify', 'verified|closed'],
    )
    await comes(visit, 'closed')
    expect(await systemMoves(visit)).toBe(1)
    const draft = await tell.create('police1', 'home_visit', PANYUAN, set)
    await steps(draft, ['police1', 'discard', 'void'])
    const hazards = [{ hazard: 'gas', severity: 'high' }]
    const open = { ...set, result: 'refused', hazards, followUpAt: isoDate(now() + 5 * DAY) }
    const follow = await tell.create('police1', 'home_visit', PANYUAN, open)
    await steps(follow, ['police1', 'submit', 'submitted'])
    // A high hazard has 24 hours: yellow from 16, red past them.
    expect(await tell.card(follow)).toBe('none')
    pass(17 * HOUR)
    expect(await tell.card(follow)).toBe('yellow')
    pass(8 * HOUR)
    expect(await tell.card(follow)).toBe('red')
    // The server may have gone on already when it is read.
    expect(await tell.move(follow, 'officer1', 'verify')).toMatch(/^(verified|follow_up)$/)
    await comes(follow, 'follow_up')
    await steps(follow, ['police1', 'void', 'WrongRole', '走错'], ['officer1', 'void', 'void', '走错'])
  })
  it('[CHAIN1] [CHAIN2] [CHAIN6] a household and its building: proposed, accepted, changed, struck off, back again, erased', async () => {
    const home = await tell.create('police1', 'household', PANYUAN, {
      addressCode: `${PANYUAN}-X-${now()}`,
      addressText: '99号楼 9单元 909',
      point: { lat: 36.8, lon: 118.05 },
      tenancy: 'owner_occupied',
    })
    await steps(home, ['police1', 'accept', 'WrongRole'], ['officer1', 'accept', 'MissingFields'])
    await tell.set(home, 'police1', { houseUse: 'residence' })
    await steps(
      home,
      ['officer1', 'accept', 'active'],
      ['officer1', 'report_change', 'changed'],
      ['officer1', 'settle_change', 'OwnWork'],
      ['supervisor1', 'settle_change', 'active'],
      ['police1', 'report_change', 'changed'],
      ['supervisor1', 'settle_change', 'active'],
      ['supervisor1', 'deactivate', 'inactive', '拆迁'],
      ['officer1', 'reactivate', 'active', '又住人了'],
      ['supervisor1', 'deactivate', 'inactive', '拆迁'],
      ['police1', 'report_change', 'WrongState'],
    )
    const building = await tell.create('police1', 'building', PANYUAN, { name: '99号楼', kind: 'multi' })
    await steps(building, ['police1', 'accept', 'WrongRole'])
    await tell.set(building, 'police1', {
      geometry: { type: 'Point', coordinates: [118.05, 36.8] },
      units: [{ unitNo: '1', floors: 6, perFloor: 2 }],
      expectedHouseholds: 12,
    })
    expect(await tell.card(building)).toBe('none')
    pass(49 * HOUR)
    expect(await tell.card(building)).toBe('yellow')
    pass(24 * HOUR)
    expect(await tell.card(building)).toBe('red')
    await steps(building, ['officer1', 'accept', 'active'], ['officer1', 'deactivate', 'inactive', '拆了'])
    // What was struck off is kept for half a year; then the server erases it, once.
    const { fields } = (await tell.read(home)).record
    pass((fromIsoDate(String(fields['retentionUntil'])) ?? 0) + DAY - HOUR - now())
    await tell.poke(home)
    expect(await tell.state(home)).toBe('inactive')
    pass(2 * HOUR)
    await comes(home, 'erased')
    pass(DAY)
    await tell.poke(home)
    expect(await systemMoves(home)).toBe(1)
  })
  it('[CHAIN1] [CHAIN2] a facility: proposed, rejected, accepted by another, corrected, retired', async () => {
    const bin = await tell.create('leader1', 'asset', KEYUAN, {
      assetCode: `BIN-${now()}`,
      assetType: 'bin',
      name: '果皮箱 X',
      geometry: { type: 'Point', coordinates: [118.061, 36.79] },
      unitCode: PANYUAN,
      status: 'in_use',
      manager: '田示例',
      binCount: 1,
    })
    await steps(
      bin,
      ['leader1', 'propose', 'pending'],
      ['leader1', 'accept', 'WrongRole'],
      ['supervisor1', 'reject', 'draft', '位置不准'],
      ['leader1', 'propose', 'pending'],
      ['supervisor1', 'accept', 'active'],
      ['cleaner1', 'report_wrong', 'MissingFields'],
    )
    await tell.set(bin, 'cleaner1', { correction: '在路对面' })
    await steps(
      bin,
      ['cleaner1', 'report_wrong', 'correction'],
      ['supervisor1', 'settle', 'active'],
      ['supervisor1', 'retire', 'retired', '撤了'],
    )
  })
  it('[CHAIN1] [CHAIN2] a task: refused, given again, done, sent back, verified by another, closed by the server', async () => {
    const set = { title: '清理乱堆', category: 'sanitation', source: 'inspection', severity: 'low' }
    const task = await tell.create('supervisor1', 'task', KEYUAN, set)
    await steps(task, ['supervisor1', 'dispatch', 'MissingFields'])
    await tell.set(task, 'supervisor1', { assignee: personOf('cleaner1'), dueAt: now() + 3 * DAY })
    await steps(
      task,
      ['supervisor1', 'dispatch', 'dispatched'],
      ['cleaner2', 'accept', 'NotThePerson'],
      ['cleaner1', 'refuse', 'rejected', '请假'],
      ['supervisor1', 'redispatch', 'dispatched'],
    )
    pass(17 * HOUR)
    expect(await tell.card(task)).toBe('yellow')
    await steps(task, ['cleaner1', 'accept', 'accepted'], ['cleaner1', 'finish', 'MissingFields'])
    pass(2 * DAY)
    expect(await tell.card(task)).toBe('yellow')
    pass(DAY)
    expect(await tell.card(task)).toBe('red')
    await tell.set(task, 'cleaner1', { result: '清理完' })
    await steps(
      task,
      ['cleaner1', 'finish', 'done'],
      ['cleaner1', 'verify', 'WrongRole'],
      ['supervisor1', 'rework', 'rework', '还有一堆'],
      ['cleaner1', 'finish', 'done'],
      ['supervisor1', 'verify', 'verified|closed'],
    )
    await comes(task, 'closed')
    expect(await systemMoves(task)).toBe(1)
    const dropped = await tell.create('supervisor1', 'task', KEYUAN, set)
    await steps(dropped, ['supervisor1', 'cancel', 'cancelled', '不用了'])
  })
  it('[CHAIN1] [CHAIN2] a notice: published by who may, withdrawn with a reason', async () => {
    const set: Fields = { title: '降温', noticeKind: 'other', body: '多穿', toRoles: ['cleaner'], toAreas: [KEYUAN] }
    const notice = await tell.create('supervisor1', 'notice', KEYUAN, set)
    await steps(
      notice,
      ['cleaner1', 'publish', 'WrongRole'],
      ['supervisor1', 'publish', 'published'],
      // Said by each person once, without a network as well; it is no step.
      ['cleaner1', 'seen', 'published'],
      ['cleaner1', 'seen', 'OncePerPerson'],
      ['cleaner2', 'seen', 'published'],
      ['cleaner2', 'withdraw', 'WrongRole', '不想看'],
      ['supervisor1', 'withdraw', 'NoReason'],
      ['supervisor1', 'withdraw', 'withdrawn', '改期'],
    )
  })
  it('[CHAIN1] [CHAIN2] [CHAIN3] a shift: break, out, confirmed by the leader, contested, settled at the end of its month', async () => {
    const at = now()
    const planned = {
      workerId: personOf('cleaner1'),
      date: isoDate(at),
      shiftType: 'day',
      plannedStart: at,
      plannedEnd: at + 8 * HOUR,
      mode: 'walking',
      routeIds: [],
    }
    const shift = async () => tell.create('cleaner1', 'shift', KEYUAN, { ...planned, routeIds: ['R'] })
    const own = await shift()
    await steps(own, ['cleaner1', 'clock_in', 'MissingFields'])
    await tell.set(own, 'cleaner1', { events: [{ clockType: 'in', at, by: personOf('cleaner1') }] })
    await steps(
      own,
      ['cleaner1', 'clock_in', 'on_duty'],
      ['cleaner1', 'start_break', 'on_break'],
      ['cleaner1', 'end_break', 'on_duty'],
      ['cleaner1', 'clock_out', 'off_duty'],
      ['cleaner1', 'confirm', 'WrongRole'],
    )
    pass(17 * HOUR)
    expect(await tell.card(own)).toBe('yellow')
    pass(8 * HOUR)
    expect(await tell.card(own)).toBe('red')
    await steps(own, ['leader1', 'confirm', 'confirmed'], ['cleaner1', 'dispute', 'MissingFields', '少算一段'])
    await tell.set(own, 'cleaner1', { appeal: { exception: 'late', reason: '公交坏了' } })
    await steps(
      own,
      ['cleaner1', 'dispute', 'disputed', '少算一段'],
      ['leader1', 'resolve', 'WrongRole', '看过'],
      ['supervisor1', 'resolve', 'confirmed', '看过'],
    )
    // Nobody clocked out of this one; nobody came to that one.
    const missed = await shift()
    await tell.set(missed, 'cleaner1', { events: [{ clockType: 'in', at, by: personOf('cleaner1') }] })
    await steps(missed, ['leader1', 'clock_in_proxy', 'NoReason'])
    // Its end is long past: the server may have gone on already when it is read.
    expect(await tell.move(missed, 'leader1', 'clock_in_proxy', '没带手机')).toMatch(/^(on_duty|off_duty)$/)
    await comes(missed, 'off_duty')
    expect(await systemMoves(missed)).toBe(1)
    await steps(missed, ['leader1', 'confirm', 'OwnWork'], ['supervisor1', 'confirm', 'confirmed'])
    const absent = await shift()
    await steps(absent, ['leader1', 'mark_absent', 'absent', '没来'])
    const leave = await tell.create('cleaner1', 'leave_request', KEYUAN, {
      personId: personOf('cleaner1'),
      leaveType: 'sick',
      fromAt: at,
      toAt: at + DAY,
      shiftIds: [absent.id],
      reason: '发烧',
    })
    await steps(leave, ['leader1', 'approve', 'approved'])
    await steps(absent, ['leader1', 'mark_leave', 'leave'])
    // The month ends: what was worked is counted, once.
    pass(startOfDay(at) + 40 * DAY - now())
    await comes(own, 'settled')
    await comes(absent, 'settled')
    expect(await systemMoves(own)).toBe(1)
  })
  it('[CHAIN1] [CHAIN2] [CHAIN3] requests of a worker: decided by the leader, never by himself', async () => {
    const me = { personId: personOf('cleaner1') }
    const requests: readonly (readonly [string, Fields])[] = [
      ['leave_request', { ...me, leaveType: 'personal', fromAt: now(), toAt: now() + DAY, reason: '家里有事' }],
      ['clock_fix', { ...me, shiftId: 'S', clockType: 'out', at: now(), reason: '没电了' }],
      ['swap_request', { ...me, date: isoDate(now()), withId: personOf('cleaner2'), reason: '换一天' }],
    ]
    for (const [kind, set] of requests) {
      const ask = () => tell.create('cleaner1', kind, KEYUAN, set)
      const approved = await ask()
      await steps(approved, ['cleaner1', 'approve', 'WrongRole'])
      if (kind === 'swap_request') {
        await steps(approved, ['leader1', 'approve', 'MissingFields'])
        await tell.set(approved, 'leader1', { agreed: true })
      }
      pass(17 * HOUR)
      expect([kind, await tell.card(approved)]).toEqual([kind, 'yellow'])
      pass(8 * HOUR)
      expect([kind, await tell.card(approved)]).toEqual([kind, 'red'])
      await steps(approved, ['leader1', 'approve', 'approved'])
      const refused = await ask()
      await steps(refused, ['leader1', 'refuse', 'NoReason'], ['leader1', 'refuse', 'refused', '人手不够'])
      const withdrawn = await ask()
      await steps(withdrawn, ['cleaner1', 'withdraw', 'withdrawn'])
    }
  })
  it('[CHAIN1] [CHAIN2] a roster is published by the leader into the worker’s own week, and withdrawn with a reason', async () => {
    const set = { personId: personOf('cleaner1'), weekStart: isoDate(now()), days: [] as Fields[] }
    const roster = await tell.create('leader1', 'roster_entry', KEYUAN, set, 'cleaner1')
    await steps(roster, ['leader1', 'publish', 'MissingFields'])
    const day = { date: isoDate(now()), shiftType: 'day', start: now(), end: now() + 8 * HOUR, mode: 'walking' }
    await tell.set(roster, 'leader1', { days: [{ ...day, routeIds: ['R'] }] })
    await steps(
      roster,
      ['leader1', 'publish', 'published'],
      ['cleaner1', 'withdraw', 'WrongRole', '不想上'],
      ['leader1', 'withdraw', 'withdrawn', '改了'],
    )
  })
  it('[CHAIN1] [CHAIN2] [CHAIN3] a call for help turns red after 30 seconds; who called does not close it', async () => {
    const raise = () => tell.create('cleaner1', 'sos', KEYUAN, { personId: personOf('cleaner1') })
    const call = await raise()
    pass(25 * SECOND)
    expect(['yellow', 'red']).toContain(await tell.card(call))
    pass(MINUTE)
    expect(await tell.card(call)).toBe('red')
    await steps(call, ['leader1', 'answer', 'answered'], ['leader1', 'close', 'MissingFields'])
    await tell.set(call, 'leader1', { outcome: '崴脚，已送医' })
    await steps(call, ['cleaner1', 'close', 'WrongRole'], ['leader1', 'close', 'closed'])
    const wrong = await raise()
    await steps(wrong, ['cleaner1', 'cancel', 'cancelled'])
  })
  it('[CHAIN1] [CHAIN2] [CHAIN3] feedback is answered within three workdays, and may be asked again', async () => {
    const ask = { feedbackKind: 'suggestion', text: '字再大点' }
    const idea = await tell.create('cleaner1', 'feedback', KEYUAN, ask)
    await steps(
      idea,
      ['supervisor1', 'take', 'taken'],
      ['cleaner1', 'answer', 'WrongRole'],
      ['supervisor1', 'answer', 'MissingFields'],
    )
    pass(20 * DAY)
    expect(await tell.card(idea)).toBe('red')
    await tell.set(idea, 'supervisor1', { answer: '下一版就有' })
    await steps(idea, ['supervisor1', 'answer', 'answered'], ['cleaner1', 'ask_again', 'sent'])
    await steps(idea, ['supervisor1', 'answer', 'answered'])
  })
})
