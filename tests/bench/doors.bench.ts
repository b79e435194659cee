import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { asPerson, newEventId, recordOf } from '../../domain/ids.ts'
import { household } from '../../domain/kinds/household.ts'
import { roomFor } from '../../domain/room/names.ts'
import { chromiumArgs, chromiumPath } from '../support/chromium.ts'
import { signInAs } from '../support/day.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'
import type { Bench } from './bench.ts'

const FLOORS = 26
const PER_FLOOR = 12
const DOORS = FLOORS * PER_FLOOR
const SLOWER = 6
const RUNS = 5
const COMMUNITY = '370303005003'
const NAME = '900号楼'

/** As many plain buttons in a grid: what no list of doors can scroll better than. */
const PLAIN = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>plain</title>
<style>body{margin:0}main{height:100dvh;overflow:auto}ol{display:grid;grid-template-columns:repeat(4,1fr);gap:8px;padding:16px;list-style:none}button{width:100%;height:60px}</style>
<main><ol>${Array.from({ length: DOORS }, (_, i) => `<li><button>${i + 1}<br>待走</button></li>`).join('')}</ol></main>`

const plainServer = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(PLAIN)
    }).listen(0, '127.0.0.1', () => resolve(server))
  })

/** One house of the community with all its doors in the register. */
async function build(server: TestServer): Promise<void> {
  const headers = {
    authorization: `Bearer ${await tokenOf(server, 'police1')}`,
    'content-type': 'application/json',
  }
  const at = Date.now()
  const by = asPerson('p-police1')
  const room = roomFor(household, COMMUNITY, by, at)
  const who = { by, role: 'assistant', at, version: 1, area: COMMUNITY }
  const house = newEventId(at)
  const point = { lat: 36.82, lon: 118.03 }
  const create = (kind: string, id: string, set: object) => ({ room, id, event: { type: 'create', kind, ...who, set } })
  const doors = Array.from({ length: DOORS }, (_, i) => {
    const roomNo = `${Math.floor(i / PER_FLOOR) + 1}${String((i % PER_FLOOR) + 1).padStart(2, '0')}`
    return create('household', newEventId(at + 1 + i), {
      addressCode: `${COMMUNITY}-B${i}`,
      addressText: `${NAME} 1单元 ${roomNo}`,
      buildingId: recordOf(house),
      unitNo: '1',
      roomNo,
      point,
      tenancy: 'owner_occupied',
    })
  })
  const units = [{ unitNo: '1', floors: FLOORS, doorsPerFloor: PER_FLOOR }]
  const first = create('building', house, {
    name: NAME,
    kind: 'residential',
    geometry: { type: 'Point', coordinates: [point.lon, point.lat] },
    units,
  })
  const body = JSON.stringify({ events: [first, ...doors] })
  const answer = await fetch(`${server.url}/api/events/bulk`, { method: 'POST', headers, body })
  const said = await answer.text()
  if (!answer.ok || /"outcome":"(?!stored)/.test(said)) throw new Error(`bulk: ${answer.status} ${said.slice(0, 500)}`)
}

const open = (profile: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: [...chromiumArgs],
    viewport: { width: 360, height: 780 },
    locale: 'zh-CN',
  })

/** The 95th percentile (ms) of the time between frames while the page is scrolled from end to end, at a sixth of the speed. */
async function scroll(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const frames = await page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const main = document.querySelector('main') as HTMLElement
        const times: number[] = []
        const STEP = 60
        let last = performance.now()
        const next = (now: number): void => {
          times.push(now - last)
          last = now
          const before = main.scrollTop
          main.scrollTop = before + STEP
          if (main.scrollTop === before || times.length > 240) resolve(times.slice(2))
          else requestAnimationFrame(next)
        }
        main.scrollTop = 0
        requestAnimationFrame(next)
      }),
  )
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  return [...frames].sort((a, b) => a - b)[Math.floor(frames.length * 0.95)] as number
}
const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] as number

export const bench: Bench = {
  about: `scrolling a house of ${DOORS} doors against a plain grid of as many buttons, both at ${SLOWER}× CPU slow-down`,
  async run() {
    const server = await demoServer(mkdtempSync(join(tmpdir(), 'xunji-')))
    const plain = await plainServer()
    const profile = mkdtempSync(join(tmpdir(), 'xunji-doors-'))
    const context = await open(profile)
    try {
      await build(server)
      const grid = await context.newPage()
      await grid.goto(server.url)
      await signInAs(grid, 'police1')
      await grid.getByTestId('coverage').waitFor({ timeout: 120_000 })
      await grid.getByTestId('open-doors').click()
      await grid.getByTestId('building').filter({ hasText: NAME }).click()
      await grid
        .getByTestId('door')
        .nth(DOORS - 1)
        .waitFor({ state: 'attached', timeout: 60_000 })
      const shown = await grid.getByTestId('door').count()
      const bare = await context.newPage()
      const address = plain.address()
      await bare.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`)
      const floor: number[] = []
      const doors: number[] = []
      for (let run = 0; run < RUNS; run++) {
        await bare.bringToFront()
        floor.push(await scroll(bare))
        await grid.bringToFront()
        doors.push(await scroll(grid))
      }
      const [bottom, top] = [median(floor), median(doors)]
      return [
        { name: 'doors of the house', value: shown, unit: 'doors', atLeast: DOORS },
        { name: 'plain grid, frame p95', value: bottom, unit: 'ms' },
        { name: 'doors, frame p95', value: top, unit: 'ms' },
        {
          name: 'doors to plain grid',
          value: top / bottom,
          unit: '×',
          peer: { name: 'plain grid, frame p95 ms', value: bottom },
          atMost: 1.3,
        },
      ]
    } finally {
      await context.close()
      plain.close()
      await server.close()
      forget(server.dataDir)
      rmSync(profile, { recursive: true, force: true })
    }
  },
}
