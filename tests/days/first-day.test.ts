import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ReadyAnswer } from '../../domain/api.ts'
import { axeFaults } from '../support/axe.ts'
import { badgeOf, type Day, newDay } from '../support/day.ts'
import { atNight } from '../support/night.ts'
import { tokenOf } from '../support/server.ts'

/** Somebody over fifty on the first morning with the app: reads three screens, checks the phone, tries before it counts. */
let day: Day
beforeAll(async () => {
  day = await newDay()
}, 60_000)
afterAll(() => day.end())

it.runIf(atNight)(
  '[START3] [START4] [START5] [START6] [START7] the first day: three screens, a phone check, a practice that nobody receives',
  async () => {
    const phone = await day.phone('police1')
    const page = () => phone.page
    const mark = (name: string) => page().getByTestId(name)

    // The introduction is in nobody's way, is read without a network, and comes no more by itself.
    await mark('new-home_visit').waitFor()
    await phone.goOffline()
    await mark('intro-open').click()
    for (let n = 1; n <= 3; n++) {
      await mark('intro').getByText(`第 ${n} 屏，共 3 屏`).waitFor()
      await mark('intro-next').click()
    }
    await mark('new-home_visit').waitFor()
    expect(await mark('intro-card').count()).toBe(0)
    await mark('nav-me').click()
    await mark('me-intro').click()
    await mark('intro-skip').click()
    await phone.goOnline()

    // The phone check says what to do, and the office reads it.
    await mark('nav-me').click()
    await mark('me-ready').click()
    await page().locator('[data-testid=ready-sum][data-done=true]').waitFor({ timeout: 30_000 })
    expect(await axeFaults(page())).toEqual([])
    expect(await mark('check-camera').getAttribute('data-state')).toBe('good')
    expect(await mark('check-place').textContent()).toContain('误差约 12 米')
    expect(await mark('check-home').getAttribute('data-state')).toBe('bad')
    await expect.poll(() => mark('ready-told').textContent()).toContain('已告诉办公室')
    const headers = { authorization: `Bearer ${await tokenOf(day.server, 'supervisor1')}` }
    const told = (await (await fetch(`${day.server.url}/api/ready?area=370303005`, { headers })).json()) as ReadyAnswer
    expect(told.reports[0]?.checks.find(({ id }) => id === 'place')).toEqual({ id: 'place', state: 'good', value: 12 })

    // Practice: a home is visited with phrases and help; nothing of it leaves the phone.
    await page().goto(`${phone.url}/practice`)
    await mark('practice-enter').click()
    await mark('practice-bar').waitFor()
    const sent = phone.bytesSent()
    await mark('nav-records').click()
    await page().getByText('练习1号楼 1单元 101').first().click()
    await mark('new-home_visit').click()
    await mark('form-help').click()
    await mark('help-sheet').getByText('必须填的').waitFor()
    await mark('sheet-close').click()
    await mark('field-result').getByText('家中无人').click()
    await mark('field-clues').getByTestId('phrase').first().click()
    expect(await mark('field-clues').locator('textarea').inputValue()).toBe('已告知反诈要点')
    await mark('save-record').click()
    await mark('saved-here').waitFor()
    await mark('saved-done').click()
    await mark('practice-bar').waitFor()
    expect(phone.bytesSent() - sent).toBeLessThan(20_000)
    await mark('practice-leave').click()
    await expect.poll(() => mark('practice-bar').count()).toBe(0)
    await expect.poll(() => badgeOf(page()).getAttribute('data-waiting')).toBe('0')
    await mark('nav-records').click()
    await mark('search').fill('练习1号楼')
    await expect.poll(() => mark('record-row').count()).toBe(0)
    const written = await fetch(`${day.server.url}/api/records?q=${encodeURIComponent('练习1号楼')}`, { headers })
    expect(((await written.json()) as { rows: unknown[] }).rows).toEqual([])
  },
  90_000,
)
