import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { chromiumArgs, chromiumPath } from './chromium.ts'
import { cuttingProxy } from './proxy.ts'
import { demoServer, forget, type TestServer } from './server.ts'

const CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
const PATIENCE = { timeout: 30_000 }

/** A phone behind a proxy of its own: a browser whose profile outlives it. */
export type DayPhone = {
  readonly page: Page
  /** No network, and the open socket cut as well; resolves when the app says so. */
  goOffline(): Promise<void>
  goOnline(): Promise<void>
  /** The browser dies and is opened again, in the network state that it was in. */
  reopen(): Promise<void>
  /** Bytes that left this phone. */
  bytesSent(): number
}
export type Day = {
  readonly server: TestServer
  phone(account: string): Promise<DayPhone>
  desk(account: string): Promise<Page>
  end(): Promise<void>
}

export const badgeOf = (page: Page): Locator => page.getByTestId('sync-status')
export const rowOf = (page: Page, record: string): Locator =>
  page.locator(`[data-testid="record-row"][data-record="${record}"]`).first()

/** The demo district on the real server, with phones and desks in real Chromium. */
export async function newDay(): Promise<Day> {
  const server = await demoServer()
  const ends: (() => Promise<void> | void)[] = []

  async function browser(profile: string, width: number): Promise<BrowserContext> {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath(),
      args: [...chromiumArgs, ...CAMERA],
      viewport: { width, height: width < 900 ? 780 : 900 },
      permissions: ['geolocation', 'camera'],
      geolocation: { latitude: 36.8, longitude: 118.05, accuracy: 12 },
      locale: 'zh-CN',
    })
    ends.unshift(() => context.close().catch(() => {}))
    return context
  }
  function newProfile(): string {
    const path = mkdtempSync(join(tmpdir(), 'xunji-browser-'))
    ends.push(() => rmSync(path, { recursive: true, force: true }))
    return path
  }
  async function signIn(page: Page, url: string, account: string): Promise<void> {
    await page.goto(url)
    await page.getByTestId('sign-in-account').fill(account)
    await page.getByTestId('sign-in-password').fill('xunji-demo')
    await page.getByTestId('sign-in-submit').click()
  }

  return {
    server,
    async phone(account) {
      const proxy = await cuttingProxy(server.port)
      ends.push(() => proxy.close())
      const url = `http://127.0.0.1:${proxy.port}`
      const profile = newProfile()
      let context = await browser(profile, 360)
      let page = await context.newPage()
      let offline = false
      await signIn(page, url, account)
      await expect.poll(() => badgeOf(page).getAttribute('data-link'), PATIENCE).toBe('online')
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
      await expect.poll(() => page.evaluate(() => caches.keys().then((keys) => keys.length))).toBeGreaterThan(0)
      return {
        get page() {
          return page
        },
        async goOffline() {
          offline = true
          await context.setOffline(true)
          proxy.cut()
          await expect.poll(() => badgeOf(page).getAttribute('data-link'), PATIENCE).toBe('offline')
        },
        async goOnline() {
          offline = false
          proxy.mend()
          await context.setOffline(false)
        },
        async reopen() {
          await context.close()
          context = await browser(profile, 360)
          await context.setOffline(offline)
          page = await context.newPage()
          await page.goto(url)
          await badgeOf(page).waitFor()
        },
        bytesSent: () => proxy.bytesToServer(),
      }
    },
    async desk(account) {
      const page = await (await browser(newProfile(), 1440)).newPage()
      await signIn(page, server.url, account)
      return page
    },
    async end() {
      for (const end of ends) await end()
      await server.close()
      forget(server.dataDir)
    },
  }
}
