import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordPage } from '../../domain/api.ts'
import { isoWeekOf } from '../../domain/clock.ts'
import { newEventId } from '../../domain/ids.ts'
import { type Day, newDay } from '../support/day.ts'
import { jpegOf } from '../support/jpeg.ts'
import { atNight } from '../support/night.ts'
import { tokenOf } from '../support/server.ts'

const PATIENCE = { timeout: 20_000 }

/** What others tell a cleaner, and what he tells them, in real Chromium against the real server. */
describe('being told', () => {
  let day: Day
  beforeAll(async () => {
    day = await newDay()
  })
  afterAll(() => day.end())

  it('[TOLD5] [TOLD9] [TOLD10] [TOLD11] [TOLD22] a notice read offline, a task that arrived, feedback answered, a call for help', async () => {
    const phone = await day.phone('cleaner1')
    const { page } = phone
    const { page: desk } = await day.desk('supervisor1')

    // The street sends a notice that everybody has to confirm; it is on the phone before the network goes.
    await desk.getByTestId('nav-tell').click()
    await desk.getByTestId('compose').click()
    await desk.getByTestId('notice-send').click()
    await desk.getByText('还差：标题').waitFor()
    await desk.getByTestId('notice-title').fill('今晚大风')
    await desk.getByTestId('notice-body').fill('高处的招牌下不要停留。')
    await desk.getByTestId('to-cleaner').click()
    await desk.getByTestId('notice-must').check()
    const picture = { name: 'wind.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(jpegOf({ seed: 5 })) }
    await desk.getByTestId('notice-picture').setInputFiles(picture)
    await desk.getByTestId('notice-attached').waitFor(PATIENCE)
    await desk.getByTestId('notice-send').click()
    const notice = page.getByTestId('notice-row').filter({ hasText: '今晚大风' })
    await notice.waitFor(PATIENCE)
    await notice.getByText('要你确认').waitFor()
    await desk.getByTestId('record-row').filter({ hasText: '今晚大风' }).click()
    const mine = desk.locator('[data-testid="reached-person"][data-person="p-cleaner1"]')
    // One of all the street's cleaners has it; those who have not stand first, to be called.
    await desk.locator('[data-testid="reached"][data-reached="1"]').waitFor(PATIENCE)
    const sent = await tokenOf(day.server, 'supervisor1')
    const page1 = await fetch(`${day.server.url}/api/records?kind=notice&q=今晚大风`, {
      headers: { authorization: `Bearer ${sent}` },
    })
    expect(((await page1.json()) as RecordPage).rows[0]).toMatchObject({ photosExpected: 1, photosArrived: 1 })

    // Read without a network; the word goes out when there is one.
    await phone.goOffline()
    await notice.click()
    await page.getByText('高处的招牌下不要停留。').first().waitFor()
    await page.getByTestId('move-published').click()
    await page.getByTestId('move-published').waitFor({ state: 'detached' })
    await page.goto(`${phone.url}/`)
    await page.getByTestId('sync-status').waitFor()
    await expect.poll(() => page.getByTestId('notice-row').filter({ hasText: '今晚大风' }).count()).toBe(0)
    await phone.goOnline()
    await desk.getByTestId('reached').getByText('看过 1').waitFor(PATIENCE)

    // A task goes to one by name.
    await desk.getByTestId('tell-task').click()
    await desk.getByTestId('compose').click()
    await desk.getByTestId('task-title').fill('清理学院路积水')
    await desk.getByTestId('task-person').selectOption('p-cleaner1')
    await desk.getByTestId('task-send').click()
    await desk.getByTestId('record-row').filter({ hasText: '清理学院路积水' }).click()
    await mine.getByText('到了手机').waitFor(PATIENCE)
    await page.getByText('清理学院路积水').first().waitFor(PATIENCE)

    // What he has to say goes to the supervisor, and the answer comes back.
    await page.getByTestId('nav-me').click()
    await page.getByTestId('feedback').click()
    await page.getByTestId('field-feedbackKind').getByText('软件问题').click()
    await page.getByTestId('field-text').locator('textarea').fill('字太小，看不清')
    await page.getByTestId('save-record').click()
    await page.getByTestId('saved-here').waitFor()
    await desk.getByTestId('tell-feedback').click()
    await desk.getByTestId('record-row').filter({ hasText: '软件问题' }).first().click(PATIENCE)
    await desk.getByTestId('feedback-answer').fill('在“我的”里可以调成最大字。')
    await desk.getByTestId('feedback-send').click()
    await page.goto(`${phone.url}/`)
    await page.getByTestId('answer-row').first().click(PATIENCE)
    await page.getByText('在“我的”里可以调成最大字。').first().waitFor()

    // A call for help is on every page of the desk until it is answered; the person sees who did.
    const token = await tokenOf(day.server, 'cleaner1')
    // Nobody has answered for half a minute: the district's desk rings as well.
    const { page: district } = await day.desk('district1')
    const at = Date.now() - 31_000
    const { year, week } = isoWeekOf(at)
    const room = encodeURIComponent(`worker/p-cleaner1/${year}w${String(week).padStart(2, '0')}`)
    const set = { personId: 'p-cleaner1', place: { lat: 36.8, lon: 118.05, acc: 12 } }
    const event = {
      type: 'create',
      kind: 'sos',
      version: 1,
      area: '370303005',
      by: 'p-cleaner1',
      role: 'cleaner',
      at,
      set,
    }
    const answer = await fetch(`${day.server.url}/api/rooms/${room}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ events: [{ id: newEventId(at), event }] }),
    })
    expect(answer.status).toBe(200)
    await desk.getByTestId('sos-call').getByText('36.80000, 118.05000').waitFor(PATIENCE)
    const far = district.getByTestId('sos-call')
    await far.getByText('超过 30 秒没人响应').waitFor(PATIENCE)
    await far.getByRole('button', { name: '在地图上看' }).click()
    await district.getByTestId('desk-map').waitFor(PATIENCE)
    await desk.getByTestId('sos-answer').click()
    await district.locator('[data-testid="sos-call"][data-state="answered"]').waitFor(PATIENCE)
    await district.close()
    await page.goto(`${phone.url}/`)
    await page.locator('[data-testid="my-sos"][data-state="answered"]').waitFor(PATIENCE)
    await desk.getByTestId('sos-outcome').fill('已送回家')
    await desk.getByTestId('sos-close').click()
    await desk.getByTestId('sos-call').waitFor({ state: 'detached', ...PATIENCE })
  })

  it.runIf(atNight)(
    '[TOLD17] a push is shown in words, without a subject, and opens today’s page or the record that is meant',
    async () => {
      const { page, url } = await day.phone('cleaner2')
      const context = page.context()
      await context.grantPermissions(['notifications'], { origin: url })
      const cdp = await context.newCDPSession(page)
      const registration = new Promise<string>((done) =>
        cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
          const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(url))
          if (own) done(own.registrationId)
        }),
      )
      await cdp.send('ServiceWorker.enable')
      const registrationId = await registration
      const data = JSON.stringify({ kind: 'assigned', count: 2 })
      // The same tag takes the place of the one before: telling it again shows it once.
      const shown = async () => {
        await cdp.send('ServiceWorker.deliverPushMessage', { origin: url, registrationId, data })
        return page.evaluate(async () => {
          const own = await navigator.serviceWorker.ready
          return (await own.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }))
        })
      }
      await expect.poll(shown, PATIENCE).toEqual([{ title: '巡迹', body: '有新任务，2 件', tag: 'assigned' }])
      await page.goto(`${url}/told/nonsense`)
      await page.waitForURL(`${url}/`)
      await page.getByTestId('sync-status').waitFor()
    },
  )
})
