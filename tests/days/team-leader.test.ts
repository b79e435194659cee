import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordPage } from '../../domain/api.ts'
import { HOUR, isoDate, isoWeekOf, MINUTE } from '../../domain/clock.ts'
import { asPerson, newEventId, type RecordId, recordOf } from '../../domain/ids.ts'
import type { Fields } from '../../domain/record/event.ts'
import { roomName } from '../../domain/room/names.ts'
import { axeFaults } from '../support/axe.ts'
import { type Day, type DayPhone, newDay } from '../support/day.ts'
import { publishShift, roadsOf } from '../support/roster.ts'
import { tokenOf } from '../support/server.ts'

const PATIENCE = { timeout: 30_000 }
const STREET = '370303005'
/** People of the team in this story, besides those that the demo has: they have no phone. */
const CREW = ['late1', 'present1', 'present2', 'done1', 'done2', 'free1']

describe('a team leader’s morning', () => {
  let day: Day
  let phone: DayPhone
  let road: RecordId
  const start = Date.now() - 40 * MINUTE
  const end = start + 6 * HOUR
  const worker = (account: string) => asPerson(`p-${account}`)
  const room = (account: string) => roomName({ type: 'worker', person: worker(account), ...isoWeekOf(Date.now()) })

  /** What somebody's own phone wrote, in one batch. */
  async function asWorker(
    account: string,
    kind: string,
    set: Fields,
    move?: readonly [id: string, to: string],
  ): Promise<RecordId> {
    const now = Date.now()
    const id = newEventId(now)
    const act = { by: worker(account), role: 'cleaner', at: now }
    const author = { person: worker(account), grants: day.server.people.grantsOf(worker(account)) }
    const outcome = await day.server.rooms.write(author, room(account), [
      { id, event: { type: 'create', kind, version: 1, area: STREET, ...act, set } },
      ...(move
        ? [
            {
              id: newEventId(now + 1),
              event: { type: 'move' as const, record: recordOf(id), ...act, base: [id], move: move[0], to: move[1] },
            },
          ]
        : []),
    ])
    if (!outcome.ok || outcome.value.refused.length > 0) throw new Error(JSON.stringify(outcome))
    return recordOf(id)
  }
  /** A whole shift of this morning, clocked on the route. */
  async function workedThrough(account: string): Promise<void> {
    const [from, to] = [start - 6 * HOUR, start - 10 * MINUTE]
    const place = { lat: 36.8, lon: 118, acc: 8, fence: 'inside', metres: 3, rule: 'fence-1' }
    const rows = ['in', 'out'].map((clockType) => ({
      clockType,
      at: clockType === 'in' ? from : to,
      by: worker(account),
      place,
    }))
    const set = {
      workerId: worker(account),
      date: isoDate(from),
      shiftType: 'early',
      plannedStart: from,
      plannedEnd: to,
      mode: 'walking',
      routeIds: [road],
      events: rows,
    }
    const record = await asWorker(account, 'shift', set, ['clock_in', 'on_duty'])
    const now = Date.now()
    const author = { person: worker(account), grants: day.server.people.grantsOf(worker(account)) }
    const tail = await day.server.rooms.log.tail(room(account), 0)
    const base = tail.at(-1)?.id
    const act = { by: worker(account), role: 'cleaner', at: now }
    const event = { type: 'move' as const, record, ...act, base: base ? [base] : [], move: 'clock_out', to: 'off_duty' }
    await day.server.rooms.write(author, room(account), [{ id: newEventId(now + 5), event }])
  }
  beforeAll(async () => {
    day = await newDay()
    const [first] = await roadsOf(day.server, await tokenOf(day.server, 'leader1'), STREET)
    if (!first) throw new Error('the demo has no road')
    road = first.id
    for (const account of CREW) {
      const person = { id: `p-${account}`, name: `示例${account}`, leader: 'p-leader1', phone: '10000000055' }
      day.server.people.add(person, [{ role: 'cleaner', area: STREET, from: 0 }])
    }
    for (const account of ['late1', 'present1', 'present2'])
      await publishShift(day.server, 'leader1', account, { start, end, routeIds: [road] })
    for (const account of ['done1', 'done2']) await workedThrough(account)
    await asWorker('free1', 'leave_request', {
      personId: 'p-free1',
      leaveType: 'personal',
      fromAt: Date.now() + 48 * HOUR,
      toAt: Date.now() + 56 * HOUR,
      reason: '示例：孩子开家长会',
    })
    phone = await day.phone('leader1')
    await phone.page.getByTestId('team').waitFor(PATIENCE)
  }, 120_000)
  afterAll(() => day.end())

  const mark = (name: string) => phone.page.getByTestId(name)
  const row = (account: string, standing: string) =>
    phone.page.locator(`[data-testid="member-row"][data-person="p-${account}"][data-standing="${standing}"]`)
  async function records(kind: string, account: string): Promise<RecordPage['rows']> {
    await day.server.projection.caughtUp()
    const field = kind === 'shift' ? 'workerId' : 'personId'
    const headers = { authorization: `Bearer ${await tokenOf(day.server, 'supervisor1')}` }
    const answer = await fetch(`${day.server.url}/api/records?kind=${kind}&field.${field}=p-${account}`, { headers })
    return ((await answer.json()) as RecordPage).rows
  }

  it('[SHIFT70] sees without a network who is missing, calls him by one tap, and finds a substitute in two', async () => {
    await row('late1', 'missing').waitFor(PATIENCE)
    await phone.goOffline()
    expect(await row('late1', 'missing').getByTestId('member-call').getAttribute('href')).toBe('tel:10000000055')
    await row('late1', 'missing').getByTestId('substitute').click()
    await phone.page.locator('[data-testid="pick-substitute"][data-person="p-free1"]').click()
    await row('free1', 'missing').waitFor(PATIENCE)
    expect(await row('late1', 'missing').textContent()).toContain('示例free1')
  })
  it('[SHIFT71] clocks in for those without a phone: asked for the reason once, then one tap each', async () => {
    await row('present1', 'missing').getByTestId('proxy-in').click()
    await mark('proxy-save').click()
    await row('present1', 'on').waitFor(PATIENCE)
    await row('present2', 'missing').getByTestId('proxy-in').click()
    await row('present2', 'on').waitFor(PATIENCE)
  })
  it('[SHIFT72] answers a request with one tap', async () => {
    const request = phone.page
      .locator('[data-testid="team-request"][data-kind="leave_request"]')
      .filter({ hasText: '示例free1' })
    await request.getByTestId('request-approve').click()
    await request.waitFor({ state: 'detached' })
  })
  it('[SHIFT73] confirms together what leaves nothing to ask, and gives a score for a spot check', async () => {
    await mark('confirm-all').click()
    await mark('confirm-all').waitFor({ state: 'detached' })
    await row('present1', 'on').getByTestId('member').click()
    await mark('score').fill('90')
    await mark('score-save').click()
    await mark('member-sheet').waitFor({ state: 'detached' })
  })
  it('[SHIFT74] [START7] marks somebody absent with a line that he reads', async () => {
    await row('late1', 'missing').getByTestId('member').click()
    await mark('mark-absent').click()
    await mark('proxy-note').fill('电话没人接，家里也没人')
    await mark('proxy-save').click()
    await row('late1', 'absent').waitFor(PATIENCE)
    expect(await axeFaults(phone.page)).toEqual([])
  })
  it('[TOLD21] gives somebody a task from the phone, without a network, in one form', async () => {
    await phone.page.goto(`${phone.url}/new/task`)
    await mark('field-title').locator('input').fill('清理桥下杂物')
    await mark('field-category').getByText('请选').click()
    await phone.page.locator('dialog').getByText('环卫问题').click()
    await mark('field-assignee').getByText('请选').click()
    await mark('sheet-search').fill('示例present2')
    await mark('option').filter({ hasText: '示例present2' }).click()
    await mark('field-dueAt').locator('input').fill('2078-01-01T18:00')
    await mark('save-record').click()
    await mark('saved-here').waitFor(PATIENCE)
  })
  it('[SHIFT75] back in the network all of it stands in the workers’ own rooms', async () => {
    await phone.goOnline()
    await phone.page.locator('[data-testid="sync-status"][data-waiting="0"]').waitFor(PATIENCE)
    const states = async (account: string) => (await records('shift', account)).map(({ state }) => state)
    expect(await states('present1')).toEqual(['on_duty'])
    expect(await states('present2')).toEqual(['on_duty'])
    expect(await states('late1')).toEqual(['absent'])
    expect([await states('done1'), await states('done2')]).toEqual([['confirmed'], ['confirmed']])
    const [proxied] = await records('shift', 'present1')
    expect([proxied?.room, proxied?.createdBy, proxied?.fields['qualityScore'], proxied?.problems]).toEqual([
      room('present1'),
      'p-leader1',
      90,
      0,
    ])
    expect((await records('leave_request', 'free1')).map(({ state }) => state)).toEqual(['approved'])
    const headers = { authorization: `Bearer ${await tokenOf(day.server, 'supervisor1')}` }
    const given = await fetch(`${day.server.url}/api/records?kind=task&field.assignee=p-present2`, { headers })
    expect(((await given.json()) as RecordPage).rows.map(({ state, title }) => [state, title.zh])).toEqual([
      ['dispatched', expect.stringContaining('清理桥下杂物')],
    ])
    const [roster] = await records('roster_entry', 'free1')
    expect(roster?.fields['days']).toMatchObject([{ substituteFor: 'p-late1' }])
  })
})
