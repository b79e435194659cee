import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isoDate } from '../../domain/clock.ts'
import { type Day, newDay } from '../support/day.ts'
import { atNight } from '../support/night.ts'

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
    await page.locator('[data-testid=village-row][data-area="370303008200"]').click({ timeout: 30_000 })
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
    // Draws until a tenth has been looked at: what was accepted without a look is in the lists as well.
    const unseen = page.getByTestId('sample-row').filter({ hasText: '还没看' }).first()
    const accept = page.getByTestId('accept-all')
    for (let n = 1; n < 200 && !(await accept.isVisible()); n++) {
      await sample(String(n))
      while ((await unseen.count()) > 0) {
        const next = await unseen.getAttribute('data-record')
        await unseen.getByTestId('sample-pass').click()
        await page
          .locator(`[data-testid=sample-row][data-record="${next}"]`)
          .filter({ hasText: '还没看' })
          .waitFor({ state: 'detached', timeout: 20_000 })
      }
    }
    await accept.click()
    await expect.poll(() => page.getByTestId('accept-said').textContent(), { timeout: 30_000 }).toContain('办好')
  }, 120_000)

  it('[RURAL18] the town draws its own sample where there is no network; what it decides stands beside each home', async () => {
    const phone = await day.phone('inspector1')
    const { page } = phone
    await page.getByTestId('filling').waitFor({ state: 'detached', timeout: 30_000 })
    await phone.goOffline()
    await page.getByTestId('sample-link').click()
    const drawn = () =>
      page.getByTestId('sample-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-record')))
    const waiting = page.getByTestId('sample-row').filter({ hasText: '还没看' })
    let number = 0
    do {
      await page.getByTestId('sample-number').fill(String(++number))
      await page.getByTestId('sample-row').first().waitFor({ timeout: 20_000 })
    } while ((await waiting.count()) === 0 && number < 60)
    const before = await drawn()
    const home = await waiting.first().getAttribute('data-record')
    await waiting.first().click()
    await page.getByTestId('next-town_check').click()
    await page.getByTestId('field-inUse').getByText('是', { exact: true }).click()
    await page.getByTestId('move-town_checked').click()
    await page.getByTestId('move-town_checked').waitFor({ state: 'detached' })
    // The same number draws the same homes, with what became of them.
    await page.goto(`${phone.url}/sample?number=${number}`)
    await page.locator(`[data-testid=sample-row][data-record="${home}"]`).getByText('合格', { exact: true }).waitFor()
    expect(await drawn()).toEqual(before)
    expect(await page.getByTestId('sample-counts').textContent()).toMatch(/合格 [1-9]/)
  })

  it.runIf(atNight)(
    '[WC27] the district accepts a building on the spot, where it is sent: points, a signature, no network',
    async () => {
      const phone = await day.phone('accept1')
      const { page } = phone
      const due = page.getByTestId('record-row').filter({ hasText: '科苑广场公厕' })
      await due.waitFor({ timeout: 30_000 })
      await phone.goOffline()
      await due.click()
      await page.getByTestId('field-acceptScore').locator('input').fill('79')
      await page.getByTestId('next-accept').getByText('接着填：区级验收签字').click()
      const frame = await page.getByTestId('field-signDistrict').locator('svg').boundingBox()
      if (!frame) throw new Error('no frame to sign in')
      await page.mouse.move(frame.x + 20, frame.y + 30)
      await page.mouse.down()
      await page.mouse.move(frame.x + 90, frame.y + 60, { steps: 4 })
      await page.mouse.up()
      await page.getByTestId('stage-blocked').getByText('不到 80 分不能验收').waitFor()
      await page.getByTestId('field-acceptScore').locator('input').fill('86')
      await page.getByTestId('move-accepted').click()
      await page.getByText('由调度主管办').waitFor()
    },
  )

  it('[RURAL13] [RURAL19] what may be paid goes out as a list, comes back with its days, and only good rows are written', async () => {
    const { page } = await day.desk('finance1')
    await page.getByTestId('nav-village').click()
    await expect.poll(() => page.getByTestId('payable').textContent(), { timeout: 30_000 }).toMatch(/可以发放 [1-9]/)
    const fetched = async (mark: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(mark).click()])
      return readFileSync(await download.path())
    }
    const served = page.getByTestId('stage-in_service').locator('b')
    const servedBefore = Number(await served.textContent())
    const lines = String(await fetched('pay-csv'))
      .trim()
      .split(/\r?\n/)
    const payable = lines.slice(1)
    expect(payable.length).toBeGreaterThan(1)
    // No telephone leaves the house.
    expect(lines[0]).not.toContain('电话')
    expect((await fetched('pay-xlsx')).subarray(0, 2).toString()).toBe('PK')

    const today = isoDate(Date.now())
    const back = [lines[0], ...payable.map((line) => `${line}${today}`), `9,不存在,,,,,${today}`].join('\r\n')
    const put = (text: string) =>
      page.getByTestId('pay-file').setInputFiles({ name: 'paid.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await put(back)
    await expect
      .poll(() => page.getByTestId('pay-trial').textContent(), { timeout: 15_000 })
      .toContain('什么都还没有写入')
    expect(await page.getByTestId('pay-bad').textContent()).toContain('本村没有这个档案号')
    expect(Number(await served.textContent())).toBe(servedBefore)
    await page.getByTestId('pay-write').click()
    await expect
      .poll(() => page.getByTestId('pay-said').textContent(), { timeout: 30_000 })
      .toContain(`办好 ${payable.length} 户`)
    // Paid is over at once: the server takes them into service.
    await expect
      .poll(async () => Number(await served.textContent()), { timeout: 30_000 })
      .toBe(servedBefore + payable.length)
    await put(back)
    await expect.poll(() => page.getByTestId('pay-bad').count(), { timeout: 15_000 }).toBe(payable.length + 1)
  }, 90_000)
})
