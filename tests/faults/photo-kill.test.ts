import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { newEventId } from '../../domain/ids.ts'
import { seeded } from '../../domain/random.ts'
import { verifyPhotos } from '../../sync-server/photos/verify.ts'
import { jpegOf } from '../support/jpeg.ts'
import { atNight } from '../support/night.ts'
import { sendPhoto } from '../support/photo.ts'
import { addAssistants, type Process, presentRoom, signIn, startProcess } from '../support/process.ts'
import { forget } from '../support/server.ts'

const KILLS = atNight ? 40 : 5
const ROOM = presentRoom()
const PHONES = ['ann', 'bob', 'cleo']
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
type Photo = { readonly bytes: Uint8Array; readonly sha256: string; readonly record: string; url?: string }

describe('photos on a server that is killed or full', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'xunji-photos-'))
  let server: Process | undefined
  let seed = 0
  afterAll(() => {
    server?.child.kill('SIGKILL')
    forget(dataDir)
  })
  function take(bytes: number): Photo {
    const photo = jpegOf({ seed: ++seed, bytes })
    return { bytes: photo, sha256: sha256Of(photo), record: newEventId(Date.now()) }
  }
  const send = (url: string, token: string, photo: Photo) =>
    sendPhoto(
      photo.bytes,
      { sha256: photo.sha256, room: ROOM, record: photo.record, filetype: 'image/jpeg' },
      {
        url,
        token,
        chunkSize: 40_000,
        ...(photo.url ? { resume: `${url}${new URL(photo.url).pathname}` } : {}),
        onUrl: (found) => {
          photo.url = found
        },
      },
    )
  async function isThere(url: string, token: string, { sha256, record }: Photo): Promise<boolean> {
    const answer = await fetch(`${url}/api/photos/${sha256}?room=${encodeURIComponent(ROOM)}&record=${record}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    return answer.status === 200 && sha256Of(new Uint8Array(await answer.arrayBuffer())) === sha256
  }

  it(`[PHOTO13] after ${KILLS} kills while three phones send, what was answered is there and the rest goes on`, async () => {
    addAssistants(dataDir, PHONES)
    const random = seeded(11)
    const answered: Photo[] = []
    const waiting = new Map<string, Photo[]>(PHONES.map((phone) => [phone, []]))
    let resumed = 0
    let cutOff = 0
    for (let kill = 0; kill < KILLS; kill++) {
      server = await startProcess(dataDir)
      const { url, child, over } = server
      const working = PHONES.map(async (phone) => {
        const own = waiting.get(phone) ?? []
        // The kill may come while it still signs in.
        const token = await signIn(url, phone).catch(() => undefined)
        while (token !== undefined && child.exitCode === null && child.signalCode === null) {
          const photo = own[0] ?? take(100_000)
          if (own.length === 0) own.push(photo)
          if (photo.url) resumed += 1
          const sent = await send(url, token, photo)
          if (sent.status === 204) answered.push(own.shift() as Photo)
          else if (sent.status === 404) delete photo.url
          else cutOff += 1
        }
      })
      setTimeout(() => child.kill('SIGKILL'), 400 + random.below(500))
      await over
      await Promise.allSettled(working)
    }
    server = await startProcess(dataDir)
    const { url } = server
    const token = await signIn(url, 'ann')
    for (const photo of answered) expect(await isThere(url, token, photo)).toBe(true)
    for (const phone of PHONES) {
      const own = await signIn(url, phone)
      for (const photo of waiting.get(phone) ?? []) {
        if ((await send(url, own, photo)).status === 404) {
          delete photo.url
          expect((await send(url, own, photo)).status).toBe(204)
        }
        expect(await isThere(url, own, photo)).toBe(true)
      }
    }
    expect(verifyPhotos(dataDir).lost).toEqual([])
    // The kills came while photos were on their way, and some went on where they stood.
    expect(answered.length).toBeGreaterThan(KILLS)
    expect(cutOff).toBeGreaterThan(0)
    expect(resumed).toBeGreaterThan(0)
    server.child.kill('SIGKILL')
    await server.over
  })
  it('[PHOTO14] a full disk refuses the photo in words; with space the same upload goes on', async () => {
    // Writes above 2 MB fail as on a full disk, instead of ending the process.
    const folder = join(dataDir, 'full')
    mkdirSync(folder)
    addAssistants(folder, ['ann'])
    server = await startProcess(folder, "trap '' XFSZ;")
    const { url, child } = server
    const token = await signIn(url, 'ann')
    const photo = take(3_000_000)
    spawnSync('prlimit', ['--fsize=2000000:unlimited', '--pid', String(child.pid)])
    const refused = await send(url, token, photo)
    expect([refused.status, refused.problem?.code]).toEqual([507, 'full'])
    expect(refused.problem?.detail).toMatch(/waits/)
    spawnSync('prlimit', ['--fsize=unlimited:unlimited', '--pid', String(child.pid)])
    expect((await send(url, token, photo)).status).toBe(204)
    expect(await isThere(url, token, photo)).toBe(true)
    expect(readdirSync(join(folder, 'photos/partial'))).toEqual([])
  })
})
