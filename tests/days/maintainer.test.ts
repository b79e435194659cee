import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { badgeOf, type Day, newDay, rowOf } from '../support/day.ts'
import { jpegOf } from '../support/jpeg.ts'
import { atNight } from '../support/night.ts'

/** The day of a maintainer: given a repair at the desk, done where there is no network, verified at the desk. */
// The keeper's day walks the same way with less: this one is for the night.
describe.runIf(atNight)('a repair with two photos, from the desk to the phone and back', () => {
  let day: Day
  beforeAll(async () => {
    day = await newDay()
  })
  afterAll(() => day.end())

  /** What the phone hashed of each photo, by label. */
  const hashes = (page: Page, label: string): Promise<readonly (string | null)[]> =>
    page
      .getByTestId(`photos-${label}`)
      .getByTestId('photo')
      .evaluateAll((photos) => photos.map((photo) => photo.getAttribute('data-sha256')))

  it('[DESK12] dispatched → accepted and done offline with two photos → arrived byte for byte → verified', async () => {
    const phone = await day.phone('repair1')
    let { page } = phone

    // The street's supervisor gives out what was reported first.
    const { page: desk } = await day.desk('supervisor1')
    await desk.getByTestId('nav-dispatch').click()
    const job = desk.getByTestId('board-reported').getByTestId('record-row').first()
    const record = (await job.getAttribute('data-record')) as string
    await job.click()
    await desk.getByTestId('move-dispatched').click()
    await desk.getByRole('alert').getByText('先选派给谁').waitFor()
    await desk.getByTestId('assignee-p-repair1').check()
    await desk.getByTestId('assign-word').fill('先围挡，再动手')
    await desk.getByTestId('move-dispatched').click()
    await desk.getByTestId('board-dispatched').locator(`[data-record="${record}"]`).waitFor()

    // It is on his phone without a reload, where its half hour to accept puts it; then the network is gone.
    await expect
      .poll(
        async () => {
          await page.getByTestId('nav-me').click()
          await page.getByTestId('nav-today').click()
          return rowOf(page, record).isVisible()
        },
        { timeout: 20_000, interval: 1000 },
      )
      .toBe(true)
    await phone.goOffline()
    const sent = phone.bytesSent()
    await rowOf(page, record).click()
    await page.getByTestId('move-accepted').click()
    await page.getByTestId('move-on_site').click()
    await page.getByTestId('field-photosBefore').click()
    await page.getByTestId('photo-shoot').click()
    await expect
      .poll(() => hashes(page, 'before'), { timeout: 20_000 })
      .toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
    expect(await page.getByTestId('move-done').count()).toBe(0)
    await page.getByTestId('field-photosAfter').click()
    const after = Buffer.from(jpegOf({ width: 2400, height: 1800, seed: 7, bytes: 300_000 }))
    await page.getByTestId('photo-file').setInputFiles({ name: 'after.jpg', mimeType: 'image/jpeg', buffer: after })
    await expect
      .poll(() => hashes(page, 'after'), { timeout: 20_000 })
      .toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
    const [before, done] = [await hashes(page, 'before'), await hashes(page, 'after')]
    const taken = [...before, ...done] as string[]

    // The phone dies and is opened again without a network: nothing is lost, and the work goes on.
    await phone.reopen()
    page = phone.page
    await page.getByTestId('nav-records').click()
    await rowOf(page, record).click()
    await expect.poll(async () => [...(await hashes(page, 'before')), ...(await hashes(page, 'after'))]).toEqual(taken)
    await page.getByTestId('move-done').click()
    await page.getByTestId('move-done').waitFor({ state: 'detached' })
    expect(phone.bytesSent()).toBe(sent)

    // Back in the yard. The desk hears of it, and what it downloads is what the phone hashed.
    await phone.goOnline()
    const lane = desk.getByTestId('board-done').locator(`[data-record="${record}"]`)
    await lane.waitFor({ timeout: 45_000 })
    await lane.click()
    const photos = desk.getByTestId('photos')
    await expect.poll(() => photos.getAttribute('data-arrived'), { timeout: 45_000 }).toBe('2')
    const sources = await photos
      .locator('img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).src))
    const downloaded = await Promise.all(
      sources.map(async (source) => {
        const answer = await desk.request.get(source)
        expect(answer.status()).toBe(200)
        return createHash('sha256')
          .update(await answer.body())
          .digest('hex')
      }),
    )
    expect([...downloaded].sort()).toEqual([...taken].sort())
    await desk.getByTestId('verify').click()
    await desk.getByTestId('board-verified').locator(`[data-record="${record}"]`).waitFor()

    // He reads it on the page that he has open, and nothing of his waits any more.
    await page.getByText('已验收').first().waitFor({ timeout: 20_000 })
    await page.goto(phone.url)
    await expect.poll(() => badgeOf(page).getAttribute('data-waiting'), { timeout: 20_000 }).toBe('0')
  })
})
