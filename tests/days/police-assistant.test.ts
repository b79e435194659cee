import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from '../support/axe.ts'
import { badgeOf, type Day, newDay } from '../support/day.ts'
import { tokenOf } from '../support/server.ts'

/** The day of a police assistant, in real Chromium against the real server: offline means cut at the proxy as well. */
describe('a home visit written in a dead stairwell reaches the desk', () => {
  let day: Day
  beforeAll(async () => {
    day = await newDay()
  })
  afterAll(() => day.end())

  it('[SAVE1] [OUT1] [DESK1] [START7] offline → saved → killed and reopened → received → returned → mended', async () => {
    const phone = await day.phone('police1')
    let { page } = phone
    await page.getByTestId('nav-records').click()
    await page.getByTestId('search').fill('105号楼 1单元 701')
    await expect.poll(() => page.getByTestId('record-row').count(), { timeout: 20_000 }).toBeGreaterThan(0)

    // The stairwell: no network, and the socket cut.
    await phone.goOffline()
    const sent = phone.bytesSent()
    await page.getByTestId('nav-today').click()
    await page.getByTestId('new-home_visit').click()
    await page.getByTestId('choose-householdId').click()
    await page.getByTestId('sheet-search').fill('105号楼 1单元 701')
    await page.getByTestId('option').first().click()
    await page.getByTestId('field-result').getByText('拒绝走访').click()
    await page.getByTestId('save-record').click()
    await page.getByTestId('saved-here').getByText('已保存在本机').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByTestId('saved-done').click()
    expect(await badgeOf(page).getAttribute('data-waiting')).toBe('2')
    expect(phone.bytesSent()).toBe(sent)

    // The phone dies, and is opened again without a network.
    await phone.reopen()
    page = phone.page
    await expect.poll(() => badgeOf(page).getAttribute('data-waiting'), { timeout: 15_000 }).toBe('2')
    const row = page.getByTestId('record-row').filter({ hasText: '105号楼 1单元 701' }).first()
    await row.getByText('待上报').waitFor()
    const record = await row.getAttribute('data-record')

    // The officer's desk is open when the network comes back.
    const { page: desk } = await day.desk('officer1')
    await phone.goOnline()
    await expect.poll(() => badgeOf(page).getAttribute('data-waiting'), { timeout: 30_000 }).toBe('0')
    const seen = desk.locator(`tr[data-record="${record}"]`)
    await seen.waitFor({ timeout: 5000 })
    await seen.click()

    // One field goes back with a reason; only that is owed again.
    await desk.getByTestId('pick-result').check()
    await desk.getByTestId('return-note').fill('邻居说家里有人')
    await desk.getByTestId('return').click()
    await page.locator(`a[data-record="${record}"]`).filter({ hasText: '需处理' }).first().click()
    await page.getByTestId('returned-reason').getByText('邻居说家里有人').waitFor()
    await page.getByTestId('field-result').getByText('家中无人').click()
    expect(await page.getByTestId('field-householdId').count()).toBe(0)
    await page.getByTestId('save-record').click()
    await page.getByTestId('saved-here').waitFor()
    await desk.getByTestId('value-result').getByText('家中无人').waitFor({ timeout: 15_000 })
    await desk.getByTestId('verify').click()
    await desk.getByTestId('verify').waitFor({ state: 'detached' })
  })

  it('[DOOR4] [DOOR5] [DOOR6] [DOOR8] [DOOR9] [START7] at the doors without a network: a new home, one found empty, one split and merged, what was told', async () => {
    const phone = await day.phone('police2')
    await phone.page.getByTestId('coverage').waitFor({ timeout: 60_000 })
    const before = Number(await phone.page.getByTestId('coverage').getAttribute('data-of'))
    await phone.goOffline()
    const sent = phone.bytesSent()
    let { page } = phone
    const building = (name: string) => page.getByTestId('building').filter({ hasText: new RegExp(`^${name}`) })

    // A door that the register does not know: the visit makes its entry.
    await page.getByTestId('open-doors').click()
    await building('2号楼').click()
    await page.getByTestId('new-door').click()
    await page.getByTestId('field-result').getByText('家中无人').click()
    await page.getByTestId('field-roomNo').locator('input').fill('801')
    await page.getByTestId('field-addressText').locator('input').fill('2号楼 1单元 801')
    await page.getByTestId('save-record').click()
    await page.getByTestId('saved-here').waitFor()
    expect(await badgeOf(page).getAttribute('data-waiting')).toBe('3')
    await page.getByTestId('saved-done').click()
    await page.getByTestId('open-doors').click()
    await building('2号楼').click()
    const fresh = page.getByTestId('door').filter({ hasText: '801' })
    await fresh.waitFor()
    expect(await fresh.getAttribute('data-mark')).toBe('other')

    // One that is empty now: visit and change in one act, and it is in no share any more.
    const lived = page.locator('[data-testid=door]:not([data-mark=vacant]):not([data-mark=other])').first()
    const home = await lived.getAttribute('data-door')
    await lived.click()
    await page.getByTestId('field-result').getByText('空置').click()
    await page.getByTestId('tenancy-note').waitFor()
    await page.getByTestId('field-antiFraud').getByText('刷单返利').click()
    await page.getByTestId('told-open').click()
    await page.getByTestId('told-card').getByText('垫进去的钱拿不回来').waitFor()
    await page.getByTestId('sheet-close').click()
    await page.getByTestId('save-record').click()
    await page.getByTestId('saved-here').waitFor()
    expect(await badgeOf(page).getAttribute('data-waiting')).toBe('7')

    // One was split in two, and took in the home beside it: four entries and the visit, one act.
    await page.getByTestId('saved-done').click()
    await page.getByTestId('open-doors').click()
    await building('2号楼').click()
    const old = page.locator('[data-testid=door]:not([data-mark=vacant]):not([data-mark=other])').first()
    const parted = await old.getAttribute('data-door')
    await old.click()
    await page.getByTestId('field-result').getByText('家中无人').click()
    await page.getByTestId('field-registryChange').getByText('分户').click()
    await page.getByTestId('field-splitRooms').locator('input').fill('901甲，901乙')
    await page.getByTestId('split-doors').getByText('901甲、901乙').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByTestId('field-registryChange').getByText('合户').click()
    await page.getByTestId('choose-mergedHome').click()
    await page.getByTestId('option').first().click()
    await page.getByTestId('save-record').click()
    await page.getByTestId('saved-here').waitFor()
    const waiting = await badgeOf(page).getAttribute('data-waiting')
    expect(Number(waiting)).toBeGreaterThanOrEqual(7 + 2 + 1 + 1 + 2)
    expect(phone.bytesSent()).toBe(sent)

    // Killed and opened again: all of it is there, and then at the office.
    await phone.reopen()
    page = phone.page
    await expect.poll(() => badgeOf(page).getAttribute('data-waiting'), { timeout: 20_000 }).toBe(waiting)
    await expect
      .poll(async () => Number(await page.getByTestId('coverage').getAttribute('data-of')), { timeout: 20_000 })
      .toBe(before - 3)
    await phone.goOnline()
    await expect.poll(() => badgeOf(page).getAttribute('data-waiting'), { timeout: 45_000 }).toBe('0')
    const headers = { authorization: `Bearer ${await tokenOf(day.server, 'officer1')}` }
    const ask = async (query: string) =>
      (await (await fetch(`${day.server.url}/api/records?kind=household&${query}`, { headers })).json()) as {
        rows: { id: string; title: { zh: string } }[]
      }
    await expect
      .poll(async () => (await ask('state=proposed')).rows.some((row) => row.title.zh.includes('801')), {
        timeout: 20_000,
      })
      .toBe(true)
    const titles = (await ask('state=proposed')).rows.map((row) => row.title.zh)
    expect(['901甲', '901乙'].filter((room) => !titles.some((title) => title.endsWith(room)))).toEqual([])
    expect((await ask('state=changed')).rows.map(({ id }) => id)).toEqual(expect.arrayContaining([home, parted]))
    expect(before - Number(await page.getByTestId('coverage').getAttribute('data-of'))).toBe(3)
  })
})
