import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Day, newDay } from '../support/day.ts'
import { atNight } from '../support/night.ts'

/** The machine may be busy. */
const SLOW = { timeout: 20_000 }

/** What the phone's screens promise, in real Chromium on the demo district. */
describe.runIf(atNight)('the screens of the phone', () => {
  let day: Day
  let url: string
  let page: Page
  const broken: string[] = []

  beforeAll(async () => {
    day = await newDay()
    const phone = await day.phone({ card: 'police1' }, (line) => {
      if (/Trusted|Content Security Policy/i.test(line)) broken.push(line)
    })
    url = phone.url
    page = phone.page
    await page.getByTestId('record-row').nth(5).waitFor({ timeout: 60_000 })
  }, 120_000)
  afterAll(() => day?.end())
  const rowsInPage = () => page.getByTestId('record-row').count()

  it('[SCREEN4] thousands of records cost a screen of rows; filters stand in the address', async () => {
    await page.getByTestId('nav-records').click()
    await expect
      .poll(async () => Number(/\d+/.exec((await page.locator('.top .sub').textContent()) ?? '')?.[0]), SLOW)
      .toBeGreaterThan(2000)
    expect(await rowsInPage()).toBeLessThan(40)
    await page.getByTestId('search').fill('105号楼 1单元')
    await expect.poll(() => new URL(page.url()).searchParams.get('q'), SLOW).toBe('105号楼 1单元')
    await expect.poll(() => page.getByTestId('record-row').first().textContent(), SLOW).toContain('105号楼 1单元')
    await page.getByTestId('search').fill('没有这样的')
    await page.getByTestId('no-records').waitFor()
    await page.getByTestId('filter-clear').click()
    await page.getByTestId('record-row').first().waitFor()
  })

  it('[SCREEN5] back returns to where one had scrolled', async () => {
    await page.locator('main').evaluate((main) => main.scrollTo(0, 4000))
    await expect.poll(() => page.locator('.stuck').count(), SLOW).toBe(1)
    await page.waitForTimeout(200)
    const at = await page.locator('main').evaluate((main) => main.scrollTop)
    await page.getByTestId('record-row').nth(4).click()
    await page.locator('header.bar').waitFor()
    await page.goBack()
    await expect.poll(() => page.locator('main').evaluate((main) => main.scrollTop), SLOW).toBeGreaterThan(at - 200)
  })

  it('[FORM4] the main button is never disabled: it goes to what is missing, and says it there', async () => {
    await page.getByTestId('nav-today').click()
    await page.getByTestId('new-home_visit').click()
    const save = page.getByTestId('save-record')
    expect(await save.isEnabled()).toBe(true)
    await save.click()
    await page.getByTestId('field-householdId').getByText('还没选').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('choose-householdId')
    await page.getByTestId('save-as-is').waitFor()
  })

  it('[FORM5] what was written is there again after a reload; what the register knows is brought along', async () => {
    await page.getByTestId('choose-householdId').click()
    await page.getByTestId('sheet-search').fill('104号楼 1单元 101')
    await page.getByTestId('option').first().click()
    await page.getByTestId('field-result').getByText('已见面').click()
    await page.getByTestId('field-residentCount').locator('input').fill('77')
    await page.getByTestId('field-residentCount').getByText('在 0 到 50 之间').waitFor()
    await page.getByTestId('field-clues').locator('textarea').fill('楼道灯坏了')
    await page.getByText('草稿已存在本机').waitFor()
    await page.waitForTimeout(300)
    await page.reload()
    await expect.poll(() => page.getByTestId('field-clues').locator('textarea').inputValue(), SLOW).toBe('楼道灯坏了')
    expect(await page.getByTestId('choose-householdId').textContent()).toContain('104号楼 1单元 101')
    await page.getByTestId('field-tenancySeen').getByText('按登记带出').waitFor()
    await page.goto(url)
    await page.getByTestId('draft-row').waitFor()
  })

  it('[SCREEN10] a try without a network says what came of it', async () => {
    const link = page.getByTestId('sync-link')
    await page.context().setOffline(true)
    await expect.poll(() => page.getByTestId('sync-status').getAttribute('data-link'), SLOW).toBe('offline')
    await page.getByTestId('sync-status').click()
    await link.getByText('现在没有网络').waitFor()
    await page.getByTestId('sync-retry').click()
    await link.getByText('正在连').waitFor()
    await link.getByText('刚试过，还是没有网络').waitFor()
    await page.context().setOffline(false)
    await link.getByText('已经连上').waitFor()
    await page.getByTestId('sheet-close').click()
  })

  it('[SCREEN6] three looks and the largest type, kept over a reload', async () => {
    await page.goto(`${url}/me`)
    await page.getByTestId('choose-look').click()
    await page.getByTestId('look-contrast').click()
    await page.getByTestId('sheet-close').click()
    await page.getByTestId('choose-size').click()
    await page.reload()
    await page.getByTestId('choose-size').waitFor()
    expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).toMatchObject({
      theme: 'contrast',
      size: 'large',
    })
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
  })

  it('[SCREEN7] every tab fits in English, and in the largest type', async () => {
    await page.goto(`${url}/me`)
    await page.getByTestId('choose-language').click()
    for (const tab of ['today', 'records', 'map', 'me']) {
      await page.getByTestId(`nav-${tab}`).click()
      await page.waitForTimeout(300)
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll('.phone header *, .phone .foot *, .phone .tabs *')]
          .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
          .map((one) => one.textContent),
      )
      expect(wide, tab).toEqual([])
    }
  })

  it('[SCREEN3] nothing of it breaks the policy, and foreign markup becomes nothing', async () => {
    const outcome = await page.evaluate(() => {
      try {
        document.createElement('div').innerHTML = '<img src=x onerror="window.hit = 1">'
        return 'taken'
      } catch {
        return 'refused'
      }
    })
    expect(outcome).toBe('refused')
    expect(broken.filter((line) => !/onerror|active content/.test(line))).toEqual([])
  })
})
