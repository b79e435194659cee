import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEventId } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { MAX_PHOTO_BYTES } from '../../domain/photo.ts'
import { roomFor } from '../../domain/room/names.ts'
import { verifyPhotos } from '../../sync-server/photos/verify.ts'
import { jpegOf } from '../support/jpeg.ts'
import { type SendOptions, sendPhoto } from '../support/photo.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe('photos', () => {
  let server: TestServer
  let token: string
  let room: string
  beforeAll(async () => {
    server = await demoServer()
    token = await tokenOf(server, 'repair1')
    const repair = kindOf('toilet_repair')
    if (!repair) throw new Error('no such kind')
    room = roomFor(repair, '370303005', 'p-repair1' as never, Date.now())
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })

  const metadataOf = (bytes: Uint8Array, record: string, more: object = {}) => ({
    sha256: sha256Of(bytes),
    room,
    record,
    filetype: 'image/jpeg',
    ...more,
  })
  const send = (bytes: Uint8Array, metadata: Record<string, string>, options: Partial<SendOptions> = {}) =>
    sendPhoto(bytes, metadata, { url: server.url, token, ...options })
  const get = (sha256: string, record: string, bearer = token, more = '') =>
    fetch(
      `${server.url}/api/photos/${sha256}?room=${encodeURIComponent(room)}&record=${encodeURIComponent(record)}${more}`,
      { headers: { authorization: `Bearer ${bearer}` } },
    )
  const partials = () => readdirSync(join(server.dataDir, 'photos/partial'))

  it('[PHOTO5] a photo comes back byte for byte, by its SHA-256, sealed against being anything but a picture', async () => {
    const photo = jpegOf({ seed: 5, bytes: 300_000 })
    const record = newEventId(Date.now())
    expect((await send(photo, metadataOf(photo, record), { chunkSize: 128 * 1024 })).status).toBe(204)
    const answer = await get(sha256Of(photo), record, token, '&size=400')
    expect(answer.status).toBe(200)
    expect(sha256Of(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256Of(photo))
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    expect(partials()).toEqual([])
  })
  it('[PHOTO6] an upload that was cut goes on where the server stands; a piece from elsewhere changes nothing', async () => {
    const photo = jpegOf({ seed: 6, bytes: 400_000 })
    const record = newEventId(Date.now())
    const cut = await send(photo, metadataOf(photo, record), { chunkSize: 100_000, stopAfter: 200_000 })
    const url = cut.url as string
    const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' }
    const head = await fetch(url, { method: 'HEAD', headers })
    const offset = Number(head.headers.get('upload-offset'))
    expect(offset).toBeGreaterThanOrEqual(200_000)
    const wrong = await fetch(url, {
      method: 'PATCH',
      headers: { ...headers, 'upload-offset': '7', 'content-type': 'application/offset+octet-stream' },
      body: new Uint8Array(10),
    })
    expect(wrong.status).toBe(409)
    expect((await send(photo, metadataOf(photo, record), { resume: url, chunkSize: 100_000 })).status).toBe(204)
    expect((await get(sha256Of(photo), record)).status).toBe(200)
    // The last answer was lost: whoever asks again is told that all of it is there.
    const after = await fetch(url, { method: 'HEAD', headers })
    expect(Number(after.headers.get('upload-offset'))).toBe(photo.length)
  })
  it('[PHOTO7] what is no picture, or not the bytes announced, is refused with a sentence and leaves nothing behind', async () => {
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    const record = newEventId(Date.now())
    const refused = await send(svg, metadataOf(svg, record))
    expect([refused.status, refused.problem?.code]).toEqual([422, 'noPicture'])
    expect(refused.problem?.detail).toMatch(/no picture/)
    const photo = jpegOf({ seed: 7 })
    const other = await send(photo, metadataOf(photo, record, { sha256: 'ab'.repeat(32) }))
    expect([other.status, other.problem?.code]).toEqual([422, 'hashDiffers'])
    const renamed = await send(photo, metadataOf(photo, record, { filetype: 'image/webp' }))
    expect([renamed.status, renamed.problem?.code]).toEqual([422, 'otherType'])
    expect(partials()).toEqual([])
    expect((await get(sha256Of(svg), record)).status).toBe(404)
  })
  it('[PHOTO8] an upload without its words, too large, or for a room that its person never worked in is not begun', async () => {
    const photo = jpegOf({ seed: 8 })
    const record = newEventId(Date.now())
    expect((await send(photo, metadataOf(photo, record, { filetype: 'image/svg+xml' }))).status).toBe(400)
    expect((await send(photo, metadataOf(photo, '../../x'))).status).toBe(400)
    expect((await send(photo, metadataOf(photo, record, { sha256: '../../../etc/passwd' }))).status).toBe(400)
    expect((await send(photo, metadataOf(photo, record, { room: '370303005003/police/2026q4' }))).status).toBe(404)
    expect((await send(photo, metadataOf(photo, record, { room: '../../etc' }))).status).toBe(404)
    expect((await send(photo, metadataOf(photo, record), { token: 'nonsense' })).status).toBe(401)
    const large = await fetch(`${server.url}/api/photos`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'tus-resumable': '1.0.0',
        'upload-length': String(MAX_PHOTO_BYTES + 1),
        'upload-metadata': Object.entries(metadataOf(photo, record))
          .map(([key, value]) => `${key} ${Buffer.from(String(value)).toString('base64')}`)
          .join(','),
      },
    })
    expect(large.status).toBe(413)
    expect(partials()).toEqual([])
  })
  it('[PHOTO9] a photo opens for its room and record only: to know its hash, or to claim it, opens nothing', async () => {
    const photo = jpegOf({ seed: 9 })
    const record = newEventId(Date.now())
    const sha256 = sha256Of(photo)
    await send(photo, metadataOf(photo, record))
    expect((await get(sha256, newEventId(Date.now()))).status).toBe(404)
    const police = await tokenOf(server, 'police1')
    const foreign = await get(sha256, record, police)
    const absent = await get('cd'.repeat(32), record, police)
    expect([foreign.status, await foreign.text()]).toEqual([absent.status, await absent.text()])
    const policeRoom = '370303005003/police/2026q4'
    const bait = jpegOf({ seed: 10 })
    await send(bait, metadataOf(bait, record, { sha256, room: policeRoom }), { token: police })
    const claimed = await fetch(
      `${server.url}/api/photos/${sha256}?room=${encodeURIComponent(policeRoom)}&record=${record}`,
      { headers: { authorization: `Bearer ${police}` } },
    )
    expect(claimed.status).toBe(404)
  })
  it('[PHOTO10] the same bytes for two records are one file and two references; nobody goes on with an upload of another', async () => {
    const photo = jpegOf({ seed: 11 })
    const sha256 = sha256Of(photo)
    const [one, two] = [newEventId(Date.now()), newEventId(Date.now())]
    const sent = await send(photo, metadataOf(photo, one))
    await send(photo, metadataOf(photo, two))
    expect([(await get(sha256, one)).status, (await get(sha256, two)).status]).toEqual([200, 200])
    expect(readFileSync(join(server.dataDir, 'photos', sha256.slice(0, 2), sha256)).length).toBe(photo.length)
    const other = await tokenOf(server, 'toilet1')
    const headers = { authorization: `Bearer ${other}`, 'tus-resumable': '1.0.0' }
    expect((await fetch(sent.url as string, { method: 'HEAD', headers })).status).toBe(404)
    expect((await fetch(sent.url as string, { method: 'DELETE', headers })).status).toBe(404)
  })
  it('[PHOTO12] a photo whose file is gone or changed on disk is told so, and verify names it', async () => {
    const record = newEventId(Date.now())
    const [gone, changed] = [jpegOf({ seed: 14 }), jpegOf({ seed: 15 })]
    for (const photo of [gone, changed]) await send(photo, metadataOf(photo, record))
    const before = verifyPhotos(server.dataDir)
    expect(before).toMatchObject({ lost: [], unnamed: 0 })
    const fileOf = (photo: Uint8Array) => {
      const sha256 = sha256Of(photo)
      return join(server.dataDir, 'photos', sha256.slice(0, 2), sha256)
    }
    rmSync(fileOf(gone))
    writeFileSync(fileOf(changed), jpegOf({ seed: 16 }))
    expect((await get(sha256Of(gone), record)).status).toBe(410)
    const after = verifyPhotos(server.dataDir)
    expect(after.lost.map((one) => one.sha256).sort()).toEqual([sha256Of(gone), sha256Of(changed)].sort())
    writeFileSync(fileOf(gone), gone)
    writeFileSync(fileOf(changed), changed)
  })
  it('[PHOTO11] an upload that lay whole on disk when the server was killed is settled at the next start', async () => {
    const photo = jpegOf({ seed: 12, bytes: 50_000 })
    const record = newEventId(Date.now())
    const half = jpegOf({ seed: 13, bytes: 50_000 })
    const cut = await send(photo, metadataOf(photo, record), { chunkSize: 20_000, stopAfter: 40_000 })
    const kept = await send(half, metadataOf(half, record), { chunkSize: 20_000, stopAfter: 20_000 })
    const id = (cut.url as string).split('/').at(-1) as string
    await server.close()
    // As a kill between the last byte and the check leaves it.
    writeFileSync(join(server.dataDir, 'photos/partial', id), photo)
    writeFileSync(join(server.dataDir, 'photos/partial', randomBytes(16).toString('hex')), 'of no upload')
    server = await demoServer(server.dataDir)
    token = await tokenOf(server, 'repair1')
    expect((await get(sha256Of(photo), record)).status).toBe(200)
    expect(partials()).toEqual([(kept.url as string).split('/').at(-1)])
    const url = `${server.url}/api/photos/${(kept.url as string).split('/').at(-1)}`
    expect((await send(half, metadataOf(half, record), { resume: url, chunkSize: 20_000 })).status).toBe(204)
    expect((await get(sha256Of(half), record)).status).toBe(200)
  })
})
