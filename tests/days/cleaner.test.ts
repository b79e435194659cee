import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordAnswer, RecordPage } from '../../domain/api.ts'
import { HOUR, isoDate, isoWeekOf, MINUTE } from '../../domain/clock.ts'
import { asPerson, type EventId, newEventId, type PersonId, recordOf } from '../../domain/ids.ts'
import type { ClientEvent, Fields } from '../../domain/record/event.ts'
import { roomName } from '../../domain/room/names.ts'
import { resolutions } from '../../domain/shift/appeal.ts'
import { axeFaults } from '../support/axe.ts'
import { badgeOf, type Day, type DayPhone, newDay } from '../support/day.ts'
import { publishShift, roadsOf } from '../support/roster.ts'
import { tokenOf } from '../support/server.ts'

/** Milliseconds within which the shift is there after the button was pressed. */
const PATIENCE = { timeout: 30_000 }

describe('a cleaner’s day', () => {
  let day: Day
  let phone: DayPhone
  let road: { readonly id: string; readonly lat: number; readonly lon: number }
  beforeAll(async () => {
    day = await newDay()
    const [first] = await roadsOf(day.server, await tokenOf(day.server, 'leader1'), '370303005')
    if (!first) throw new Error('the demo has no road')
    road = first
    const start = Date.now() - 5 * MINUTE
    // Somebody new: the demo's own cleaners have clocked in today already.
    day.server.people.add(
      { id: 'p-sweeper1', name: '示例新', account: 'sweeper1', password: 'xunji-demo', leader: 'p-leader1' },
      [{ role: 'cleaner', area: '370303005', from: 0 }],
    )
    await publishShift(day.server, 'leader1', 'sweeper1', { start, end: start + 5 * HOUR, routeIds: [first.id] })
    phone = await day.phone('sweeper1')
  }, 120_000)
  afterAll(() => day.end())

  const mark = (name: string) => phone.page.getByTestId(name)
  const standAt = (lat: number, lon: number, accuracy = 8) =>
    phone.page.context().setGeolocation({ latitude: lat, longitude: lon, accuracy })
  const fence = (state: string) =>
    phone.page.locator(`[data-testid="fence-state"][data-state="${state}"]`).waitFor(PATIENCE)
  async function shifts(): Promise<RecordPage['rows']> {
    const headers = { authorization: `Bearer ${await tokenOf(day.server, 'leader1')}` }
    const answer = await fetch(`${day.server.url}/api/records?kind=shift&field.workerId=p-sweeper1`, { headers })
    return ((await answer.json()) as RecordPage).rows.filter(({ createdBy }) => createdBy === 'p-sweeper1')
  }
  const rows = async () =>
    ((await shifts())[0]?.fields['events'] ?? []) as readonly (Fields & { readonly place?: Fields })[]

  it('[SHIFT60] without a network, far from the route: one tap says 外勤, one more a reason, and nobody is refused', async () => {
    await phone.goOffline()
    await fence('outside')
    await mark('clock-in').click()
    await mark('note-awayHelp').click()
    await mark('shift-running').waitFor(PATIENCE)
    expect(Number(await badgeOf(phone.page).getAttribute('data-waiting'))).toBeGreaterThan(0)
  })
  it('[SHIFT61] [START7] a killed phone is back in the running shift; the break is a button as big as the way home', async () => {
    await phone.reopen()
    await mark('shift-running').waitFor(PATIENCE)
    await standAt(road.lat, road.lon)
    await mark('take-break').click()
    await phone.page.locator('[data-testid="shift-running"][data-state="on_break"]').waitFor(PATIENCE)
    await mark('take-break').click()
    await phone.page.locator('[data-testid="shift-running"][data-state="on_duty"]').waitFor(PATIENCE)
    expect(await axeFaults(phone.page)).toEqual([])
    const [rest, out] = [await mark('take-break').boundingBox(), await mark('clock-out').boundingBox()]
    expect(rest?.height).toBeGreaterThanOrEqual(out?.height ?? 0)
  })
  it('[SHIFT62] on to another route', async () => {
    await mark('change-route').click()
    await mark('pick-route').first().click()
    await mark('route-sheet').waitFor({ state: 'detached' })
  })
  it('[SHIFT63] [START7] a call for help without a network says that nobody has been told, and offers 110 and 120', async () => {
    await mark('sos').click()
    await mark('sos-send').click()
    await phone.page.locator('[data-testid="sos-state"][data-told="false"]').waitFor(PATIENCE)
    expect(await axeFaults(phone.page)).toEqual([])
    expect(await mark('sos-state').textContent()).toContain('还没有人知道')
    expect(await mark('call-110').getAttribute('href')).toBe('tel:110')
    expect(await mark('call-leader').getAttribute('href')).toMatch(/^tel:100\d{8}$/)
    await mark('sos-cancel').click()
    await mark('shift-running').waitFor(PATIENCE)
  })
  it('[SHIFT64] a tap on SOS only asks; held for three seconds it calls', async () => {
    // Where the finger comes down must be in sight, and stay there while it holds.
    await mark('sos').scrollIntoViewIfNeeded()
    const box = await mark('sos').boundingBox()
    await phone.page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 20)
    await phone.page.mouse.down()
    await mark('sos-state').waitFor(PATIENCE)
    await phone.page.mouse.up()
    await mark('sos-cancel').click()
    await mark('shift-running').waitFor(PATIENCE)
  })
  it('[SHIFT65] before the end of the plan it asks once; then the day is over and nothing is lost', async () => {
    await mark('clock-out').click()
    await mark('clock-out-early').click()
    await mark('shift-over').waitFor(PATIENCE)
    await phone.goOnline()
    await phone.page.locator('[data-testid="sync-status"][data-waiting="0"]').waitFor(PATIENCE)
    await day.server.projection.caughtUp()
    const [shift] = await shifts()
    expect(shift?.state).toBe('off_duty')
    const clock = await rows()
    expect(clock.map(({ clockType }) => clockType)).toEqual(['in', 'break_start', 'break_end', 'transfer', 'out'])
    expect(clock[0]?.place).toMatchObject({ fence: 'outside', rule: 'fence-1', acc: 12 })
    expect(Number(clock[0]?.place?.['metres'])).toBeGreaterThan(100)
    expect(shift?.problems).toBe(0)
    // [SHIFT85] The desk sees the same, with the line that was written.
    expect(shift?.marks).toContainEqual(
      expect.objectContaining({ type: 'far', move: 'clock_in', reason: '支援别的路段' }),
    )
  })
  it('[SHIFT87] marked absent for yesterday he appeals without a network, and reads what a supervisor decided', async () => {
    const [worker, leader] = [asPerson('p-sweeper1'), asPerson('p-leader1')]
    const room = roomName({ type: 'worker', person: worker, ...isoWeekOf(Date.now()) })
    const at = Date.now()
    const write = async (by: PersonId, events: readonly { readonly id: EventId; readonly event: ClientEvent }[]) => {
      const outcome = await day.server.rooms.write({ person: by, grants: day.server.people.grantsOf(by) }, room, events)
      expect(outcome.ok && outcome.value.refused).toEqual([])
    }
    const id = newEventId(at)
    const record = recordOf(id)
    const start = at - 26 * HOUR
    const act = { by: leader, role: 'team_leader', at }
    const plan = { plannedStart: start, plannedEnd: start + 8 * HOUR, date: isoDate(start), shiftType: 'day' }
    const planned = { workerId: worker, ...plan, mode: 'walking', routeIds: [road.id] }
    const absent = { record, ...act, base: [id], move: 'mark_absent', to: 'absent', note: '电话没人接' }
    await write(leader, [
      { id, event: { type: 'create', kind: 'shift', version: 1, area: '370303005', ...act, set: planned } },
      { id: newEventId(at + 1), event: { type: 'move', ...absent } },
    ])
    const contest = phone.page.locator(`[data-testid="contest"][data-record="${record}"]`)
    await contest.waitFor(PATIENCE)
    expect(await contest.textContent()).toContain('电话没人接')
    await phone.goOffline()
    await contest.click()
    await mark('contest-save').click()
    await mark('contest-reason').fill('我在路上，手机没电了，李姐看到我。')
    await mark('contest-save').click()
    await mark('saved-here').waitFor(PATIENCE)
    await mark('saved-done').click()
    await mark('contested').waitFor(PATIENCE)
    await phone.goOnline()
    await phone.page.locator('[data-testid="sync-status"][data-waiting="0"]').waitFor(PATIENCE)
    await day.server.projection.caughtUp()
    const headers = { authorization: `Bearer ${await tokenOf(day.server, 'supervisor1')}` }
    const path = `${day.server.url}/api/records/${encodeURIComponent(room)}/${record}`
    const { record: shift } = (await (await fetch(path, { headers })).json()) as RecordAnswer
    expect([shift.state, shift.problems, (shift.fields['appeal'] as Fields)['exception']]).toEqual([
      'disputed',
      [],
      'absent',
    ])
    const supervisor = asPerson('p-supervisor1')
    const decided = { by: supervisor, role: 'supervisor', at: Date.now(), note: '核实了，那天在岗' }
    const set = resolutions(shift, supervisor)[0]?.set ?? {}
    const [hours, { note: _, ...by }] = [newEventId(at + 2), decided]
    const resolve = { record, ...decided, base: [hours], move: 'resolve', to: 'confirmed' }
    await write(supervisor, [
      { id: hours, event: { type: 'set', record, ...by, base: shift.heads, set } },
      { id: newEventId(at + 3), event: { type: 'move', ...resolve } },
    ])
    await mark('contest-settled').getByText('核实了，那天在岗').waitFor(PATIENCE)
  })
  it('[SHIFT86] turned off by the office while the phone was away: back in the network nothing asks him to clock in', async () => {
    await mark('clock-again').click()
    await mark('clock-in').waitFor(PATIENCE)
    await phone.goOffline()
    const headers = {
      authorization: `Bearer ${await tokenOf(day.server, 'admin')}`,
      'content-type': 'application/json',
    }
    const said = { id: 'clock_in', book: 'worker', area: '370303005', on: false, ground: '' }
    const url = `${day.server.url}/api/admin/switches`
    expect((await fetch(url, { method: 'POST', headers, body: JSON.stringify(said) })).status).toBe(204)
    expect(await mark('clock-in').count()).toBe(1)
    await phone.goOnline()
    await mark('clock-in').waitFor({ state: 'detached', ...PATIENCE })
    for (const gone of ['missed-clock', 'new-clock_fix', 'why-clock']) expect(await mark(gone).count()).toBe(0)
    await mark('new-leave_request').waitFor()
  })
})
