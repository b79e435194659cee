import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import type { RecordPage, WriteAnswer } from '../../domain/api.ts'
import { quarterOf } from '../../domain/clock.ts'
import { asPerson, type EventId, newEventId } from '../../domain/ids.ts'
import type { ClientEvent } from '../../domain/record/event.ts'
import { chromiumArgs, chromiumPath } from '../support/chromium.ts'
import { demoBuiltAt, forget, type TestServer, tokenOf } from '../support/server.ts'
import type { Bench } from './bench.ts'

const RECORDS = 50
const COMMUNITY = '370303005003'
/** ms */
const LONGEST_WAIT = 10_000

export const bench: Bench = {
  about: `${RECORDS} visits, one after another: from the receipt to the painted row at an open desk, in Chromium`,
  async run() {
    const server = await demoBuiltAt(Date.now())
    const profile = mkdtempSync(join(tmpdir(), 'xunji-bench-'))
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath(),
      args: chromiumArgs,
      viewport: { width: 1440, height: 900 },
      locale: 'zh-CN',
    })
    try {
      const desk = await openDesk(await context.newPage(), server)
      const write = await writerOf(server)
      await write()
      const waits: number[] = []
      const bare: number[] = []
      for (let i = 0; i < RECORDS; i++) {
        const { id, receiptAt } = await write()
        waits.push((await paintedAt(desk, id)) - receiptAt)
        bare.push(await ownQuestion(desk))
      }
      const peer = { name: 'the desk’s question for its page alone, p95', value: p95(bare) }
      return [
        { name: 'from receipt to painted row, p95', value: p95(waits), unit: 'ms', atMost: 1000, peer },
        {
          name: 'from receipt to painted row, as a multiple of that question',
          value: p95(waits) / p95(bare),
          unit: '×',
        },
        { name: 'from receipt to painted row, median', value: median(waits), unit: 'ms' },
      ]
    } finally {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
      await server.close()
      forget(server.dataDir)
    }
  },
}

/** The officer's desk with its table open, noting when each row was first painted (ms of the machine's clock). */
async function openDesk(page: Page, server: TestServer): Promise<Page> {
  await page.addInitScript(() => {
    const painted: { [record: string]: number } = {}
    Object.assign(globalThis, { painted })
    new MutationObserver(() => {
      requestAnimationFrame(() =>
        setTimeout(() => {
          for (const row of document.querySelectorAll<HTMLElement>('tr[data-record]')) {
            painted[row.dataset['record'] ?? ''] ??= Date.now()
          }
        }),
      )
    }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-record'] })
  })
  await page.goto(server.url)
  await page.getByTestId('sign-in-account').fill('officer1')
  await page.getByTestId('sign-in-password').fill('xunji-demo')
  await page.getByTestId('sign-in-submit').click()
  await page.locator('tr[data-record]').first().waitFor()
  return page
}

async function paintedAt(desk: Page, id: EventId): Promise<number> {
  const found = await desk.waitForFunction(
    (record) => (globalThis as unknown as { painted: { [id: string]: number } }).painted[record],
    id,
    { polling: 'raf', timeout: LONGEST_WAIT },
  )
  return (await found.jsonValue()) as number
}

const ownQuestion = (desk: Page): Promise<number> =>
  desk.evaluate(async () => {
    const began = performance.now()
    await (await fetch('/api/records?kind=home_visit&limit=50')).json()
    return performance.now() - began
  })

/** Writes one visit as a plain client does; resolves with its id and when its receipt was there. */
async function writerOf(server: TestServer): Promise<() => Promise<{ id: EventId; receiptAt: number }>> {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${await tokenOf(server, 'police1')}`,
  }
  const homes = await fetch(`${server.url}/api/records?kind=household&limit=1`, { headers })
  const home = ((await homes.json()) as RecordPage).rows[0]
  if (!home) throw new Error('no home to visit')
  const { year, quarter } = quarterOf(Date.now())
  const path = `/api/rooms/${encodeURIComponent(`${COMMUNITY}/police/${year}q${quarter}`)}/events`
  return async () => {
    const at = Date.now()
    const event: ClientEvent = {
      type: 'create',
      kind: 'home_visit',
      version: 1,
      area: COMMUNITY,
      by: asPerson('p-police1'),
      role: 'assistant',
      at,
      set: { householdId: home.id, visitAt: at, purpose: ['routine'], result: 'refused' },
    }
    const body = JSON.stringify({ events: [{ id: newEventId(at), event }] })
    const answer = await fetch(`${server.url}${path}`, { method: 'POST', headers, body })
    const { receipts } = (await answer.json()) as WriteAnswer
    return { id: receipts[0]?.id as EventId, receiptAt: Date.now() }
  }
}

const sorted = (list: readonly number[]): readonly number[] => list.toSorted((a, b) => a - b)
const p95 = (list: readonly number[]): number => sorted(list)[Math.ceil(list.length * 0.95) - 1] ?? Number.NaN
const median = (list: readonly number[]): number => sorted(list)[Math.floor(list.length / 2)] ?? Number.NaN
