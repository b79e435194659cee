import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { EventId } from '../../domain/ids.ts'
import { seeded } from '../../domain/random.ts'
import type { Item } from '../../domain/room/grammar.ts'
import { verifyProjection } from '../../sync-server/projection/verify.ts'
import { openSqliteLog } from '../../sync-server/storage/sqlite-log.ts'
import { atNight } from '../support/night.ts'
import { addAssistants, type Process, presentRoom, signIn, startProcess } from '../support/process.ts'
import { type RawClient, rawClient, remark } from '../support/raw-client.ts'
import { forget } from '../support/server.ts'

const KILLS = atNight ? 100 : 12
const PHONES = ['ann', 'bob', 'cleo', 'dan']
const ROOM = presentRoom()
const dataDir = mkdtempSync(join(tmpdir(), 'xunji-kill-'))
let server: Process | undefined

afterAll(() => {
  server?.child.kill('SIGKILL')
  forget(dataDir)
})

/** Writes without waiting until the server dies, after it sent once more what had no receipt the last time. */
async function work(client: RawClient, person: string, unsure: readonly Item[]): Promise<readonly Item[]> {
  const sent = [...unsure]
  for (const item of unsure) client.live(item)
  const writer = 2 ** 40 + Math.floor(Math.random() * 2 ** 40)
  for (let clock = 0; client.closed() === undefined; clock++) {
    const item = remark(person, writer, clock)
    sent.push(item)
    client.live(item)
    if (sent.length - client.receipts().length > 20) await new Promise((done) => setTimeout(done, 1))
  }
  return sent
}

it(
  `[LOG1] [PROJ15] after ${KILLS} kills at random moments under load every receipted event is there, once, and nothing stays unsure`,
  async () => {
    addAssistants(dataDir, PHONES)
    const random = seeded(7)
    const receipted = new Set<EventId>()
    const unsure = new Map<string, readonly Item[]>()
    let underWay = 0
    for (let kill = 0; kill < KILLS; kill++) {
      server = await startProcess(dataDir)
      const { url, child, over } = server
      // Settled at once: a phone whose sign-in dies with the server is no unhandled failure.
      const phones = PHONES.map(async (person) => {
        const client = await rawClient(`${url.replace('http', 'ws')}/sync`, await signIn(url, person), { room: ROOM })
        const sent = await work(client, person, unsure.get(person) ?? [])
        const known = new Set(client.receipts().map((one) => one.id))
        for (const id of known) receipted.add(id)
        const left = sent.filter((item) => !known.has(item.id))
        underWay += left.length
        unsure.set(person, left)
      })
      const working = Promise.allSettled(phones)
      // In some rounds while they still sign in, in others well into the burst.
      const timer = setTimeout(() => child.kill('SIGKILL'), 300 + random.below(500))
      await over
      clearTimeout(timer)
      await working
    }
    const log = openSqliteLog(join(dataDir, 'xunji.sqlite'), Date.now)
    const rows = await log.tail(ROOM, 0)
    log.close()
    const ids = rows.map((row) => row.id)
    const stored = new Set(ids)
    expect(stored.size).toBe(ids.length)
    expect([...receipted].filter((id) => !stored.has(id))).toEqual([])
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, i) => i + 1))
    // The projection died with the server each time, in the middle of its own work.
    const files = { logPath: join(dataDir, 'xunji.sqlite'), path: join(dataDir, 'projection.sqlite') }
    const { events, faults, differences } = verifyProjection(files)
    expect(events).toBeGreaterThanOrEqual(ids.length)
    expect([faults, differences]).toEqual([[], []])
    // The kills came while something was on its way: otherwise they prove nothing.
    expect(receipted.size).toBeGreaterThan(KILLS * 20)
    expect(underWay).toBeGreaterThan(KILLS)
  },
  KILLS * 15_000,
)
