import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromiumArgs, chromiumPath } from '../support/chromium.ts'
import { phonePageServer } from '../support/phone-page.ts'
import { forget, type TestServer } from '../support/server.ts'

/** A new version of the app arrives while somebody writes. */
let server: TestServer
let context: BrowserContext
const appDir = mkdtempSync(join(tmpdir(), 'xunji-app-'))

beforeAll(async () => {
  cpSync(join(import.meta.dirname, '../../dist/app'), appDir, { recursive: true })
  server = await phonePageServer(appDir)
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs })
  context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: 'zh-CN' })
})
afterAll(async () => {
  await context?.browser()?.close()
  await server?.close()
  forget(server.dataDir)
  rmSync(appDir, { recursive: true, force: true })
})

it('[UPD1] a new version waits: the form stays, the draft is there after it was taken', async () => {
  const page = await context.newPage()
  await page.goto(server.url)
  await page.getByTestId('sign-in-account').fill('repair1')
  await page.getByTestId('sign-in-password').fill('xunji-demo')
  await page.getByTestId('sign-in-submit').click()
  await page.getByTestId('sync-status').waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const active = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      return { waiting: registration?.waiting != null, controlled: navigator.serviceWorker.controller != null }
    })
  await expect.poll(active, { timeout: 10_000 }).toEqual({ waiting: false, controlled: true })
  await page.getByTestId('new-toilet_repair').click()
  await page.getByTestId('field-stall').locator('input').fill('女3')

  appendFileSync(join(appDir, 'service-worker.js'), '\n// the next version\n')
  // What a page does when it becomes visible again.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect.poll(active, { timeout: 10_000 }).toEqual({ waiting: true, controlled: true })
  expect(await page.getByTestId('field-stall').locator('input').inputValue()).toBe('女3')
  await page.close()

  const next = await context.newPage()
  await next.goto(server.url)
  await next.getByTestId('sync-status').waitFor()
  await next.getByTestId('new-toilet_repair').click()
  await expect.poll(() => next.getByTestId('field-stall').locator('input').inputValue()).toBe('女3')
  const taken = await next.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    const text = await fetch('/service-worker.js', { cache: 'no-store' }).then((answer) => answer.text())
    return { waiting: registration?.waiting != null, last: text.trimEnd().endsWith('// the next version') }
  })
  expect(taken).toEqual({ waiting: false, last: true })
})
