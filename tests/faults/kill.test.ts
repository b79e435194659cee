import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type EventId, newEventId, recordOf } from '../../domain/ids.ts'
import { seeded } from '../../sync-server/demo/random.ts'
import { openSqliteLog } from '../../sync-server/storage/sqlite-log.ts'
import { forget } from '../support/server.ts'

const ROOM = '370303005003/police/2026q4'
const KILLS = 20
const dataDir = mkdtempSync(join(tmpdir(), 'xunji-kill-'))
let child: ChildProcess | undefined

afterAll(() => {
  child?.kill('SIGKILL')
  forget(dataDir)
})

async function start(): Promise<string> {
  const started = spawn(process.execPath, ['sync-server/main.ts'], {
    env: { ...process.env, DEMO: '1', LIMITS: 'off', PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child = started
  return new Promise((done, failed) => {
    started.once('exit', (code) => failed(new Error(`server ended with ${code}`)))
    started.stdout.on('data', (chunk: Buffer) => {
      const url = /http:\/\/\S+/.exec(chunk.toString())?.[0]
      if (url) done(url)
    })
  })
}

it(`[LOG1] after ${KILLS} kills at random moments under load every receipted event is there, once`, async () => {
  const random = seeded(7)
  const receipted = new Set<EventId>()
  for (let kill = 0; kill < KILLS; kill++) {
    const url = await start()
    const signedIn = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'police1', password: 'xunji-demo' }),
    })
    const { token } = (await signedIn.json()) as { token: string }
    const record = recordOf(newEventId(Date.now()))
    let alive = true
    const writer = async (): Promise<void> => {
      while (alive) {
        const id = newEventId(Date.now())
        const event = {
          type: 'remark',
          record,
          by: 'p-police1',
          role: 'assistant',
          at: Date.now(),
          text: `kill ${kill}`,
        }
        const answer = await fetch(`${url}/api/rooms/${encodeURIComponent(ROOM)}/events`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ events: [{ id, event }] }),
        }).catch(() => undefined)
        const body = await answer?.json().catch(() => undefined)
        if (answer?.ok && body) receipted.add(id)
      }
    }
    const writers = [writer(), writer(), writer(), writer()]
    await new Promise((done) => setTimeout(done, 50 + random.below(200)))
    const dead = new Promise((done) => child?.removeAllListeners('exit').once('exit', done))
    child?.kill('SIGKILL')
    await dead
    alive = false
    await Promise.all(writers)
  }
  const log = openSqliteLog(join(dataDir, 'xunji.sqlite'), Date.now)
  const ids = (await log.tail(ROOM as never, 0)).map((row) => row.id)
  log.close()
  expect(receipted.size).toBeGreaterThan(KILLS)
  expect(new Set(ids).size).toBe(ids.length)
  const stored = new Set(ids)
  expect([...receipted].filter((id) => !stored.has(id))).toEqual([])
})
