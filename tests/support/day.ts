import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { vi } from 'vitest'
import { chromiumArgs, chromiumPath } from './chromium.ts'
import { cuttingProxy } from './proxy.ts'
import { demoServer, forget, type TestServer } from './server.ts'

const CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
const PATIENCE = { timeout: 30_000 }

/** A phone behind a proxy of its own: a browser whose profile outlives it. */
export type DayPhone = {
  readonly page: Page
  readonly url: string
  /** No network, and the open socket cut as well; resolves when the app says so. */
  goOffline(): Promise<void>
  goOnline(): Promise<void>
  /** The browser dies and is opened again, in the network state that it was in. */
  reopen(): Promise<void>
  /** Bytes that left this phone. */
  bytesSent(): number
}
/** A desk behind a proxy of its own. */
export type DayDesk = {
  readonly page: Page
  cut(): void
  mend(): void
  close(): Promise<void>
}
export type Day = {
  readonly server: TestServer
  /** `who`: an account whose password is typed, or one chosen by its role card; `said` hears the page's console. */
  phone(who: string | { readonly card: string }, said?: (line: string) => void): Promise<DayPhone>
  desk(account: string): Promise<DayDesk>
  end(): Promise<void>
}

export const badgeOf = (page: Page): Locator => page.getByTestId('sync-status')
export const rowOf = (page: Page, record: string): Locator =>
  page.locator(`[data-testid="record-row"][data-record="${record}"]`).first()

const linked = (page: Page, link: 'online' | 'offline'): Promise<void> =>
  page.locator(`[data-testid="sync-status"][data-link="${link}"]`).waitFor(PATIENCE)

/** On the page of the signed-out. */
export async function signInAs(page: Page, account: string): Promise<void> {
  await page.getByTestId('sign-in-account').fill(account)
  await page.getByTestId('sign-in-password').fill('xunji-demo')
  await page.getByTestId('sign-in-submit').click()
}

/**
 * The demo district on the real server, with phones and desks in real Chromium. `camera`: a video file that the phones'
 * cameras see, read anew each time one is opened.
 */
export async function newDay({ camera }: { readonly camera?: string } = {}): Promise<Day> {
  const server = await demoServer()
  const ends: (() => Promise<void> | void)[] = []

  async function proxied(): Promise<{
    readonly proxy: Awaited<ReturnType<typeof cuttingProxy>>
    readonly url: string
  }> {
    const proxy = await cuttingProxy(server.port)
    ends.push(() => proxy.close())
    return { proxy, url: `http://127.0.0.1:${proxy.port}` }
  }
  async function browser(profile: string, width: number): Promise<BrowserContext> {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath(),
      args: [...chromiumArgs, ...CAMERA, ...(camera ? [`--use-file-for-fake-video-capture=${camera}`] : [])],
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

  return {
    server,
    async phone(who, said) {
      const { proxy, url } = await proxied()
      const profile = newProfile()
      let context = await browser(profile, 360)
      let page = await context.newPage()
      let offline = false
      if (said) page.on('console', (message) => said(message.text()))
      await page.goto(url)
      if (typeof who === 'string') await signInAs(page, who)
      else await page.locator(`[data-testid=role-card][data-account=${who.card}]`).click()
      await linked(page, 'online')
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
      await vi.waitUntil(() => page.evaluate(() => caches.keys().then((keys) => keys.length > 0)), PATIENCE)
      return {
        get page() {
          return page
        },
        url,
        async goOffline() {
          offline = true
          await context.setOffline(true)
          proxy.cut()
          await linked(page, 'offline')
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
      const { proxy, url } = await proxied()
      const context = await browser(newProfile(), 1440)
      const page = await context.newPage()
      await page.goto(url)
      await signInAs(page, account)
      await page.locator('[data-testid=record-row], [data-testid=person-row]').first().waitFor(PATIENCE)
      return { page, cut: () => proxy.cut(), mend: () => proxy.mend(), close: () => context.close() }
    },
    async end() {
      for (const end of ends) await end()
      await server.close()
      forget(server.dataDir)
    },
  }
}
