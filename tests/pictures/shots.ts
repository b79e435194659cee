import type { Page } from 'playwright-core'
import type { RecordPage } from '../../domain/api.ts'

/** One picture of the product: whose screen, how wide, and the way to what it shows. */
export type Shot = {
  readonly name: string
  /** None: not signed in. */
  readonly account?: string
  readonly size: { readonly width: number; readonly height: number }
  readonly path: string
  readonly show?: (page: Page) => Promise<void>
}
const PHONE = { width: 360, height: 780 }
const DESK = { width: 1440, height: 900 }

const first = (page: Page, id: string) => page.getByTestId(id).first()

export const shots: readonly Shot[] = [
  {
    name: 'demo',
    size: DESK,
    path: '/demo',
    async show(page) {
      await page.locator('[data-testid="tour"][data-stage="ready"]').waitFor({ timeout: 60_000 })
      await page.frameLocator('[data-testid="frame-desk"]').getByTestId('record-row').first().waitFor()
    },
  },
  { name: 'sign-in', size: PHONE, path: '/', show: (page) => page.getByTestId('sign-in-submit').waitFor() },
  { name: 'today', account: 'police1', size: PHONE, path: '/', show: (page) => page.getByTestId('coverage').waitFor() },
  {
    name: 'form',
    account: 'police1',
    size: PHONE,
    path: '/',
    async show(page) {
      await first(page, 'record-row').waitFor()
      const query = new URLSearchParams({ kind: 'household', q: '104号楼 1单元 301' })
      const answer = await page.request.get(`${new URL(page.url()).origin}/api/records?${query}`)
      const { rows } = (await answer.json()) as RecordPage
      await page.goto(`${new URL(page.url()).origin}/new/home_visit?subject=${rows[0]?.id}`)
      await page.getByTestId('field-result').locator('input').first().check({ force: true })
    },
  },
  {
    name: 'records',
    account: 'police1',
    size: PHONE,
    path: '/records',
    show: (page) => first(page, 'record-row').waitFor(),
  },
  {
    name: 'sync',
    account: 'police1',
    size: PHONE,
    path: '/',
    async show(page) {
      await first(page, 'record-row').waitFor()
      await page.getByTestId('sync-status').click()
      await page.getByTestId('sync-sheet').waitFor()
    },
  },
  {
    name: 'repairs',
    account: 'repair1',
    size: PHONE,
    path: '/',
    show: (page) => first(page, 'record-row').waitFor(),
  },
  {
    name: 'desk-record',
    account: 'officer1',
    size: DESK,
    path: '/desk',
    async show(page) {
      await first(page, 'record-row').click()
      await page.getByTestId('drawer').waitFor()
    },
  },
  {
    name: 'desk-map',
    account: 'officer1',
    size: DESK,
    path: '/desk/map',
    show: (page) => page.getByTestId('desk-map').waitFor(),
  },
  {
    name: 'desk-dispatch',
    account: 'supervisor1',
    size: DESK,
    path: '/desk/dispatch',
    show: (page) => page.getByTestId('board-reported').waitFor(),
  },
  {
    name: 'desk-check',
    account: 'officer1',
    size: DESK,
    path: '/desk/check',
    show: (page) => first(page, 'record-row').waitFor(),
  },
  {
    name: 'team',
    account: 'leader1',
    size: PHONE,
    path: '/',
    show: (page) => page.locator('[data-testid^="team"]').first().waitFor(),
  },
  {
    name: 'desk-figures',
    account: 'supervisor1',
    size: DESK,
    path: '/desk/figures',
    async show(page) {
      await page.getByTestId('figure-task.in_time').locator('.n').waitFor({ timeout: 60_000 })
      await page.getByTestId('figure-trend').waitFor({ timeout: 60_000 })
    },
  },
]
