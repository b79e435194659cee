import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from '../support/axe.ts'
import { type Day, newDay } from '../support/day.ts'
import { atNight } from '../support/night.ts'

/** What every phone has. */
const PHONE = ['/', '/records', '/map', '/me', '/new', '/ready', '/intro', '/sos']

/** What else belongs to a role. */
const phones: { readonly [account: string]: readonly string[] } = {
  police1: ['/', '/records', '/map', '/me', '/new', '/ready', '/intro', '/doors', '/new/home_visit', '/new/household'],
  cleaner1: ['/', '/shift', '/shift/fix', '/sos'],
  toilet1: ['/', '/new/toilet_repair'],
  village1: ['/', '/village', '/import'],
  leader1: ['/', '/records'],
}
const desks: { readonly [account: string]: readonly string[] } = {
  supervisor1: [
    'records',
    'dispatch',
    'check',
    'figures',
    'plan',
    'tell',
    'map',
    'clocks',
    'codes',
    'village',
    'import',
  ],
  admin: ['people', 'log', 'phones', 'plan'],
}

describe.runIf(atNight)('axe walks the screens', () => {
  let day: Day
  beforeAll(async () => {
    day = await newDay()
  }, 120_000)
  afterAll(() => day?.end())

  for (const [account, paths] of Object.entries(phones))
    it(`[START7] finds nothing on the phone of ${account}`, async () => {
      const { page, url } = await day.phone(account)
      expect(
        await walk(
          page,
          [...new Set([...paths, ...PHONE])].map((path) => `${url}${path}`),
        ),
      ).toEqual([])
    })
  for (const [account, paths] of Object.entries(desks))
    it(`[START7] finds nothing at the desk of ${account}`, async () => {
      const { page } = await day.desk(account)
      const from = new URL(page.url()).origin
      expect(
        await walk(
          page,
          paths.map((path) => `${from}/desk/${path}`),
        ),
      ).toEqual([])
    })
})

async function walk(page: Page, urls: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const url of urls) {
    await page.goto(url)
    await page.locator('main').first().waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.getByTestId('broken').count(), url).toBe(0)
    for (const fault of await axeFaults(page)) found.push(`${new URL(url).pathname} ${fault}`)
  }
  return found
}
