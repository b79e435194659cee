import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordId } from '../../domain/ids.ts'
import { jpegOf } from '../support/jpeg.ts'
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

describe('photos on the phone', () => {
  let server: TestServer
  let proxy: Awaited<ReturnType<typeof cuttingProxy>>
  let context: BrowserContext
  let page: Page
  let appDir: string
  const profile = newProfile()
  const url = () => `http://127.0.0.1:${proxy.port}`
  const until = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 20_000 })
  const online = () => page.evaluate(() => window.phone.online())
  const waiting = () => page.evaluate(() => window.phone.photos.waiting())

  beforeAll(async () => {
    appDir = await buildPhonePage()
    server = await phonePageServer(appDir)
    proxy = await cuttingProxy(server.port)
    context = await openBrowser(profile)
    page = await openPhonePage(context, url(), 'repair1')
    await page.waitForFunction(
      () => Object.values(window.phone.records).filter((r) => r.record.state === 'reported').length > 2,
    )
  })
  afterAll(async () => {
    await context?.close().catch(() => {})
    proxy?.close()
    await server?.close()
    forget(server.dataDir)
    for (const folder of [profile, appDir]) rmSync(folder, { recursive: true, force: true })
  })

  const record = (at: number): Promise<RecordId> =>
    page.evaluate((n) => {
      // Reported only: nobody has photographed there yet.
      const repairs = Object.values(window.phone.records).filter(
        (r) => r.record.kind === 'toilet_repair' && r.record.state === 'reported',
      )
      return repairs.map((r) => r.record.id).sort()[n] as RecordId
    }, at)
  /** A picture of the fake camera: noise, so that it stays large when it is shrunk. */
  const takePhoto = (id: RecordId, label: string, width: number) =>
    page.evaluate(
      async ([target, name, size]) => {
        const canvas = new OffscreenCanvas(size, size / 2)
        const pixels = new ImageData(size, size / 2)
        for (let at = 0; at < pixels.data.length; at += 4)
          pixels.data.set([Math.random() * 256, Math.random() * 256, Math.random() * 256, 255], at)
        canvas.getContext('2d')?.putImageData(pixels, 0, 0)
        const file = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 })
        return window.phone.photos.add({ record: target as RecordId }, name as string, file)
      },
      [id, label, width] as const,
    )
  const local = (id: RecordId) => page.evaluate((target) => window.phone.photos.of({ record: target }), id)
  async function serverHash(id: RecordId, sha256: string): Promise<string> {
    const room = await page.evaluate((target) => window.phone.records[target]?.room ?? '', id)
    const query = new URLSearchParams({ room, record: id })
    const answer = await fetch(`${server.url}/api/photos/${sha256}?${query}`, {
      headers: { authorization: `Bearer ${await tokenOf(server, 'supervisor1')}` },
    })
    return createHash('sha256')
      .update(new Uint8Array(await answer.arrayBuffer()))
      .digest('hex')
  }

  it('[CAM1] [CAM2] two photos taken offline outlive a killed browser and arrive as they were hashed', async () => {
    const id = await record(0)
    // The shrinking worker's code is kept once it was used.
    await page.evaluate((target) => window.phone.photos.add({ record: target }, 'before', new Blob()), id)
    await context.setOffline(true)
    proxy.cut()
    await expect.poll(() => page.evaluate(() => window.phone.online()), { timeout: 5000 }).toBe(false)
    const taken = [await takePhoto(id, 'before', 2400), await takePhoto(id, 'after', 1200)]
    expect(taken.map((one) => one.ok)).toEqual([true, true])
    expect(await waiting()).toBe(2)
    expect(await page.evaluate(() => window.phone.waiting())).toBe(2)

    await killBrowser(page)
    context = await openBrowser(profile)
    // The session's cookie may have died with the browser; the work has not.
    proxy.mend()
    page = await openPhonePage(context, url(), 'repair1')
    await expect.poll(waiting, { timeout: 30_000 }).toBe(0)
    const photos = await local(id)
    expect(photos.map((photo) => photo.label)).toEqual(['before', 'after'])
    for (const photo of photos) {
      expect(photo.state).toBe('received')
      expect(await serverHash(id, photo.sha256 ?? '')).toBe(photo.sha256)
    }
    const sizes = await page.evaluate(
      (target) => window.phone.records[target]?.record.photos.map((photo) => [photo.width, photo.height]),
      id,
    )
    expect(sizes).toEqual([
      [1600, 800],
      [1200, 600],
    ])
  })

  it('[CAM3] an upload that was cut goes on where it stood', async () => {
    const id = await record(1)
    const before = proxy.bytesToServer()
    proxy.cutAfter(150_000)
    const taken = await takePhoto(id, 'before', 3200)
    expect(taken.ok).toBe(true)
    const size = await page.evaluate(() => window.phone.photos.waitingBytes())
    expect(size).toBeGreaterThan(200_000)
    await expect.poll(() => proxy.bytesToServer() - before, { timeout: 15_000 }).toBeGreaterThan(150_000)
    expect(await waiting()).toBe(1)
    const atCut = proxy.bytesToServer()
    await until(online).toBe(false)
    proxy.mend()
    await page.evaluate(() => window.phone.wake())
    await expect.poll(waiting, { timeout: 30_000 }).toBe(0)
    const [photo] = await local(id)
    expect(await serverHash(id, photo?.sha256 ?? '')).toBe(photo?.sha256)
    // What the server had already was not sent again.
    expect(proxy.bytesToServer() - atCut).toBeLessThan(size - 50_000)
  })

  it('[CAM4] what is no picture is not taken, and a picture is what its bytes say', async () => {
    const id = await record(2)
    const tryFile = (bytes: readonly number[], type: string) =>
      page.evaluate(
        async ([target, content, mime]) => {
          const file = new File([new Uint8Array(content as number[])], 'photo.jpg', { type: mime as string })
          const got = await window.phone.photos.add({ record: target as RecordId }, 'before', file)
          return got.ok ? 'taken' : got.problem.why
        },
        [id, [...bytes], type] as const,
      )
    const jpeg = jpegOf({ width: 64, height: 48 })
    expect(await tryFile(new TextEncoder().encode('<svg onload="alert(1)"/>') as never, 'image/jpeg')).toBe('noPicture')
    expect(await tryFile([...jpeg.subarray(0, 20)], 'image/jpeg')).toBe('noPicture')
    expect(await tryFile([], 'image/jpeg')).toBe('noPicture')
    expect(await tryFile([...jpegOf({ width: 40_000, height: 40_000 }).subarray(0, 4000)], 'image/jpeg')).toBe(
      'hugePicture',
    )
    expect(await local(id)).toEqual([])
    expect(await tryFile([...jpeg], 'text/plain')).toBe('taken')
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0)
  })

  it('[CAM5] the photos of a draft stay with it and become the record’s in the act that saves it', async () => {
    const outcome = await page.evaluate(async () => {
      const { phone } = window
      const canvas = new OffscreenCanvas(30, 20)
      canvas.getContext('2d')?.fillRect(0, 0, 9, 9)
      const file = await canvas.convertToBlob({ type: 'image/jpeg' })
      await phone.saveDraft('d1', { kind: 'toilet_repair', fields: {} })
      await phone.photos.add({ draft: 'd1' }, 'before', file)
      const before = [phone.photos.of({ draft: 'd1' }).length, phone.drafts().length, phone.photos.waiting()]
      const made = await phone.create('toilet_repair', {
        fields: {},
        role: 'maintainer',
        area: '370303005',
        draft: 'd1',
      })
      if (!made.ok) throw new Error(made.problem.detail)
      const record = phone.records[made.value]
      return {
        before,
        after: [phone.photos.of({ draft: 'd1' }).length, phone.drafts().length, phone.photos.waiting()],
        labels: record?.record.photos.map((photo) => photo.label),
        shown: phone.photos.of({ record: made.value }).length,
      }
    })
    expect(outcome).toEqual({ before: [1, 1, 0], after: [0, 0, 1], labels: ['before'], shown: 1 })
  })
})
