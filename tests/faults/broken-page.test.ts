import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumArgs, chromiumPath } from '../support/chromium.ts'
import { demoServer, forget, type TestServer } from '../support/server.ts'

describe('a page of which a part does not come', () => {
  let server: TestServer
  let browser: Browser
  beforeAll(async () => {
    server = await demoServer()
    browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    if (server) forget(server.dataDir)
  })

  it('[DAY3] says so, that nothing is lost, and opens again on a press', async () => {
    const page = await (await browser.newContext({ viewport: { width: 360, height: 780 } })).newPage()
    await page.route('**/assets/sign-in-*.js', (route) => route.abort())
    await page.goto(server.url)
    await page.getByTestId('broken').getByText('没有丢').waitFor()
    expect(await page.getByTestId('sign-in-account').count()).toBe(0)
    await page.unroute('**/assets/sign-in-*.js')
    await page.getByTestId('open-again').click()
    await page.getByTestId('sign-in-account').waitFor()
  })
})
