import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { kindsByNeed } from '../../domain/generate/kinds-by-need.ts'
import { startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'
import { chromiumArgs, chromiumPath } from './chromium.ts'
import type { TestServer } from './server.ts'
import { demoFolder } from './shared-demo.ts'

/** Builds the page that shows a phone without screens; the folder that a server serves instead of the app. */
export async function buildPhonePage(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'xunji-page-'))
  await build({
    configFile: false,
    plugins: [kindsByNeed()],
    root: join(import.meta.dirname, 'phone-page'),
    logLevel: 'error',
    // A test's environment is not that of a build: the page must be what a phone gets.
    define: { 'import.meta.env.PROD': 'true' },
    build: { outDir, emptyOutDir: true, target: 'es2022', minify: false },
  })
  return outDir
}

/** The real server over a folder of its own, with that page. */
export async function phonePageServer(
  appDir: string,
  dataDir = demoFolder(),
  options: { port?: number; now?: () => number } = {},
): Promise<TestServer> {
  const { port = 0, now } = options
  const config = {
    ...readConfig({ DEMO: '1', PORT: String(port), DATA_DIR: dataDir, LIMITS: 'off', DEMO_MOVER: 'off' }),
    appDir,
  }
  return { ...(await startServer({ config, ...(now ? { now } : {}) })), dataDir }
}

/** A browser with a profile that outlives it. */
export const openBrowser = (profile: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: chromiumArgs,
    viewport: { width: 360, height: 780 },
    locale: 'zh-CN',
  })

export const newProfile = (): string => mkdtempSync(join(tmpdir(), 'xunji-browser-'))

/** The browser dies where it stands, as a phone does whose battery falls out. */
export async function killBrowser(page: Page): Promise<void> {
  const gone = new Promise((done) => page.context().once('close', done))
  const session = await page.context().newCDPSession(page)
  await session.send('Browser.crash').catch(() => undefined)
  await gone
}

/** Opens the page at the address and, in it, the phone of the account. */
export async function openPhonePage(context: BrowserContext, url: string, account?: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  await page.waitForFunction(() => 'openPhone' in window && navigator.serviceWorker.controller)
  await page.evaluate((who) => window.openPhone(who), account)
  return page
}
