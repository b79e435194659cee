import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { badgeOf, type Day, newDay } from '../support/day.ts'

let day: Day
beforeAll(async () => {
  day = await newDay()
})
afterAll(() => day.end())

/** Counts what a finger does, beginning with the tap on the app's icon; what it waits for is no tap. */
function counter() {
  let taps = 1
  return {
    taps: () => taps,
    tap: async (what: Locator): Promise<void> => {
      taps++
      await what.click({ timeout: 20_000 })
    },
  }
}
/** The 40th of the homes in the order of the grid: buildings by number, floors from the top. */
const BUILDING = '3号楼'
const DOOR = 40 - 2 * 14
const onGrid = async (page: Page, tap: (what: Locator) => Promise<void>): Promise<void> => {
  await tap(page.getByTestId('open-doors'))
  await tap(page.getByTestId('building').filter({ hasText: new RegExp(`^${BUILDING}`) }))
}

it('[DOOR2] [DOOR3] the 40th home from the app’s icon, without a network: nobody home, and met with a hazard', async () => {
  const phone = await day.phone('police1')
  await phone.page.getByTestId('coverage').waitFor({ timeout: 60_000 })
  await phone.goOffline()
  await phone.reopen()
  const { page } = phone

  const nobody = counter()
  await onGrid(page, nobody.tap)
  await nobody.tap(page.getByTestId('door').nth(DOOR - 1))
  await nobody.tap(page.getByTestId('field-result').getByText('家中无人'))
  await nobody.tap(page.getByTestId('save-record'))
  await page.getByTestId('saved-here').waitFor()
  expect(nobody.taps()).toBeLessThanOrEqual(6)
  expect(await badgeOf(page).getAttribute('data-waiting')).toBe('2')

  await page.goto(phone.url)
  await page.getByTestId('coverage').waitFor({ timeout: 30_000 })
  const met = counter()
  await onGrid(page, met.tap)
  await met.tap(page.getByTestId('door').nth(DOOR - 1))
  await met.tap(page.getByTestId('field-result').getByText('已见面'))
  await met.tap(page.getByTestId('field-metRole').getByText('户主'))
  const residents = page.getByTestId('field-residentCount')
  if (!(await residents.locator('input').inputValue())) await met.tap(residents.getByRole('button').last())
  await met.tap(page.getByTestId('field-hazard').locator('.opens'))
  await met.tap(page.locator('dialog .option').filter({ hasText: '燃气隐患' }))
  await met.tap(page.getByTestId('sheet-done'))
  await met.tap(page.getByTestId('field-severity').getByText('一般'))
  if ((await page.getByTestId('owed').textContent()) !== '填好了')
    await met.tap(page.getByTestId('field-noticeGiven').getByText('是', { exact: true }))
  expect(await page.getByTestId('owed').textContent()).toBe('填好了')
  await met.tap(page.getByTestId('save-record'))
  await page.getByTestId('saved-here').waitFor()
  expect(met.taps()).toBeLessThanOrEqual(14)
})
