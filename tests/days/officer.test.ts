import { afterAll, beforeAll, expect, it } from 'vitest'
import { badgeOf, type Day, newDay } from '../support/day.ts'
import { atNight } from '../support/night.ts'

let day: Day
beforeAll(async () => {
  day = await newDay()
})
afterAll(() => day.end())

/** The community officer's day: his sample of visits, on the phone and without a network. */
it.runIf(atNight)(
  '[DOOR7] [DAY12] the sample waits in his day, is verified without a network, and is the same at his desk',
  async () => {
    const phone = await day.phone('officer1')
    const { page } = phone
    await page.getByTestId('coverage').waitFor({ timeout: 60_000 })
    const drawn = page.locator('[data-due]').filter({ hasText: '抽查' })
    for (let n = 0; n < 20 && (await drawn.count()) === 0; n++) await page.getByTestId('more-rows').click()
    const record = await drawn.first().getAttribute('data-record')
    const { page: desk } = await day.desk('officer1')
    await desk.goto(`${new URL(desk.url()).origin}/desk/check?only=sample&kind=home_visit`)
    await desk.locator(`tr[data-record="${record}"]`).waitFor({ timeout: 30_000 })

    await phone.goOffline()
    await drawn.first().click()
    await page.getByTestId('move-verified').click()
    await page.getByTestId('move-verified').waitFor({ state: 'detached' })
    await phone.goOnline()
    await page.goto(phone.url)
    await expect.poll(() => badgeOf(page).getAttribute('data-waiting'), { timeout: 45_000 }).toBe('0')
    await desk.locator(`tr[data-record="${record}"]`).waitFor({ state: 'detached', timeout: 30_000 })
  },
)
