import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Day, newDay } from '../support/day.ts'
import { atNight } from '../support/night.ts'
import { writeQrVideo } from '../support/qr-video.ts'

/** The codes on the doors: printed at the desk, read by a phone's camera where there is no network. */
describe.runIf(atNight)('a code on a door', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xunji-camera-'))
  const camera = join(folder, 'seen.y4m')
  let day: Day
  beforeAll(async () => {
    writeQrVideo(camera, 'https://elsewhere.example/pay?id=7')
    day = await newDay({ camera })
  })
  afterAll(async () => {
    await day.end()
    rmSync(folder, { recursive: true, force: true })
  })

  /** The address that a printed code holds: what its squares say. */
  async function printed(page: Page, name: string): Promise<{ readonly record: string; readonly code: string }> {
    const one = page.getByTestId('code').filter({ hasText: name }).first()
    await one.waitFor()
    return {
      record: (await one.getAttribute('data-record')) as string,
      code: (await one.locator('svg').getAttribute('aria-label')) as string,
    }
  }

  it('[WC4] is printed at the desk and read offline; one of another system says so, and the camera goes on', async () => {
    const { page: desk } = await day.desk('supervisor1')
    await desk.getByTestId('nav-records').click()
    await desk.getByTestId('filter-kind').selectOption('asset')
    await desk.getByTestId('codes-open').click()
    await desk.getByRole('searchbox').fill('公厕')
    await expect.poll(() => desk.getByTestId('code').count(), { timeout: 20_000 }).toBeGreaterThan(3)
    const toilet = await printed(desk, '公厕')
    expect(await desk.getByTestId('codes-print').isEnabled()).toBe(true)
    // On paper stand the codes, and nothing of the desk.
    await desk.emulateMedia({ media: 'print' })
    expect(await desk.getByTestId('nav-records').isVisible()).toBe(false)
    expect(await desk.getByTestId('code').first().isVisible()).toBe(true)

    const phone = await day.phone('toilet1')
    const { page } = phone
    await expect.poll(() => page.getByTestId('filling').count(), { timeout: 30_000 }).toBe(0)
    await phone.goOffline()
    await page.goto(`${phone.url}/q/01ARZ3NDEKTSV4RRFFQ69G5FAV`)
    await page.getByText('也可能名单还没更新').waitFor()

    // The camera sees another system's code: it says what to do, and stays open.
    await page.getByText('扫码', { exact: true }).last().click()
    await page.getByTestId('scan-said').getByText('这不是巡迹的码').waitFor({ timeout: 20_000 })
    await page.getByTestId('scan-close').click()
    writeQrVideo(camera, `${phone.url}/q/${toilet.record}`)
    await page.getByText('扫码', { exact: true }).last().click()
    await expect.poll(() => new URL(page.url()).pathname, { timeout: 20_000 }).toBe(`/record/${toilet.record}`)

    // Where the print is torn: the code under it, or the list.
    await page.goto(`${phone.url}/q/01ARZ3NDEKTSV4RRFFQ69G5FAV`)
    await page.getByText('扫码', { exact: true }).last().click()
    await page.getByTestId('scan-type').click()
    await page.getByTestId('scan-code').fill('T9999')
    await page.getByTestId('scan-go').click()
    await page.getByTestId('scan-said').getByText('名单里没有这个编码').waitFor()
    await page.getByTestId('scan-code').fill(toilet.code.slice('370303-'.length))
    await page.getByTestId('scan-go').click()
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/record/${toilet.record}`)
    await page.goto(`${phone.url}/q/${toilet.record}`)
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/record/${toilet.record}`)
  })
})
