import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordAnswer, RecordPage } from '../../domain/api.ts'
import { HOUR } from '../../domain/clock.ts'
import { chromiumArgs, chromiumPath } from '../support/chromium.ts'
import { jpegOf } from '../support/jpeg.ts'
import { atNight } from '../support/night.ts'
import { cuttingProxy } from '../support/proxy.ts'
import { scratchCopy } from '../support/scratch-copy.ts'
import { stairwellCheck } from './stairwell-check.ts'

const KIND = stairwellCheck.id
const PLACE = { latitude: 36.8138, longitude: 118.0548, accuracy: 9 }

/** A kind is one file of data: dropped into a copy of the sources, everything else follows from it. */
// A copy of the sources is built anew: too much for each run.
describe.runIf(atNight)('one more kind', () => {
  const copy = scratchCopy()
  const contexts: BrowserContext[] = []
  const profiles: string[] = []
  let url = ''
  let proxy: Awaited<ReturnType<typeof cuttingProxy>>

  beforeAll(async () => {
    const before = copy.digests()
    const text = readFileSync(join(import.meta.dirname, 'stairwell-check.ts'), 'utf8')
    writeFileSync(join(copy.folder, 'domain/kinds/stairwell-check.ts'), text.replace('../../domain/kinds/', './'))
    copy.run('domain/generate/kinds.ts')
    const changed = [...copy.digests()].filter(([path, digest]) => before.get(path) !== digest).map(([path]) => path)
    expect(changed.sort()).toEqual(['domain/kinds/all.ts', 'domain/kinds/stairwell-check.ts'])
    copy.run('node_modules/typescript/bin/tsc', '-b', 'domain', 'app', 'sync-server')
    copy.run('node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn')
    url = await copy.serve()
    proxy = await cuttingProxy(Number(new URL(url).port))
  }, 170_000)
  afterAll(async () => {
    for (const context of contexts) await context.close().catch(() => {})
    proxy?.close()
    await copy.remove()
    for (const profile of profiles) rmSync(profile, { recursive: true, force: true })
  }, 30_000)

  async function open(width: number, at: string, account: string): Promise<Page> {
    const profile = mkdtempSync(join(tmpdir(), 'xunji-browser-'))
    profiles.push(profile)
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath(),
      args: chromiumArgs,
      viewport: { width, height: 900 },
      permissions: ['geolocation'],
      geolocation: PLACE,
      locale: 'zh-CN',
    })
    contexts.push(context)
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    await page.goto(at)
    await page.getByTestId('sign-in-account').fill(account)
    await page.getByTestId('sign-in-password').fill('xunji-demo')
    await page.getByTestId('sign-in-submit').click()
    return page
  }
  const badge = (page: Page) => page.getByTestId('sync-status')
  const field = (page: Page, id: string) => page.getByTestId(`field-${id}`)

  async function choose(page: Page, id: string, ...names: readonly string[]): Promise<void> {
    await page.getByTestId(`choose-${id}`).click()
    for (const name of names) {
      await page.getByTestId('sheet-search').fill(name)
      await page.getByTestId('option').first().click()
    }
    if (names.length > 1) await page.getByTestId('sheet-done').click()
  }

  /** Writes into every field as a hand would. */
  async function fill(page: Page): Promise<void> {
    await choose(page, 'buildingId', '105号楼')
    await field(page, 'place').locator('input').fill('1单元 3层')
    await field(page, 'found').locator('textarea').fill('扶手松动')
    await field(page, 'lamps').locator('input').fill('4')
    await field(page, 'width').locator('input').fill('1.15')
    await field(page, 'lit').getByText('否').click()
    await field(page, 'checkedOn').locator('input').fill('2026-11-25')
    await field(page, 'lightsOnAt').locator('input').fill('17:30')
    await field(page, 'checkedAt').locator('input').fill('2026-11-25T09:30')
    expect(await field(page, 'repairBy').count()).toBe(0)
    await field(page, 'condition').getByText('损坏').click()
    await field(page, 'repairBy').locator('input').fill('2026-12-01')
    await field(page, 'blockedBy').getByText('自行车').click()
    await field(page, 'blockedBy').getByText('纸箱').click()
    await choose(page, 'alsoIn', '104号楼', '103号楼')
    await field(page, 'plates').locator('input').fill('鲁C00001、鲁C00002')
    for (const longitude of [118.0548, 118.0549, 118.055]) {
      await page.context().setGeolocation({ ...PLACE, longitude })
      await page.waitForTimeout(300)
      await field(page, 'outline').getByTestId('add-point').click()
    }
    await field(page, 'damages').getByText('扶手').click()
    await field(page, 'damages').getByTestId('field-count').locator('input').fill('2')
    await field(page, 'doors').getByTestId('field-open').locator('input').fill('1')
    await field(page, 'doors').getByTestId('field-locked').locator('input').fill('0')
    await field(page, 'rulesAt').locator('input').fill('https://example.org/stairs')
    const picture = {
      name: 'stairs.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from(jpegOf({ width: 640, height: 480 })),
    }
    await field(page, 'pictures').getByTestId('take-pictures').click()
    await page.getByTestId('photo-file').setInputFiles(picture)
    await field(page, 'pictures').locator('[data-testid=photo][data-state=waiting]').waitFor()
    const pad = field(page, 'sign').locator('svg')
    await pad.scrollIntoViewIfNeeded()
    const box = await pad.boundingBox()
    if (!box) throw new Error('no pad to sign on')
    await page.mouse.move(box.x + 20, box.y + 20)
    await page.mouse.down()
    await page.mouse.move(box.x + 90, box.y + 50, { steps: 4 })
    await page.mouse.up()
  }

  it('[KIND10] form → offline save → sync → desk list → record page → API, with no other file changed', async () => {
    const phone = await open(360, `http://127.0.0.1:${proxy.port}`, 'police1')
    await expect.poll(() => badge(phone).getAttribute('data-link'), { timeout: 20_000 }).toBe('online')
    await phone.getByTestId('nav-records').click()
    await phone.getByTestId('search').fill('105号楼')
    await expect.poll(() => phone.getByTestId('record-row').count(), { timeout: 20_000 }).toBeGreaterThan(0)
    await phone.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await expect.poll(() => phone.evaluate(() => caches.keys().then((keys) => keys.length))).toBeGreaterThan(0)
    await phone.context().setOffline(true)
    proxy.cut()
    await expect.poll(() => badge(phone).getAttribute('data-link'), { timeout: 20_000 }).toBe('offline')
    await phone.getByTestId('nav-today').click()
    await phone.getByTestId('new-other').click()
    await phone.getByTestId(`new-${KIND}`).click()
    await fill(phone)
    await phone.getByTestId('save-record').click()
    await phone.getByTestId('saved-here').waitFor()
    await phone.getByTestId('saved-done').click()
    await phone.getByTestId('nav-records').click()
    await phone.getByTestId('search').fill('1单元 3层')
    const row = phone.getByTestId('record-row').filter({ hasText: '105号楼' }).first()
    await row.getByText('待上报').waitFor()
    const record = (await row.getAttribute('data-record')) as string

    const desk = await open(1440, url, 'officer1')
    await desk.getByTestId('record-row').first().waitFor()
    await desk.getByTestId('filter-kind').selectOption(KIND)
    proxy.mend()
    await phone.context().setOffline(false)
    await expect.poll(() => badge(phone).getAttribute('data-waiting'), { timeout: 30_000 }).toBe('0')
    const seen = desk.locator(`tr[data-record="${record}"]`)
    await seen.waitFor()
    await seen.click()
    const shown: { readonly [field: string]: string } = {
      buildingId: '105号楼',
      lamps: '4 盏',
      lit: '否',
      condition: '损坏',
      blockedBy: '自行车、纸箱',
      damages: '扶手 2',
      doors: '1 0',
      plates: '鲁C00001、鲁C00002',
      alsoIn: '104号楼',
    }
    for (const [id, text] of Object.entries(shown)) {
      expect([id, await desk.getByTestId(`value-${id}`).textContent()]).toEqual([id, expect.stringContaining(text)])
    }

    const ask = async <T>(path: string): Promise<T> => (await (await desk.request.get(`${url}${path}`)).json()) as T
    const page = await ask<RecordPage>(`/api/records?kind=${KIND}`)
    const found = page.rows.find((one) => one.id === record)
    expect(found).toMatchObject({ state: 'reported', card: 'none', photosExpected: 1 })
    const answer = await ask<RecordAnswer>(`/api/records/${encodeURIComponent(found?.room ?? '')}/${record}`)
    const { fields, problems, chain } = answer.record
    expect(problems).toEqual([])
    expect(found?.dueAt).toBeGreaterThan((chain[0]?.at ?? 0) + 71 * HOUR)
    expect(Object.keys(fields).sort()).toEqual(stairwellCheck.fields.map((one) => one.id).sort())
    expect(fields).toMatchObject({
      place: '1单元 3层',
      found: '扶手松动',
      lamps: 4,
      width: 1.15,
      lit: false,
      checkedOn: '2026-11-25',
      lightsOnAt: '17:30',
      checkedAt: Date.parse('2026-11-25T09:30:00+08:00'),
      condition: 'broken',
      repairBy: '2026-12-01',
      blockedBy: ['bicycles', 'boxes'],
      plates: ['鲁C00001', '鲁C00002'],
      spot: { lat: PLACE.latitude },
      outline: { type: 'LineString' },
      damages: [{ part: 'rail', count: 2 }],
      doors: { open: 1, locked: 0 },
      rulesAt: 'https://example.org/stairs',
    })

    const searched = async () =>
      (await ask<RecordPage>(`/api/records?kind=${KIND}&q=${encodeURIComponent('扶手松动')}`)).rows[0]
    await expect.poll(async () => (await searched())?.photosArrived, { timeout: 20_000 }).toBe(1)
    await desk.getByTestId('move-checked').click()
    await expect
      .poll(async () => (await ask<RecordPage>(`/api/records?kind=${KIND}&state=checked`)).rows.map((one) => one.id))
      .toContain(record)
  })
})
