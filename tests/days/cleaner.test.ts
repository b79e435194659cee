import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordPage } from '../../domain/api.ts'
import { HOUR, MINUTE } from '../../domain/clock.ts'
import type { Fields } from '../../domain/record/event.ts'
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
  it('[SHIFT61] a killed phone is back in the running shift; the break is a button as big as the way home', async () => {
    await phone.reopen()
    await mark('shift-running').waitFor(PATIENCE)
    await standAt(road.lat, road.lon)
    await mark('take-break').click()
    await phone.page.locator('[data-testid="shift-running"][data-state="on_break"]').waitFor(PATIENCE)
    await mark('take-break').click()
    await phone.page.locator('[data-testid="shift-running"][data-state="on_duty"]').waitFor(PATIENCE)
    const [rest, out] = [await mark('take-break').boundingBox(), await mark('clock-out').boundingBox()]
    expect(rest?.height).toBeGreaterThanOrEqual(out?.height ?? 0)
  })
  it('[SHIFT62] on to another route', async () => {
    await mark('change-route').click()
    await mark('pick-route').first().click()
    await mark('route-sheet').waitFor({ state: 'detached' })
  })
  it('[SHIFT63] a call for help without a network says that nobody has been told, and offers 110 and 120', async () => {
    await mark('sos').click()
    await mark('sos-send').click()
    await phone.page.locator('[data-testid="sos-state"][data-told="false"]').waitFor(PATIENCE)
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
  })
})
