import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { chromiumArgs, chromiumPath } from '../support/chromium.ts'
import { demoServer, forget } from '../support/server.ts'

/** `npm run pictures`: the screenshots of the README, from the demo district in both languages. */
const target = join(import.meta.dirname, '../../docs/pictures')
mkdirSync(target, { recursive: true })
const server = await demoServer()
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs })

async function open(account: string, width: number, height: number, lang: string) {
  const page = await (await browser.newContext({ viewport: { width, height } })).newPage()
  await page.addInitScript((chosen) => localStorage.setItem('xunji-lang', chosen), lang)
  await page.goto(server.url)
  await page.getByTestId('sign-in-account').fill(account)
  await page.getByTestId('sign-in-password').fill('xunji-demo')
  await page.getByTestId('sign-in-submit').click()
  return page
}
for (const lang of ['zh', 'en']) {
  const phone = await open('police1', 360, 780, lang)
  await phone.getByTestId('coverage').waitFor()
  await phone.getByTestId('record-row').first().waitFor()
  await phone.waitForTimeout(2000)
  await phone.screenshot({ path: join(target, `today-${lang}.png`) })
  await phone.getByTestId('new-home_visit').click()
  await phone.getByTestId('field-result').scrollIntoViewIfNeeded()
  await phone.screenshot({ path: join(target, `form-${lang}.png`) })
  const desk = await open('officer1', 1440, 900, lang)
  await desk.getByTestId('record-row').first().click()
  await desk.getByTestId('drawer').waitFor()
  await desk.screenshot({ path: join(target, `desk-${lang}.png`) })
}
await browser.close()
await server.close()
forget(server.dataDir)
