import { afterAll, beforeAll, expect, it } from 'vitest'
import { badgeOf, type Day, newDay } from '../support/day.ts'
import { atNight } from '../support/night.ts'
import { tokenOf } from '../support/server.ts'

let day: Day
beforeAll(async () => {
  day = await newDay()
})
afterAll(() => day.end())

it.runIf(atNight)(
  '[FORM6] where the phone cannot tell its place well, one points at it on the map, without a network',
  async () => {
    const phone = await day.phone('police1')
    const { page } = phone
    await page.getByTestId('nav-records').click()
    await page.getByTestId('search').fill('88号楼 1单元 601')
    const row = page.getByTestId('record-row').filter({ hasText: '户登记' }).first()
    await row.waitFor({ timeout: 30_000 })
    await phone.goOffline()
    await row.click()
    await page.getByTestId('new-home_visit').first().click()
    const place = page.getByTestId('place-words')
    // The browser of a test tells a place once; a form that waits for one hears of the next.
    await page.context().setGeolocation({ latitude: 36.8001, longitude: 118.05, accuracy: 400 })
    await expect.poll(() => place.textContent(), { timeout: 20_000 }).toContain('400')
    await page.getByTestId('point-on-map').click()
    const map = page.getByTestId('pick-map')
    await page.locator('[data-testid=pick-map][data-ready]').waitFor({ timeout: 15_000 })
    await map.getByText('示意图').waitFor()
    const box = await map.boundingBox()
    if (!box) throw new Error('no map')
    await page.waitForTimeout(300)
    await page.mouse.click(box.x + box.width / 2 + 80, box.y + box.height / 2 + 60)
    await page.waitForTimeout(600)
    await page.getByTestId('pick-this').click()
    await expect.poll(() => place.textContent()).toBe('在地图上指的位置')
    await place.scrollIntoViewIfNeeded()
    await page.getByTestId('save-record').click()
    await page.getByTestId('save-as-is').click()
    await page.getByTestId('saved-here').waitFor()
    await phone.goOnline()
    await page.getByTestId('saved-done').click()
    await expect.poll(() => badgeOf(page).getAttribute('data-waiting'), { timeout: 30_000 }).toBe('0')

    const headers = { authorization: `Bearer ${await tokenOf(day.server, 'officer1')}` }
    const ask = async (path: string) => (await fetch(`${day.server.url}${path}`, { headers })).json()
    type Row = { room: string; id: string; createdAt: number }
    const { rows } = (await ask('/api/records?kind=home_visit&limit=20')) as { rows: Row[] }
    const newest = [...rows].sort((a, b) => b.createdAt - a.createdAt)[0]
    const { record } = (await ask(`/api/records/${encodeURIComponent(newest?.room ?? '')}/${newest?.id}`)) as {
      record: { place: { source: string; lat: number; lon: number; acc: number } }
    }
    expect(record.place.source).toBe('map')
    // 80 pixels east and 60 south of where the view began, at this zoom: less than 200 metres.
    expect(record.place.lon).toBeGreaterThan(118.0503)
    expect(record.place.lat).toBeLessThan(36.7999)
    expect(record.place.acc).toBeLessThan(40)
  },
)
