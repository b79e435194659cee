import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Day, newDay } from '../support/day.ts'

/** The desk of the district and of the paying office: a sample drawn again, one sent back, the rest accepted, paid rows tried. */
describe('sample, acceptance and payment', () => {
  let day: Day
  beforeAll(async () => {
    day = await newDay()
  })
  afterAll(() => day.end())

  it('[RURAL6] [RURAL5] draws the same sample again, sends one back and accepts the rest', async () => {
    const { page } = await day.desk('accept1')
    await page.getByTestId('nav-village').click()
    const sample = async (number: string) => {
      await page.getByTestId('sample-number').fill(number)
      await expect.poll(() => page.getByTestId('sample-row').count(), { timeout: 20_000 }).toBeGreaterThan(0)
      return page.getByTestId('sample-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-record')))
    }
    await page.getByTestId('sample-number').waitFor({ timeout: 30_000 })
    const first = await sample('4711')
    await sample('4712')
    expect(await sample('4711')).toEqual(first)

    // A draw that hits one still to be judged: it fails, and goes back with what is to be mended.
    for (let n = 1; n < 60 && (await page.getByTestId('sample-fail').count()) === 0; n++) await sample(String(n))
    const failed = page.locator('[data-testid=sample-row]', { has: page.getByTestId('sample-fail') }).first()
    const record = await failed.getAttribute('data-record')
    await failed.getByTestId('sample-fail').click()
    await page.getByTestId('sample-what').fill('盖板没有盖严')
    await page.getByTestId('sample-send').click()
    await expect
      .poll(() => page.locator(`[data-testid=sample-row][data-record="${record}"]`).count(), { timeout: 20_000 })
      .toBe(0)
    while ((await page.getByTestId('sample-pass').count()) > 0) {
      const before = await page.getByTestId('sample-row').filter({ hasText: '还没看' }).count()
      await page.getByTestId('sample-row').filter({ hasText: '还没看' }).first().getByTestId('sample-pass').click()
      await expect
        .poll(() => page.getByTestId('sample-row').filter({ hasText: '还没看' }).count(), { timeout: 20_000 })
        .toBeLessThan(before)
      if (before === 1) break
    }
    await page.getByTestId('accept-all').click()
    await expect.poll(() => page.getByTestId('accept-said').textContent(), { timeout: 30_000 }).toContain('办好')
  }, 120_000)

  it('[RURAL13] a paid list is only tried at first, and each bad row says why', async () => {
    const { page } = await day.desk('finance1')
    await page.getByTestId('nav-village').click()
    await page.getByTestId('payable').waitFor({ timeout: 30_000 })
    const rows = '档案号,发放日期\r\n不存在,2026-11-20\r\n'
    await page
      .getByTestId('pay-file')
      .setInputFiles({ name: 'paid.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
    await expect
      .poll(() => page.getByTestId('pay-trial').textContent(), { timeout: 15_000 })
      .toContain('什么都还没有写入')
    expect(await page.getByTestId('pay-bad').textContent()).toContain('本村没有这个档案号')
  }, 90_000)
})
