import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Day, newDay, signInAs } from '../support/day.ts'
import { atNight } from '../support/night.ts'

/** The day of those who check and dispatch, at a wide screen, against the real server with the demo district. */
describe('the desk', () => {
  let day: Day
  beforeAll(async () => {
    day = await newDay()
  })
  afterAll(() => day.end())

  const shown = (page: Page) => page.getByTestId('record-row').count()

  it.runIf(atNight)(
    '[DESK2] the address holds page, filters and what is open; back returns, a colleague opens the same',
    async () => {
      const desk = await day.desk('officer1')
      const { page } = desk
      await page.getByTestId('filter-kind').selectOption('household')
      await page.getByTestId('search').fill('105号楼 1单元 701')
      await expect.poll(() => shown(page)).toBe(1)
      const row = page.getByTestId('record-row').first()
      const record = await row.getAttribute('data-record')
      await row.click()
      await page.getByTestId('drawer').getByText('105号楼 1单元 701').first().waitFor()
      const address = page.url()
      expect(address).toContain('kind=household')
      expect(address).toContain(`record=${record}`)
      await page.goBack()
      await page.getByTestId('drawer').waitFor({ state: 'detached' })
      expect(await shown(page)).toBe(1)

      const other = await day.desk('supervisor1')
      const colleague = other.page
      await colleague.goto(address)
      await colleague.getByTestId('drawer').getByText('105号楼 1单元 701').first().waitFor()
      expect(await shown(colleague)).toBe(1)
      expect(await colleague.getByTestId('search').inputValue()).toBe('105号楼 1单元 701')
      await desk.close()
      await other.close()
    },
  )

  it.runIf(atNight)(
    '[DESK5] [DESK8] by keyboard: next, verify, on to the next one; off while a field has the focus',
    async () => {
      const desk = await day.desk('officer1')
      const { page } = desk
      await page.getByTestId('nav-check').click()
      await page.getByTestId('check-all').click()
      await page.getByTestId('record-row').first().waitFor()
      const ids = await page
        .getByTestId('record-row')
        .evaluateAll((rows) => rows.slice(0, 2).map((row) => row.getAttribute('data-record')))
      await page.keyboard.press('j')
      await page.getByTestId('drawer').waitFor()
      await expect.poll(() => page.url()).toContain(`record=${ids[0]}`)
      await page.keyboard.press('r')
      await page.keyboard.type('v j k')
      expect(await page.getByTestId('return-note').inputValue()).toBe('v j k')
      await page.getByTestId('return-note').fill('')
      await page.keyboard.press('Escape')
      await page.getByTestId('verify').waitFor()
      await page.keyboard.press('v')
      await expect.poll(() => page.url(), { timeout: 10_000 }).toContain(`record=${ids[1]}`)
      await expect.poll(() => page.locator(`tr[data-record="${ids[0]}"]`).count(), { timeout: 10_000 }).toBe(0)
      await page.keyboard.press('Escape')
      await page.getByTestId('drawer').waitFor({ state: 'detached' })
      await page.keyboard.press('?')
      await page.getByTestId('key-help').waitFor()
      await desk.close()
    },
  )

  it('[DESK9] a conflict shows both values side by side; one settles it for everybody', async () => {
    const desk = await day.desk('officer1')
    const { page } = desk
    await page.getByTestId('filter-kind').selectOption('household')
    const row = page.getByTestId('record-row').filter({ hasText: '有两个值' }).first()
    const record = await row.getAttribute('data-record')
    await row.click()
    const clash = page.getByTestId('conflict-tenancy')
    await clash.getByText('自住兼出租', { exact: true }).waitFor()
    await clash.getByText('出租', { exact: true }).waitFor()
    await clash.getByRole('button', { name: '采用 出租' }).click()
    await clash.waitFor({ state: 'detached' })
    expect(await page.getByTestId('value-tenancy').textContent()).toBe('出租')
    await expect
      .poll(() => page.locator(`tr[data-record="${record}"]`).textContent(), { timeout: 10_000 })
      .not.toContain('有两个值')
    await desk.close()
  })

  it.runIf(atNight)('[DESK10] what is held is decided with a reason, and only then counts', async () => {
    const desk = await day.desk('supervisor1')
    const { page } = desk
    await page.getByTestId('nav-check').click()
    await page.getByTestId('check-held').click()
    const row = page.getByTestId('held-row').first()
    const event = await row.getAttribute('data-event')
    await row.click()
    await page.getByTestId('held-accept').click()
    await page.getByRole('alert').getByText('写一句为什么').waitFor()
    await page.getByTestId('held-reason').fill('当天替班，核对过')
    await page.getByTestId('held-accept').click()
    await page.locator(`tr[data-event="${event}"]`).waitFor({ state: 'detached' })
    await desk.close()
  })

  it.runIf(atNight)('[MAP1] [MAP5] the map says that it is invented; a unit without records says no data', async () => {
    const desk = await day.desk('supervisor1')
    const { page } = desk
    await page.getByTestId('nav-map').click()
    await page.locator('[data-testid="desk-map"][data-ready]').getByText('示意图，形状与位置均为虚构').waitFor()
    const panyuan = page.locator('[data-unit="370303005003"]')
    await expect.poll(() => panyuan.textContent(), { timeout: 15_000 }).toContain('1,400')
    const others = page.locator('[data-testid="unit-row"]:not([data-unit="370303005003"])')
    expect(await others.count()).toBeGreaterThan(5)
    for (const words of await others.allTextContents()) expect(words).toContain('暂无数据')
    await panyuan.click()
    const home = page.locator('.m-mark.home').first()
    await home.waitFor()
    await home.click()
    await page.getByTestId('drawer').getByTestId('record-row').first().waitFor()
    await desk.close()
  })

  it.runIf(atNight)('[DESK11] a server that is away is said in place, and the list comes back by itself', async () => {
    const desk = await day.desk('officer1')
    const { page } = desk
    desk.cut()
    await expect.poll(() => page.getByTestId('desk-link').getAttribute('data-link'), { timeout: 30_000 }).toBe('broken')
    await page.getByTestId('filter-kind').selectOption('building')
    await page.getByTestId('try-again').waitFor()
    desk.mend()
    await page.getByTestId('record-row').filter({ hasText: '105号楼' }).waitFor({ timeout: 30_000 })
    await desk.close()
  })

  it.runIf(atNight)(
    '[DESK13] a session that ended elsewhere is said, and what was open is there again after signing in',
    async () => {
      const desk = await day.desk('officer1')
      const { page } = desk
      await page.getByTestId('filter-kind').selectOption('household')
      await page.getByTestId('record-row').first().click()
      await page.getByTestId('drawer').waitFor()
      const address = page.url()
      const ended = await page.request.delete(`${day.server.url}/api/session`, {
        headers: { cookie: (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ') },
      })
      expect(ended.status()).toBe(204)
      await page.getByTestId('signed-out').getByRole('button').click({ timeout: 20_000 })
      await signInAs(page, 'officer1')
      await page.getByTestId('drawer').waitFor()
      expect(page.url()).toBe(address)
      await desk.close()
    },
  )

  it.runIf(atNight)('[DESK14] names and numbers are masked until somebody asks for them', async () => {
    const desk = await day.desk('officer1')
    const { page } = desk
    await page.getByTestId('filter-kind').selectOption('household')
    await page.getByTestId('search').fill('105号楼 1单元 701')
    await expect.poll(() => shown(page)).toBe(1)
    await page.getByTestId('record-row').first().click()
    const owner = page.getByTestId('value-ownerName')
    await owner.waitFor()
    expect(await owner.textContent()).toContain('*')
    await page.getByTestId('unmask').click()
    await expect.poll(() => owner.textContent()).toMatch(/^示例户\d+$/)
    await desk.close()
  })

  it.runIf(atNight)(
    '[DESK15] what is without a doubt is verified together; what has one stays to be looked at',
    async () => {
      const desk = await day.desk('officer1')
      const { page } = desk
      await page.getByTestId('nav-check').click()
      await page.getByTestId('verify-plain').waitFor()
      const doubtful = await page.getByTestId('record-row').count()
      expect(doubtful).toBeGreaterThan(0)
      await page.getByTestId('verify-plain').click()
      await page.getByTestId('verify-plain').waitFor({ state: 'detached', timeout: 60_000 })
      expect(await page.getByTestId('record-row').count()).toBe(doubtful)
      await page.getByTestId('check-all').click()
      await expect.poll(() => page.getByTestId('record-row').count()).toBe(doubtful)
      await desk.close()
    },
  )
})
