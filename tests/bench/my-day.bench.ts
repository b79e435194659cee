import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { MINUTE, quarterOf } from '../../domain/clock.ts'
import { asPerson, asRoom, newEventId, type RecordId, recordOf } from '../../domain/ids.ts'
import { chromiumArgs, chromiumPath } from '../support/chromium.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'
import type { Bench } from './bench.ts'

const EVENTS = 20_000
const SLOWER = 6
const RUNS = 5
const ROWS = 12
const COMMUNITY = '370303005003'

/** A plain page of as many rows, from a service worker of its own: what no app can be quicker than. */
const PLAIN = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>plain</title>
<h1>Today</h1><ol>${Array.from({ length: ROWS }, (_, i) => `<li data-testid="record-row"><b>${i + 1}号楼 1单元 101</b><br>一年一次</li>`).join('')}</ol>
<script>navigator.serviceWorker.register('/sw.js')</script>`
const PLAIN_WORKER = `
self.addEventListener('install', (e) => e.waitUntil(caches.open('p').then((c) => c.add('/')).then(() => self.skipWaiting())))
self.addEventListener('activate', (e) => e.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (e) => e.respondWith(caches.match('/').then((r) => r ?? fetch(e.request))))`

const plainServer = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      const worker = request.url === '/sw.js'
      response.setHeader('content-type', worker ? 'text/javascript' : 'text/html')
      response.end(worker ? PLAIN_WORKER : PLAIN)
    }).listen(0, '127.0.0.1', () => resolve(server))
  })

/** In the page: the time (ms since the start of the navigation) of the frame after the first row stood in it. */
const WATCH = `
  window.painted = undefined
  const look = () => document.querySelector('[data-testid="record-row"]')
    ? requestAnimationFrame(() => { window.painted = performance.now() })
    : requestAnimationFrame(look)
  requestAnimationFrame(look)`

/** Visits of this assistant, as many as are lacking to the phone's 20,000 events. */
async function fill(server: TestServer, missing: number): Promise<void> {
  const token = await tokenOf(server, 'police1')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const page = (await (await fetch(`${server.url}/api/facts/${COMMUNITY}`, { headers })).json()) as {
    facts: { record: RecordId; kind: string }[]
  }
  const homes = page.facts.filter((fact) => fact.kind === 'household').map((fact) => fact.record)
  const now = Date.now()
  const { year, quarter } = quarterOf(now)
  const room = asRoom(`${COMMUNITY}/police/${year}q${quarter}`)
  const by = asPerson('p-police1')
  const visits = Array.from({ length: Math.ceil(missing / 2) }, (_, i) => {
    const at = now - (i % 5000) * MINUTE - MINUTE
    const id = newEventId(at)
    const record = recordOf(id)
    const who = { by, role: 'assistant', at }
    const set = {
      householdId: homes[i % homes.length] as string,
      visitAt: at,
      purpose: ['routine'],
      result: 'no_answer',
    }
    return [
      { room, id, event: { type: 'create', kind: 'home_visit', version: 1, area: COMMUNITY, ...who, set } },
      {
        room,
        id: newEventId(at + 1),
        event: { type: 'move', record, ...who, base: [id], move: 'submit', to: 'submitted' },
      },
    ]
  }).flat()
  for (let from = 0; from < visits.length; from += 1000) {
    const body = JSON.stringify({ events: visits.slice(from, from + 1000) })
    const answer = await fetch(`${server.url}/api/events/bulk`, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`bulk: ${answer.status} ${await answer.text()}`)
    const { outcomes } = (await answer.json()) as { outcomes: { outcome: string }[] }
    const bad = outcomes.find(({ outcome }) => outcome !== 'stored')
    if (bad) throw new Error(`bulk: ${JSON.stringify(bad)}`)
  }
}

const open = (profile: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: [...chromiumArgs],
    viewport: { width: 360, height: 780 },
    permissions: ['geolocation'],
    geolocation: { latitude: 36.8, longitude: 118.05, accuracy: 12 },
    locale: 'zh-CN',
  })
const eventsOn = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const found = (await indexedDB.databases()).find(({ name }) => name?.startsWith('xunji-p-'))
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(found?.name ?? '')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const count = await new Promise<number>((resolve) => {
      const request = db.transaction('events').objectStore('events').count()
      request.onsuccess = () => resolve(request.result)
    })
    db.close()
    return count
  })

/** A new browser process, without a network, at a sixth of the speed. */
async function paint(profile: string, url: string): Promise<{ readonly painted: number; readonly early: boolean }> {
  const context = await open(profile)
  try {
    const page = await context.newPage()
    await page.addInitScript(WATCH)
    await context.setOffline(true)
    const cdp = await context.newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.goto(url, { waitUntil: 'commit' })
    await page.getByTestId('record-row').first().waitFor({ timeout: 120_000 })
    await page.waitForTimeout(300)
    const painted = Number(await page.evaluate('window.painted'))
    return { painted, early: (await page.getByTestId('early-day').count()) > 0 }
  } finally {
    await context.close()
  }
}
const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] as number

export const bench: Bench = {
  about: `my day over ${EVENTS} events on the phone against a plain page of as many rows, both offline at ${SLOWER}× CPU slow-down`,
  async run() {
    const server = await demoServer(mkdtempSync(join(tmpdir(), 'xunji-')))
    const plain = await plainServer()
    const profiles = [mkdtempSync(join(tmpdir(), 'xunji-day-')), mkdtempSync(join(tmpdir(), 'xunji-plain-'))] as const
    try {
      const address = plain.address()
      const plainUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
      const first = await open(profiles[1])
      const bare = await first.newPage()
      await bare.goto(plainUrl)
      await bare.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
      await first.close()

      const phone = await open(profiles[0])
      const page = await phone.newPage()
      await page.goto(server.url)
      await page.getByTestId('sign-in-account').fill('police1')
      await page.getByTestId('sign-in-password').fill('xunji-demo')
      await page.getByTestId('sign-in-submit').click()
      await page.getByTestId('coverage').waitFor({ timeout: 120_000 })
      await page.waitForTimeout(3000)
      await fill(server, EVENTS - (await eventsOn(page)))
      for (let tries = 0; (await eventsOn(page)) < EVENTS && tries < 240; tries++) await page.waitForTimeout(500)
      const events = await eventsOn(page)
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
      // As after a day's work: the app was on the first screen, and was put away.
      await page.waitForTimeout(8000)
      await phone.close()

      const floor: number[] = []
      const day: number[] = []
      let early = 0
      for (let run = 0; run < RUNS; run++) {
        floor.push((await paint(profiles[1], plainUrl)).painted)
        const one = await paint(profiles[0], server.url)
        day.push(one.painted)
        early += Number(one.early)
      }
      const [bottom, top] = [median(floor), median(day)]
      return [
        { name: 'events on the phone', value: events, unit: 'events', atLeast: EVENTS },
        { name: 'plain page', value: bottom, unit: 'ms' },
        { name: 'my day, first lines painted', value: top, unit: 'ms' },
        { name: 'starts that painted before the fold', value: early, unit: `of ${RUNS}` },
        {
          name: 'my day to plain page',
          value: top / bottom,
          unit: '×',
          peer: { name: 'plain page, ms', value: bottom },
          atMost: 2.4,
        },
      ]
    } finally {
      plain.close()
      await server.close()
      forget(server.dataDir)
      for (const profile of profiles) rmSync(profile, { recursive: true, force: true })
    }
  },
}
