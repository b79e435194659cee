import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RecordPage } from '../../domain/api.ts'
import { chromiumArgs, chromiumPath } from '../support/chromium.ts'
import { demoServer, forget, type TestServer } from '../support/server.ts'

/** A phone with no room left, in the real app: Chromium's own quota, reached by real bytes. */
const ROOM = 24_000_000
let server: TestServer
let context: BrowserContext
const profile = mkdtempSync(join(tmpdir(), 'xunji-browser-'))

beforeAll(async () => {
  server = await demoServer()
  context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: chromiumArgs,
    viewport: { width: 360, height: 780 },
    locale: 'zh-CN',
  })
})
afterAll(async () => {
  await context?.close().catch(() => {})
  await server?.close()
  forget(server.dataDir)
  rmSync(profile, { recursive: true, force: true })
})

/** Another store of the same origin takes all that is left, down to the last kilobyte. */
const fill = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done, failed) => {
      const opening = indexedDB.open('filler', 1)
      opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { autoIncrement: true })
      opening.onsuccess = () => done(opening.result)
      opening.onerror = () => failed(opening.error)
    })
    const put = (bytes: number): Promise<boolean> =>
      new Promise((done) => {
        const transaction = db.transaction('rows', 'readwrite', { durability: 'strict' })
        transaction.objectStore('rows').add(crypto.getRandomValues(new Uint8Array(Math.min(bytes, 65_536))).slice())
        for (let left = bytes - 65_536; left > 0; left -= 65_536)
          transaction.objectStore('rows').add(crypto.getRandomValues(new Uint8Array(65_536)))
        transaction.oncomplete = () => done(true)
        transaction.onabort = () => done(false)
      })
    for (let bytes = 4_194_304; bytes >= 512; bytes /= 2) while (await put(bytes)) {}
    db.close()
  })
const empty = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((done) => {
        indexedDB.deleteDatabase('filler').onsuccess = () => done()
      }),
  )

/** A picture that shrinks badly, as photos do: noise of the size that the phone keeps. */
const noise = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas')
    ;[canvas.width, canvas.height] = [1600, 1200]
    const draw = canvas.getContext('2d')
    const pixels = new ImageData(1600, 1200)
    for (let at = 0; at < pixels.data.length; at += 65_536)
      crypto.getRandomValues(pixels.data.subarray(at, at + 65_536))
    for (let at = 3; at < pixels.data.length; at += 4) pixels.data[at] = 255
    draw?.putImageData(pixels, 0, 0)
    return canvas.toDataURL('image/jpeg', 0.8).slice('data:image/jpeg;base64,'.length)
  })

it('[FULL1] a full phone says NOT saved, keeps what was written on the page, and saves once there is room', async () => {
  const ruler = await context.newPage()
  await ruler.goto(`${server.url}/healthz`)
  const cdp = await context.newCDPSession(ruler)
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(server.url).origin, quotaSize: ROOM })
  const page = await context.newPage()
  await page.goto(server.url)
  await page.getByTestId('sign-in-account').fill('repair1')
  await page.getByTestId('sign-in-password').fill('xunji-demo')
  await page.getByTestId('sign-in-submit').click()
  const badge = page.getByTestId('sync-status')
  await expect.poll(() => badge.getAttribute('data-link'), { timeout: 20_000 }).toBe('online')
  await page.getByTestId('new-toilet_repair').click()
  await page.getByTestId('field-stall').locator('input').fill('女3')
  await fill(ruler)

  await page.getByTestId('save-record').click()
  const asIs = page.getByTestId('save-as-is')
  if (
    await asIs.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    )
  )
    await asIs.click()
  const alarm = page.getByTestId('not-saved')
  await alarm.getByText('没有保存').first().waitFor()
  expect(await alarm.textContent()).not.toContain('已保存在本机')
  expect(await page.getByTestId('field-stall').locator('input').inputValue()).toBe('女3')
  expect(await page.getByTestId('saved-here').count()).toBe(0)

  await empty(ruler)
  await page.getByTestId('save-again').click()
  await page.getByTestId('saved-here').waitFor()
  await page.getByTestId('saved-done').click()
  await expect.poll(() => badge.getAttribute('data-waiting'), { timeout: 20_000 }).toBe('0')
})

it('[FULL2] a full phone frees the photos that the office has, says how much that is, and saves into the room', async () => {
  const ruler = await context.newPage()
  await ruler.goto(`${server.url}/healthz`)
  const page = await context.newPage()
  await page.goto(server.url)
  const badge = page.getByTestId('sync-status')
  await expect.poll(() => badge.getAttribute('data-link'), { timeout: 20_000 }).toBe('online')
  const asIs = async () => {
    await page.getByTestId('save-record').click()
    await page
      .getByTestId('save-as-is')
      .click({ timeout: 2000 })
      .catch(() => undefined)
  }
  const answer = await page.request.get(`${server.url}/api/records?kind=toilet_repair&state=on_site`)
  const { rows } = (await answer.json()) as RecordPage
  await page.goto(`${server.url}/record/${rows.find((row) => row.fields['assignee'] === 'p-repair1')?.id}`)
  await page.getByTestId('field-photosBefore').click()
  const buffer = Buffer.from(await noise(page), 'base64')
  await page.getByTestId('photo-file').setInputFiles({ name: 'before.jpg', mimeType: 'image/jpeg', buffer })
  await page.locator('[data-testid=photo][data-state=received][data-sha256]').first().waitFor({ timeout: 30_000 })
  await page.goto(server.url)

  await page.getByTestId('new-toilet_repair').click()
  await page.getByTestId('field-stall').locator('input').fill('女4')
  await fill(ruler)
  await asIs()
  const alarm = page.getByTestId('not-saved')
  await alarm.waitFor()
  expect(await alarm.getByTestId('spare').textContent()).toMatch(/^(0\.[5-9]|[1-3]\.\d|[5-9]\d\d) ?[MK]B$/)
  await page.getByTestId('save-again').click()
  await page.getByTestId('saved-here').waitFor()
  await empty(ruler)
})
