import { rmSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordId } from '../../domain/ids.ts'
import {
  buildPhonePage,
  killBrowser,
  newProfile,
  openBrowser,
  openPhonePage,
  phonePageServer,
} from '../support/phone-page.ts'
import { cuttingProxy } from '../support/proxy.ts'
import { forget, type TestServer, tokenOf } from '../support/server.ts'

/** The bad days of a phone, in real Chromium against the real server; no screens, so that they cannot hide anything. */
describe('the phone on a bad day', () => {
  let server: TestServer
  let proxy: Awaited<ReturnType<typeof cuttingProxy>>
  let context: BrowserContext
  let page: Page
  let appDir: string
  const profile = newProfile()
  const url = () => `http://127.0.0.1:${proxy.port}`
  const until = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 20_000 })
  const waitingOn = (where: Page) => where.evaluate(() => window.phone.waiting())
  const waiting = () => waitingOn(page)
  const online = () => page.evaluate(() => window.phone.online())
  const AREA = '370303005003'

  beforeAll(async () => {
    appDir = await buildPhonePage()
    server = await phonePageServer(appDir)
    proxy = await cuttingProxy(server.port)
    context = await openBrowser(profile)
    page = await openPhonePage(context, url(), 'police1')
    await page.waitForFunction(() => Object.keys(window.phone.records).length > 1400)
  })
  afterAll(async () => {
    await context?.close().catch(() => {})
    proxy?.close()
    await server?.close()
    forget(server.dataDir)
    for (const folder of [profile, appDir]) rmSync(folder, { recursive: true, force: true })
  })
  async function offline(): Promise<void> {
    await context.setOffline(true)
    proxy.cut()
    await until(online).toBe(false)
  }
  async function backOnline(): Promise<void> {
    proxy.mend()
    await context.setOffline(false)
    await until(online).toBe(true)
  }
  async function reopen(account?: string): Promise<void> {
    await page.close()
    page = await openPhonePage(context, url(), account)
  }
  /** A visit with a note; its id, or why it was not saved. */
  const visit = (note: string, where = page): Promise<string> =>
    where.evaluate(
      async ([text, area]) => {
        const home = Object.values(window.phone.records).find((r) => r.record.kind === 'household')?.record
        const fields = { householdId: home?.id ?? '', note: text as string }
        const saved = await window.phone.create('home_visit', { fields, role: 'assistant', area: area as string })
        return saved.ok ? saved.value : saved.problem.why
      },
      [note, AREA] as const,
    )
  const stateOf = (id: string, where = page) => where.evaluate((record) => window.phone.records[record]?.status, id)
  async function atServer(id: string): Promise<number> {
    const room = await page.evaluate((record) => window.phone.records[record]?.room ?? '', id)
    const answer = await fetch(`${server.url}/api/records/${encodeURIComponent(room)}/${id}`, {
      headers: { authorization: `Bearer ${await tokenOf(server, 'officer1')}` },
    })
    return answer.status
  }

  it('[PHONE1] [PHONE2] names, facts and homes are known offline; restricted fields lie in a record of their own', async () => {
    const home = await page.evaluate(
      () => Object.values(window.phone.records).find((r) => r.record.kind === 'household')?.record.id as RecordId,
    )
    await until(() => page.evaluate((id) => window.phone.serverFact(id)?.nextDueAt ?? 0, home)).toBeGreaterThan(0)
    await until(() => page.evaluate(() => window.phone.nameOf('p-officer1'))).not.toBe('officer1')
    const saved = await page.evaluate(async (id) => {
      const { phone } = window
      const before = phone.records[id]?.record.fields['ownerPhone']
      await phone.change(id, { role: 'assistant', set: { ownerPhone: '13800000000', note: 'open' } })
      const part = Object.values(phone.records).filter((r) => r.record.kind === 'household_private')
      const own = part.filter((r) => r.record.fields['householdId'] === id)
      await phone.change(id, { role: 'assistant', set: { ownerPhone: '13900000000' } })
      return {
        untouched: phone.records[id]?.record.fields['ownerPhone'] === before,
        parts: own.map((r) => /\/police\/private\/\d{4}$/.test(r.room)),
        shown: phone.fieldsOf(id)['ownerPhone'],
      }
    }, home)
    expect(saved).toEqual({ untouched: true, parts: [true], shown: '13900000000' })
    await until(waiting).toBe(0)
    const read = () =>
      page.evaluate(
        (id) => [
          window.phone.nameOf('p-officer1'),
          window.phone.fact(id)?.nextDueAt,
          window.phone.fieldsOf(id)['ownerPhone'],
          Object.keys(window.phone.records).length,
        ],
        home,
      )
    const known = await read()
    await offline()
    await reopen()
    expect(await read()).toEqual(known)
    await backOnline()
  })

  it('[PHONE3] a session that ended while offline: work goes on, and goes out after signing in', async () => {
    await offline()
    const id = await visit('session ended')
    const ended = await fetch(`${server.url}/api/session`, { method: 'DELETE', headers: await cookie() })
    expect(ended.status).toBe(204)
    await backOnlineSignedOut()
    expect(await visit('still working')).toHaveLength(26)
    expect(await page.evaluate(() => window.phone.session())).toBe('signIn')
    const count = await waiting()
    expect(count).toBe(2)
    await reopen('police1')
    await until(waiting).toBe(0)
    expect(await page.evaluate(() => window.phone.session())).toBe('in')
    expect(await stateOf(id)).toBe('received')
    expect(await atServer(id)).toBe(200)
  })
  async function cookie(): Promise<{ cookie: string }> {
    const found = (await context.cookies()).find((one) => one.name === 'xunji_session')
    return { cookie: `xunji_session=${found?.value}` }
  }
  async function backOnlineSignedOut(): Promise<void> {
    proxy.mend()
    await context.setOffline(false)
    await until(() => page.evaluate(() => window.phone.session())).toBe('signIn')
  }

  it('[PHONE4] a server that was away and restarted gets everything, once', async () => {
    const { port, dataDir } = server
    await server.close()
    await until(online).toBe(false)
    const ids = [await visit('while away 1'), await visit('while away 2')]
    server = await phonePageServer(appDir, dataDir, { port })
    await until(waiting).toBe(0)
    for (const id of ids) expect(await atServer(id)).toBe(200)
  })

  it('[PHONE5] of two tabs one syncs; both show what either wrote; the other takes over', async () => {
    const second = await openPhonePage(context, url())
    await until(() => second.evaluate(() => window.phone.online())).toBe(true)
    const sockets: string[] = []
    second.on('websocket', (socket) => sockets.push(socket.url()))
    const [a, b] = await Promise.all([visit('tab one'), visit('tab two', second)])
    await until(() => waitingOn(second)).toBe(0)
    await until(waiting).toBe(0)
    for (const where of [page, second]) {
      await until(() => stateOf(a, where)).toBe('received')
      await until(() => stateOf(b, where)).toBe('received')
    }
    expect(sockets).toEqual([])
    await page.close()
    page = second
    await until(async () => sockets.length).toBeGreaterThan(0)
    const c = await visit('after the first tab was closed')
    await until(waiting).toBe(0)
    expect(await atServer(c)).toBe(200)
  })

  it('[SAVE4] one act is one strict transaction: nothing is called saved that the disk was not asked for', async () => {
    await page.close()
    page = await context.newPage()
    await page.goto(url())
    await page.waitForFunction(() => 'openPhone' in window && navigator.serviceWorker.controller)
    const asked = await page.evaluate(async (area) => {
      const seen: [string, string, string[]][] = []
      const { transaction } = IDBDatabase.prototype
      IDBDatabase.prototype.transaction = function (...options: Parameters<typeof transaction>) {
        const made = transaction.apply(this, options)
        if (made.mode === 'readwrite') seen.push([made.durability, this.name, [...made.objectStoreNames].sort()])
        return made
      }
      await window.openPhone()
      seen.length = 0
      await window.phone.saveDraft('strict', { kind: 'home_visit', fields: {} })
      const draft = seen.length
      await window.phone.create('home_visit', { fields: {}, role: 'assistant', area, draft: 'strict' })
      IDBDatabase.prototype.transaction = transaction
      return {
        draft,
        stores: seen.slice(draft).map(([, , stores]) => stores),
        how: [...new Set(seen.map(([how]) => how))],
      }
    }, AREA)
    expect(asked.draft).toBe(1)
    expect(asked.stores[0]).toEqual(['drafts', 'events', 'heads', 'outbox', 'photos'])
    expect(asked.how).toEqual(['strict'])
    await until(waiting).toBe(0)
  })

  it('[SEAL1] [PHONE8] nothing that was written lies readable on the phone; the export holds all of it', async () => {
    // The shrinking worker's code is kept once it was used.
    await page.evaluate(() => window.phone.photos.add({ draft: 'none' }, 'none', new Blob()))
    await offline()
    const canary = 'canary-71c4'
    await visit(canary)
    const exported = await page.evaluate(async (word) => {
      const { phone } = window
      const record = Object.values(phone.records).find((r) => r.record.kind === 'home_visit')?.record.id as RecordId
      const canvas = new OffscreenCanvas(40, 30)
      canvas.getContext('2d')?.fillRect(0, 0, 9, 9)
      const place = { lat: 36.123456, lon: 118.654321, acc: 9, fixAt: 1, source: 'gps' as const }
      await phone.photos.add({ record }, 'canary', await canvas.convertToBlob({ type: 'image/jpeg' }), place)
      await phone.saveDraft('canary-draft', { kind: 'home_visit', fields: { note: `draft ${word}` } })
      return JSON.parse(await (await phone.exportAll()).text())
    }, canary)
    const text = JSON.stringify(exported)
    for (const word of [canary, `draft ${canary}`, '36.123456', '"jpeg":"/9j/']) expect(text).toContain(word)
    expect(exported.events.length).toBe(await waiting())
    const found = await page.evaluate(
      async (words) => {
        const hits: string[] = []
        const textOf = (value: unknown): string => {
          if (value instanceof ArrayBuffer) return new TextDecoder('latin1').decode(value)
          if (ArrayBuffer.isView(value)) return new TextDecoder('latin1').decode(value)
          if (typeof value === 'object' && value !== null) return Object.values(value).map(textOf).join(' ')
          return String(value)
        }
        for (const { name = '' } of await indexedDB.databases()) {
          const db = await new Promise<IDBDatabase>((done) => {
            const opening = indexedDB.open(name)
            opening.onsuccess = () => done(opening.result)
          })
          for (const store of db.objectStoreNames) {
            const rows = await new Promise<unknown[]>((done) => {
              const all = db.transaction(store).objectStore(store).getAll()
              all.onsuccess = () => done(all.result)
            })
            const content = rows.map(textOf).join(' ')
            for (const word of words) if (content.includes(word)) hits.push(`${name}/${store}: ${word}`)
          }
          db.close()
        }
        return hits
      },
      [canary, '36.123456', '118.654321', 'JFIF'],
    )
    expect(found).toEqual([])
    await backOnline()
    await until(waiting).toBe(0)
  })

  it('[PHONE7] with a clock a day ahead work is kept, sent and marked, and the phone says so', async () => {
    const ahead = await context.newPage()
    await ahead.addInitScript(() => {
      const { now } = Date
      Date.now = () => now() + 86_400_000
    })
    await page.close()
    page = ahead
    await page.goto(url())
    await page.waitForFunction(() => 'openPhone' in window && navigator.serviceWorker.controller)
    await page.evaluate(() => window.openPhone('police2'))
    await until(online).toBe(true)
    const id = await visit('written tomorrow')
    await until(waiting).toBe(0)
    expect(await stateOf(id)).toBe('received')
    expect(await atServer(id)).toBe(200)
    const seen = await page.evaluate((record) => {
      const { phone } = window
      return {
        problems: phone.advice().map((one) => one.about),
        marks: phone.records[record]?.record.problems.map((problem) => problem.type),
        skewHours: Math.round((phone.skew() ?? 0) / 3_600_000),
      }
    }, id)
    expect(seen).toEqual({ problems: ['clock'], marks: ['ClockOff'], skewHours: 24 })
    await reopen('police1')
  })

  it('[SAVE2] a browser killed in the middle of writing keeps all that it called saved, and nothing twice', async () => {
    await offline()
    const saved: string[] = []
    await page.exposeFunction('wasSaved', (id: string) => saved.push(id))
    const writing = page
      .evaluate(async (area) => {
        const { wasSaved } = window as unknown as { wasSaved: (id: string) => Promise<void> }
        for (;;) {
          const fields = { note: 'written until the end' }
          const made = await window.phone.create('home_visit', { fields, role: 'assistant', area })
          if (made.ok) await wasSaved(made.value)
        }
      }, AREA)
      .catch(() => undefined)
    await until(async () => saved.length).toBeGreaterThan(30)
    await killBrowser(page)
    await writing
    context = await openBrowser(profile)
    proxy.mend()
    page = await openPhonePage(context, url(), 'police1')
    const found = await page.evaluate(() => Object.keys(window.phone.records))
    expect(saved.filter((id) => !found.includes(id))).toEqual([])
    await until(waiting).toBe(0)
    expect(await atServer(saved[0] as string)).toBe(200)
    expect(await atServer(saved.at(-1) as string)).toBe(200)
  })
})
