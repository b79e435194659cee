import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumArgs, chromiumPath } from '../support/chromium.ts'
import { cuttingProxy } from '../support/proxy.ts'
import { demoServer, forget, type TestServer } from '../support/server.ts'

/** The day of a police assistant, in real Chromium against the real server: offline means cut at the proxy as well. */
describe('a home visit written in a dead stairwell reaches the desk', () => {
  let server: TestServer
  let proxy: Awaited<ReturnType<typeof cuttingProxy>>
  const profiles: string[] = []
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    server = await demoServer()
    proxy = await cuttingProxy(server.port)
  })
  afterAll(async () => {
    for (const context of contexts) await context.close().catch(() => {})
    proxy.close()
    await server.close()
    forget(server.dataDir)
    for (const profile of profiles) rmSync(profile, { recursive: true, force: true })
  })

  async function browser(profile: string, width: number): Promise<BrowserContext> {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath(),
      args: chromiumArgs,
      viewport: { width, height: width < 900 ? 780 : 900 },
      permissions: ['geolocation'],
      geolocation: { latitude: 36.8, longitude: 118.05, accuracy: 12 },
      locale: 'zh-CN',
    })
    contexts.push(context)
    return context
  }
  const profile = (): string => {
    const path = mkdtempSync(join(tmpdir(), 'xunji-browser-'))
    profiles.push(path)
    return path
  }
  async function signIn(page: Page, url: string, account: string): Promise<void> {
    await page.goto(url)
    await page.getByTestId('sign-in-account').fill(account)
    await page.getByTestId('sign-in-password').fill('xunji-demo')
    await page.getByTestId('sign-in-submit').click()
  }
  const badge = (page: Page) => page.getByTestId('sync-status')

  it('[SAVE1] [OUT1] [DESK1] offline → saved → killed and reopened → received → returned → mended', async () => {
    const url = `http://127.0.0.1:${proxy.port}`
    const own = profile()
    let context = await browser(own, 360)
    let page = await context.newPage()
    await signIn(page, url, 'police1')
    await badge(page).waitFor()
    await expect.poll(() => badge(page).getAttribute('data-link'), { timeout: 15_000 }).toBe('online')
    await page.getByTestId('nav-records').click()
    await page.getByTestId('search').fill('105号楼 1单元 701')
    await expect.poll(() => page.getByTestId('record-row').count(), { timeout: 20_000 }).toBeGreaterThan(0)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await expect
      .poll(() => page.evaluate(() => caches.keys().then((keys) => keys.length)), { timeout: 15_000 })
      .toBeGreaterThan(0)

    // The stairwell: no network, and the socket cut.
    await context.setOffline(true)
    proxy.cut()
    await expect.poll(() => badge(page).getAttribute('data-link'), { timeout: 15_000 }).toBe('offline')
    const sent = proxy.bytesToServer()
    await page.getByTestId('nav-today').click()
    await page.getByTestId('new-home_visit').click()
    await page.getByTestId('choose-householdId').click()
    await page.getByTestId('sheet-search').fill('105号楼 1单元 701')
    await page.getByTestId('option').first().click()
    await page.getByTestId('field-result').getByText('拒绝走访').click()
    await page.getByTestId('save-record').click()
    await page.getByTestId('saved-here').getByText('已保存在本机').waitFor()
    await page.getByTestId('saved-done').click()
    expect(await badge(page).getAttribute('data-waiting')).toBe('2')
    expect(proxy.bytesToServer()).toBe(sent)

    // The phone dies, and is opened again without a network.
    await context.close()
    context = await browser(own, 360)
    await context.setOffline(true)
    page = await context.newPage()
    await page.goto(url)
    await expect.poll(() => badge(page).getAttribute('data-waiting'), { timeout: 15_000 }).toBe('2')
    const row = page.getByTestId('record-row').filter({ hasText: '105号楼 1单元 701' }).first()
    await row.getByText('待上报').waitFor()
    const record = await row.getAttribute('data-record')

    // The officer's desk is open when the network comes back.
    const desk = await (await browser(profile(), 1440)).newPage()
    await signIn(desk, server.url, 'officer1')
    await desk.getByTestId('record-row').first().waitFor()
    proxy.mend()
    await context.setOffline(false)
    await expect.poll(() => badge(page).getAttribute('data-waiting'), { timeout: 30_000 }).toBe('0')
    const seen = desk.locator(`tr[data-record="${record}"]`)
    await seen.waitFor({ timeout: 5000 })
    await seen.click()

    // One field goes back with a reason; only that is owed again.
    await desk.getByTestId('pick-result').check()
    await desk.getByTestId('return-note').fill('邻居说家里有人')
    await desk.getByTestId('return').click()
    await page.locator(`a[data-record="${record}"]`).filter({ hasText: '需处理' }).first().click()
    await page.getByTestId('returned-reason').getByText('邻居说家里有人').waitFor()
    await page.getByTestId('mend').click()
    await page.getByTestId('field-result').getByText('家中无人').click()
    expect(await page.getByTestId('field-householdId').count()).toBe(0)
    await page.getByTestId('save-record').click()
    await page.getByTestId('saved-here').waitFor()
    await desk.getByTestId('value-result').getByText('家中无人').waitFor({ timeout: 15_000 })
    await desk.getByTestId('verify').click()
    await desk.getByTestId('verify').waitFor({ state: 'detached' })
  })
})
