import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'
import { chromiumArgs, chromiumPath } from '../support/chromium.ts'
import { atNight } from '../support/night.ts'
import { demoServer, forget, type TestServer } from '../support/server.ts'

const WORDS = {
  zh: { answer: '家中无人', done: /^已送达，\d\d:\d\d。/, locale: 'zh-CN' },
  en: { answer: 'No answer', done: /^Received, \d\d:\d\d\./, locale: 'en-GB' },
} as const
const CLICKS = 6
const SECONDS = 60

describe.runIf(atNight)('the tour of the demo page', () => {
  let server: TestServer
  let browser: Browser
  beforeAll(async () => {
    server = await demoServer()
    browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs })
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
    forget(server.dataDir)
  })

  const stage = (page: Page, wanted: string) =>
    expect.poll(() => page.getByTestId('tour').getAttribute('data-stage'), { timeout: 30_000 }).toBe(wanted)

  for (const lang of ['zh', 'en'] as const) {
    it(`[TOUR3] a stranger finishes it with ${CLICKS} clicks in ${SECONDS} seconds (${lang})`, async () => {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: WORDS[lang].locale,
        permissions: ['geolocation'],
        geolocation: { latitude: 36.8, longitude: 118.05, accuracy: 12 },
      })
      await context.addInitScript((chosen) => localStorage.setItem('xunji-lang', chosen), lang)
      const page = await context.newPage()
      const problems: string[] = []
      page.on('pageerror', (error) => problems.push(error.message))
      await page.goto(`${server.url}/demo`)
      await stage(page, 'ready')

      const began = Date.now()
      let clicks = 0
      const click = async (what: ReturnType<Page['getByTestId']>): Promise<void> => {
        clicks++
        await what.click()
      }
      const phone = page.frameLocator('[data-testid="frame-a"]')
      await click(page.getByTestId('tour-next'))
      await click(phone.getByTestId('field-result').getByText(WORDS[lang].answer))
      await click(phone.getByTestId('save-record'))
      await stage(page, 'saved')
      // The network is really away: whatever this phone asks is refused by the server.
      const refused = await page.evaluate(() =>
        fetch('/api/me', { headers: { 'x-xunji-frame': 'a' } }).then(
          () => false,
          () => true,
        ),
      )
      expect(refused).toBe(true)
      await click(page.getByTestId('tour-next'))
      expect(await page.getByTestId('frame-a').count()).toBe(0)
      await click(page.getByTestId('tour-next'))
      await stage(page, 'reopened')
      await click(page.getByTestId('tour-next'))
      await stage(page, 'done')
      expect(await page.getByTestId('tour').getByRole('status').textContent()).toMatch(WORDS[lang].done)
      expect(clicks).toBeLessThanOrEqual(CLICKS)
      expect(Date.now() - began).toBeLessThan(SECONDS * 1000)
      expect(problems).toEqual([])
      await context.close()
    })
  }

  it.runIf(atNight)('[TOUR4] once more gives a second visit, on the same phone', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await page.goto(`${server.url}/demo`)
    for (const _ of ['first', 'second']) {
      await stage(page, 'ready')
      await page.getByTestId('tour-next').click()
      const phone = page.frameLocator('[data-testid="frame-a"]')
      await phone.getByTestId('field-result').getByText(WORDS.zh.answer).click()
      await phone.getByTestId('save-record').click()
      for (const wanted of ['saved', 'killed', 'reopened']) {
        await stage(page, wanted)
        await page.getByTestId('tour-next').click()
      }
      await stage(page, 'done')
      await page.getByTestId('tour-next').click()
    }
    await context.close()
  })
})

describe('the demo page of a server without the demo district', () => {
  it('[TOUR5] says that there is none, and tries nobody’s password', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'xunji-plain-'))
    const config = readConfig({ XUNJI_SECRET: 'a secret of this test', PORT: '0', DATA_DIR: dataDir })
    const server = await startServer({ config })
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs })
    const page = await browser.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.goto(`${server.url}/demo`)
    await page.getByText('这里没有示范区').waitFor()
    expect(asked).toContain('/api/demo/cards')
    expect(asked).not.toContain('/api/session')
    await browser.close()
    await server.close()
    forget(dataDir)
  })
})
