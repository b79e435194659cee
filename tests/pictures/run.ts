import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { chromiumArgs, chromiumPath } from '../support/chromium.ts'
import { demoBuiltAt, forget } from '../support/server.ts'
import { type Shot, shots } from './shots.ts'

/** `npm run pictures [-- NAME…]`: the pictures of docs/pictures, from the demo district at a fixed time, in both languages. */
const FIXED = Date.parse('2026-11-24T14:03:00+08:00')
/** What is still on its way to the screen: rows of the phone's store, tiles, the marks of a map. */
const SETTLES = 2500
const target = join(import.meta.dirname, '../../docs/pictures')

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !shots.some((shot) => shot.name === name))
if (unknown.length > 0) {
  console.error(`${unknown.join(' ')}? There is: ${shots.map((shot) => shot.name).join(' ')}`)
  process.exit(2)
}
mkdirSync(target, { recursive: true })
const server = await demoBuiltAt(FIXED)
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs })
let failed = 0
for (const lang of ['zh', 'en']) {
  for (const shot of shots.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const context = await browser.newContext({ viewport: shot.size, locale: lang === 'zh' ? 'zh-CN' : 'en-GB' })
    try {
      await take(context, shot, lang)
    } catch (error) {
      failed++
      console.error(`${shot.name}-${lang}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
    }
    await context.close()
  }
}
await browser.close()
await server.close()
forget(server.dataDir)
process.exit(failed === 0 ? 0 : 1)

async function take(context: BrowserContext, shot: Shot, lang: string): Promise<void> {
  await context.clock.setFixedTime(FIXED)
  await context.addInitScript((chosen) => localStorage.setItem('xunji-lang', chosen), lang)
  if (shot.account) {
    const data = { account: shot.account, password: 'xunji-demo' }
    await context.request.post(`${server.url}/api/session`, { data })
  }
  const page = await context.newPage()
  await page.goto(server.url + shot.path)
  await shot.show?.(page)
  await page.waitForTimeout(SETTLES)
  await page.screenshot({ path: join(target, `${shot.name}-${lang}.png`) })
}
