import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { badgeOf, type Day, newDay, rowOf } from '../support/day.ts'
import { atNight } from '../support/night.ts'

const HOME = '88号楼 1单元 601'

/** Two assistants work on one household where neither has a network. */
describe('one household, two assistants, no network', () => {
  let day: Day
  beforeAll(async () => {
    day = await newDay()
  })
  afterAll(() => day.end())

  async function findHome(page: Page): Promise<string> {
    await page.getByTestId('nav-records').click()
    await page.getByTestId('search').fill(HOME)
    // The list is narrowed a moment after the typing: until then its first home is another.
    const row = page.getByTestId('record-row').filter({ hasText: '户登记' }).filter({ hasText: HOME }).first()
    await row.waitFor({ timeout: 30_000 })
    return (await row.getAttribute('data-record')) as string
  }
  async function say(page: Page, record: string, tenancy: string): Promise<void> {
    await rowOf(page, record).click()
    await page.getByTestId('more-acts').click()
    await page.getByTestId('edit-record').click()
    await page.getByTestId('field-tenancy').getByText(tenancy, { exact: true }).click()
    await page.getByTestId('save-record').click()
    await page.getByTestId('saved-here').waitFor()
  }
  const conflict = (page: Page) => page.getByTestId('conflict-tenancy')

  it('[FOLD3] [DAY1] both see both values, by whom; one settles it, and both and the desk see that', async () => {
    const [one, two] = [await day.phone('police1'), await day.phone('police2')]
    const record = await findHome(one.page)
    expect(await findHome(two.page)).toBe(record)
    await one.goOffline()
    await two.goOffline()
    await say(one.page, record, '经营')
    await say(two.page, record, '未知')

    await one.goOnline()
    await two.goOnline()
    for (const phone of [one, two]) {
      await phone.page.getByTestId('saved-done').click()
      await expect.poll(() => badgeOf(phone.page).getAttribute('data-waiting'), { timeout: 30_000 }).toBe('0')
      await findHome(phone.page)
      await rowOf(phone.page, record).click()
      await conflict(phone.page).getByText('经营', { exact: true }).waitFor({ timeout: 15_000 })
      await conflict(phone.page).getByText('未知', { exact: true }).waitFor()
      await conflict(phone.page).getByText('孟示例').waitFor()
      await conflict(phone.page).getByText('连示例').waitFor()
    }

    await conflict(one.page).getByRole('button', { name: /未知/ }).click()
    await conflict(one.page).waitFor({ state: 'detached' })
    await conflict(two.page).waitFor({ state: 'detached', timeout: 15_000 })
    const { page: desk } = await day.desk('officer1')
    await desk.getByTestId('search').fill(HOME)
    await expect.poll(() => new URL(desk.url()).searchParams.get('q')).toBe(HOME)
    await desk.locator(`[data-record="${record}"]`).first().click()
    await desk.getByTestId('value-tenancy').getByText('未知').waitFor()
    // What the other wrote is still told.
    await desk.getByTestId('drawer').getByText('经营').first().waitFor()
  })

  it.runIf(atNight)('[OUT10] so does what they write into its restricted part', async () => {
    const [one, two] = [await day.phone('police1'), await day.phone('police2')]
    const record = await findHome(one.page)
    await findHome(two.page)
    await one.goOffline()
    await two.goOffline()
    for (const [phone, number] of [
      [one, '10000000011'],
      [two, '10000000022'],
    ] as const) {
      await rowOf(phone.page, record).click()
      await phone.page.getByTestId('more-acts').click()
      await phone.page.getByTestId('edit-record').click()
      await phone.page.getByTestId('field-ownerPhone').locator('input').fill(number)
      await phone.page.getByTestId('save-record').click()
      await phone.page.getByTestId('saved-here').waitFor()
    }
    await one.goOnline()
    await two.goOnline()
    const sides = (page: Page) => page.getByTestId('conflict-ownerPhone')
    for (const { page } of [one, two]) {
      await page.getByTestId('saved-done').click()
      await findHome(page)
      await rowOf(page, record).click()
      for (const words of ['10000000011', '10000000022', '孟示例', '连示例'])
        await sides(page).getByText(words).first().waitFor({ timeout: 30_000 })
    }
    await sides(one.page)
      .getByRole('button', { name: /10000000022/ })
      .click()
    for (const { page } of [one, two]) await sides(page).waitFor({ state: 'detached', timeout: 15_000 })
  })
})
