import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from '../support/axe.ts'
import { badgeOf, type Day, type DayPhone, newDay } from '../support/day.ts'
import { writeQrVideo } from '../support/qr-video.ts'

/** The day of a toilet keeper: her round without a network, what is broken told once, what was mended looked at. */
describe('toilets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xunji-camera-'))
  const camera = join(folder, 'seen.y4m')
  let day: Day
  let keeper: DayPhone
  beforeAll(async () => {
    writeQrVideo(camera, 'https://elsewhere.example/pay?id=7')
    day = await newDay({ camera })
    keeper = await day.phone('toilet1')
    await keeper.page.getByTestId('filling').waitFor({ state: 'detached', timeout: 30_000 })
  })
  afterAll(async () => {
    await day.end()
    rmSync(folder, { recursive: true, force: true })
  })

  const saved = async (page: Page): Promise<string> => {
    await page.getByTestId('saved-here').waitFor()
    return new URL(page.url()).pathname.split('/').at(-1) as string
  }
  const photoOf = async (page: Page, label: string): Promise<void> => {
    await page.getByTestId(`field-photos${label}`).click()
    await page.getByTestId('photo-shoot').click()
    await page
      .getByTestId(`photos-${label.toLowerCase()}`)
      .locator('[data-sha256]')
      .first()
      .waitFor({ timeout: 20_000 })
  }
  /** Opens a record that the phone has, also one that just came in. */
  async function openOn(phone: DayPhone, record: string): Promise<void> {
    await expect
      .poll(
        async () => {
          await phone.page.goto(`${phone.url}/record/${record}`)
          await badgeOf(phone.page).or(phone.page.locator('h1')).first().waitFor()
          return phone.page.getByText('没有找到').count()
        },
        { timeout: 30_000, interval: 1500 },
      )
      .toBe(0)
  }

  it('[WC14] [START7] a round offline: by the code at the door in two presses, a fault told once becomes a repair', async () => {
    const { page } = keeper
    // [SHIFT86] Her own clock is on her day as well.
    await page.getByTestId('own-clock').click()
    await page.getByTestId('shift').waitFor()
    await page.goBack()
    await page.getByTestId('new-toilet_check').click()
    await page.getByTestId('scan-list').click()
    const [first, second] = (await page
      .getByTestId('scan-row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-record')))) as string[]
    await page.getByTestId('scan-close').click()
    await keeper.goOffline()
    await page.getByTestId('offline-note').getByText('没有网络，照常开工').waitFor()

    // Two presses: the camera reads the code by itself.
    writeQrVideo(camera, `${keeper.url}/q/${first}`)
    await page.getByTestId('new-toilet_check').click()
    await page.getByTestId('scanned').getByText('门口二维码已扫').waitFor({ timeout: 20_000 })
    // Nothing is called good before somebody has said so.
    expect(await page.locator('[aria-pressed="true"]').count()).toBe(0)
    await page.getByTestId('all-fine').click()
    const fine = await saved(page)
    await page.getByTestId('saved-done').click()
    writeQrVideo(camera, 'https://elsewhere.example/pay?id=7')

    // The second toilet has a leak: only what is bad is told, the phone dies half-way, nothing is lost.
    await page.getByTestId('new-toilet_check').click()
    await page.getByTestId('scan-list').click()
    await page.locator(`[data-testid="scan-row"][data-record="${second}"]`).click()
    await page.getByTestId('field-floorClean').getByTestId('fail').click()
    await page.getByTestId('fault-leak').check()
    await keeper.reopen()
    const again = keeper.page
    await again.goto(`${keeper.url}/new/toilet_check?subject=${second}`)
    await expect.poll(() => again.getByTestId('fault-leak').isChecked(), { timeout: 20_000 }).toBe(true)
    await again.getByTestId('all-fine').click()
    await again.getByTestId('save-record').click()
    await again.getByTestId('field-faults').getByText('还没选').waitFor()
    expect(await axeFaults(again)).toEqual([])
    await again.getByTestId('impact-full_close').check()
    await again.getByTestId('notice-yes').check()
    await again.getByTestId('take-failed').click()
    await again.getByTestId('photo-shoot').click()
    await again.getByTestId('photos-failed').locator('[data-sha256]').first().waitFor({ timeout: 20_000 })
    await again.getByTestId('save-record').getByText('保存，并报修 1 项').click()
    const bad = await saved(again)
    await again.goto(`${keeper.url}/record/${second}`)
    await again.locator('[data-testid="toilet-state"][data-state="closed"]').waitFor()

    // The same leak seen once more is the same order.
    await again.goto(`${keeper.url}/new/toilet_check?subject=${second}`)
    await again.getByTestId('field-floorClean').getByTestId('fail').click()
    await again.getByTestId('fault-leak').check()
    await again.getByText('已经报过：漏水').waitFor()
    await again.getByTestId('field-faults').getByText('就是这个').click()
    await again.getByTestId('all-fine').click()
    await again.getByTestId('save-record').getByText('保存', { exact: true }).click()
    await saved(again)

    await keeper.goOnline()
    const rows = async (kind: string) => {
      const answer = await again.request.get(`${keeper.url}/api/records?kind=${kind}&limit=200`)
      return ((await answer.json()) as { rows: { id: string; state: string; fields: Record<string, unknown> }[] }).rows
    }
    // The office has closed what names its repair; the check knows the repair, the repair its check.
    await expect
      .poll(
        async () =>
          (await rows('toilet_check')).filter(({ id, state }) => [fine, bad].includes(id) && state === 'closed').length,
        {
          timeout: 45_000,
        },
      )
      .toBe(2)
    const repairs = (await rows('toilet_repair')).filter(({ fields }) => fields['sourceId'] === bad)
    expect(repairs.length).toBe(1)
    expect(repairs[0]?.fields['noticePosted']).toBe(true)
    const check = (await rows('toilet_check')).find(({ id }) => id === bad)
    expect(check?.fields['faults']).toMatchObject([{ fault: 'leak', impact: 'full_close', repairId: repairs[0]?.id }])
    expect(check?.fields['withinClass']).toBe(true)
  })

  it('[WC15] [START7] mended by the maintainer, sent back for more and verified on the keeper’s phone', async () => {
    const { page: desk } = await day.desk('supervisor1')
    await desk.getByTestId('nav-dispatch').click()
    const job = desk.getByTestId('board-reported').getByTestId('record-row').filter({ hasText: '漏水' }).first()
    const record = (await job.getAttribute('data-record')) as string
    await job.click()
    await desk.getByTestId('assignee-p-repair1').check()
    await desk.getByTestId('move-dispatched').click()
    await desk.getByTestId('board-dispatched').locator(`[data-record="${record}"]`).waitFor()

    const repairer = await day.phone('repair1')
    await openOn(repairer, record)
    const hands = repairer.page
    await hands.goto(repairer.url)
    await repairer.goOffline()
    await hands.goto(`${repairer.url}/record/${record}`)
    await hands.getByTestId('move-accepted').click()
    await hands.getByTestId('move-on_site').click()
    await photoOf(hands, 'Before')
    // A hose is missing: said by one press, waited for, gone on with.
    await hands.getByTestId('part-软管').check()
    await hands.getByTestId('move-waiting_parts').click()
    await hands.getByTestId('due').getByText('待配件').or(hands.getByText('待配件')).first().waitFor()
    await hands.getByTestId('move-on_site').click()
    await hands.getByTestId('next-finish').getByText('拍维修后').waitFor()
    expect(await axeFaults(hands)).toEqual([])
    expect(await hands.getByTestId('part-软管').isChecked()).toBe(true)
    await photoOf(hands, 'After')
    // When it can be used again is now, unless he says else; the button says what comes next.
    await hands.getByTestId('field-downTo').waitFor()
    await hands.getByTestId('move-done').getByText('完工，等验收').click()
    await hands.getByTestId('move-done').waitFor({ state: 'detached' })
    // Whoever mended it does not verify it.
    expect(await hands.getByTestId('move-verified').count()).toBe(0)
    await repairer.goOnline()

    const eyes = keeper.page
    await expect
      .poll(
        async () => {
          await eyes.goto(`${keeper.url}/record/${record}`)
          await eyes.locator('h1').first().waitFor()
          return eyes.getByTestId('move-verified').isVisible()
        },
        { timeout: 45_000, interval: 1500 },
      )
      .toBe(true)
    await eyes.getByTestId('move-rework').click()
    await eyes.getByTestId('move-note').fill('又'.repeat(10_000))
    await eyes.getByTestId('move-note-said').getByText('最多 4000 个字').waitFor()
    await eyes.getByTestId('move-note').fill('接头还在滴水')
    await eyes.getByTestId('confirm-move').click()
    await eyes.getByTestId('confirm-move').waitFor({ state: 'detached' })

    await expect
      .poll(
        async () => {
          await hands.goto(`${repairer.url}/record/${record}`)
          await hands.locator('h1').first().waitFor()
          return hands.getByTestId('move-on_site').isVisible()
        },
        { timeout: 45_000, interval: 1500 },
      )
      .toBe(true)
    await hands.getByTestId('move-on_site').click()
    await hands.getByTestId('move-done').click()
    await hands.getByTestId('move-done').waitFor({ state: 'detached' })
    await eyes.getByTestId('move-verified').waitFor({ timeout: 45_000 })
    await eyes.getByTestId('move-verified').click()
    // The office files it by itself.
    await eyes.getByText('归档').first().waitFor({ timeout: 45_000 })
    await eyes.goto(keeper.url)
    await expect.poll(() => badgeOf(eyes).getAttribute('data-waiting'), { timeout: 20_000 }).toBe('0')
  })
  it('[WC25] a builder’s day: what is due of his projects; the place photographed and the work begun without a network', async () => {
    const builder = await day.phone('contractor1')
    const site = builder.page
    await site.getByTestId('record-row').first().waitFor({ timeout: 20_000 })
    await builder.goOffline()
    await site.getByTestId('record-row').filter({ hasText: '世纪路南口公厕' }).filter({ hasText: '该你开工' }).click()
    await site.getByTestId('next-start').getByText('拍施工前').click()
    await site.getByTestId('photo-shoot').click()
    await site.getByTestId('photos-before').locator('[data-sha256]').first().waitFor({ timeout: 20_000 })
    // The day is today and the firm is known: what is left is how far it has come.
    await site.getByTestId('next-start').getByText('接着填：形象进度').click()
    await site.getByTestId('field-progress').getByRole('button').last().click()
    await site.getByTestId('move-building').click()
    await site.getByTestId('field-checks').getByText('还差 3 次才能申请验收').waitFor()
    expect(await site.getByTestId('add-check').count()).toBe(0)
    await site.goto(builder.url)
    await expect.poll(() => badgeOf(site).getAttribute('data-waiting'), { timeout: 20_000 }).not.toBe('0')
    await builder.goOnline()
    await expect.poll(() => badgeOf(site).getAttribute('data-waiting'), { timeout: 40_000 }).toBe('0')
  })
})
