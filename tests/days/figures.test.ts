import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Day, newDay } from '../support/day.ts'

const PANYUAN = '370303005003'

/** What the office counts, on the desk of those who answer for it and on the phone of those who do the work. */
describe('figures', () => {
  let day: Day
  beforeAll(async () => {
    day = await newDay()
  })
  afterAll(() => day.end())

  it('[FIG10] the coverage on an assistant’s phone is the number at the desk, which opens its records', async () => {
    const { page } = await day.phone('police1')
    const coverage = page.getByTestId('coverage')
    await coverage.waitFor({ timeout: 30_000 })
    const { page: desk } = await day.desk('officer1')
    await desk.getByTestId('nav-figures').click()
    const number = desk.getByTestId('figure-home_visit.coverage').locator('.n')
    await number.waitFor({ timeout: 30_000 })
    const [done, of] = await Promise.all([
      number.getAttribute('data-numerator'),
      number.getAttribute('data-denominator'),
    ])
    expect(Number(done)).toBeGreaterThan(100)
    const onPhone = async () =>
      Promise.all([coverage.getAttribute('data-of'), coverage.getByTestId('share-due').getAttribute('data-n')])
    await expect.poll(onPhone, { timeout: 20_000 }).toEqual([of, String(Number(of) - Number(done))])

    // The rest of the whole: the homes that are still due.
    await desk.getByTestId('figure-rest').click()
    await desk.getByTestId('figure-filter').waitFor()
    await desk.getByTestId('record-row').first().waitFor()
    await desk
      .locator('.dtop .sub')
      .getByText((Number(of) - Number(done)).toLocaleString('en'))
      .first()
      .waitFor({ timeout: 20_000 })
    expect(new URL(desk.url()).searchParams.get('area')).toBe(PANYUAN)
    await desk.getByTestId('figure-filter').click()
    await desk.getByTestId('figure-filter').waitFor({ state: 'detached' })
  })
})
