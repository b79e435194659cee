import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from '../support/axe.ts'
import { badgeOf, type Day, newDay } from '../support/day.ts'

const HEAD = '档案号,户主,家庭人口,改造前类型,现厕类型,联系电话'
const ROLL = [HEAD, 'N901,示例甲,4,旱厕,旱厕', 'N902,示例乙,四口,旱厠,旱厕,100300009021234567890'].join('\r\n')

/** The day of a village clerk: the list in the morning, a stage where there is no network, the list on the wall. */
describe('a village clerk', () => {
  let day: Day
  beforeAll(async () => {
    day = await newDay()
  })
  afterAll(() => day.end())

  it('[RURAL8] [RURAL16] [RURAL20] [START7] imports a list, checks a tank offline with its numbers and photo, and posts the list', async () => {
    const phone = await day.phone('village1')
    const { page } = phone
    const textOf = (mark: string) => page.getByTestId(mark).textContent()

    // The list is tried first: a row is mended on the page, nothing is written before somebody says so.
    await page.getByTestId('village-link').click()
    await page.getByTestId('to-import').click()
    await page
      .getByTestId('import-file')
      .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(ROLL) })
    await expect.poll(() => textOf('import-good'), { timeout: 15_000 }).toBe('1 行')
    expect(await textOf('import-trial')).toContain('只是试算，什么都还没有写入')
    const fault = (field: string) => page.locator(`[data-testid=import-fault][data-row="3"][data-field=${field}]`)
    expect(await fault('before').textContent()).toContain('可能是“旱厕”')
    // A number that is too long is not shown to whoever stands behind her.
    expect(await fault('phone').textContent()).not.toContain('100300009021234567890')
    await fault('phone').getByTestId('import-show').click()
    expect(await fault('phone').textContent()).toContain('100300009021234567890')
    await fault('phone').getByRole('textbox').fill('10030000902')
    await fault('phone').getByRole('textbox').press('Enter')
    await fault('before').getByRole('button').click()
    await fault('familySize').getByRole('textbox').fill('4')
    await fault('familySize').getByRole('textbox').press('Enter')
    await expect.poll(() => textOf('import-good')).toBe('2 行')
    await page.getByTestId('import-write').click()
    await page.getByTestId('import-said').waitFor()
    expect(await textOf('import-said')).toContain('写好了 2 户')

    // No network from here on. What is due stands on today: a tank, with its numbers and its photo, in eight taps at most.
    await page.goto(phone.url)
    const due = page.getByTestId('record-row').filter({ hasText: '池体验收' }).first()
    await page.getByTestId('record-row').first().waitFor({ timeout: 20_000 })
    for (let n = 0; n < 4 && (await due.count()) === 0; n++) await page.getByTestId('more-rows').click()
    await due.waitFor()
    await phone.goOffline()
    for (let n = 0; n < 4 && (await due.count()) === 0; n++) await page.getByTestId('more-rows').click()
    let taps = 0
    const tap = async (mark: string) => {
      await page.getByTestId(mark).first().click()
      taps++
    }
    const measure = async (field: string, value: string) => {
      await page.getByTestId(`field-${field}`).getByRole('textbox').click()
      taps++
      await page.keyboard.type(value)
    }
    await due.click()
    taps++
    await page.locator('[data-testid=stage-tank_checked][data-at=now]').waitFor()
    await page.getByText('盖板以前看，看完再盖').waitFor()
    await tap('all-pass')
    await measure('effectiveVolume', '2.6')
    await measure('effectiveDepth', '0.9')
    await page.getByTestId('field-effectiveDepth').getByText('不够，至少 1 m').waitFor()
    expect(await axeFaults(page)).toEqual([])
    // The button names what is missing, and brings it; a norm marks the number and refuses nothing.
    await tap('next-check_tank')
    await tap('photo-shoot')
    await tap('move-tank_checked')
    await page.locator('[data-testid=stage-finished_checked][data-at=now]').waitFor()
    expect(taps).toBeLessThanOrEqual(8)

    // The list hangs: the households are told apart by their files, and the rate follows.
    await page.goto(`${phone.url}/village`)
    await page.getByTestId('post-all').click()
    await page.getByTestId('village-said').waitFor()
    await expect.poll(() => page.getByTestId('to-post').count()).toBe(0)
    await page.goto(phone.url)
    await badgeOf(page).waitFor()
    expect(Number(await badgeOf(page).getAttribute('data-waiting'))).toBeGreaterThan(10)
    await phone.goOnline()
    await expect.poll(() => badgeOf(page).getAttribute('data-waiting'), { timeout: 40_000 }).toBe('0')
  }, 120_000)
})
