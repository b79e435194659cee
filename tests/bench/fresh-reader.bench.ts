import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { asPerson, asRoom, newEventId } from '../../domain/ids.ts'
import { encodeItem } from '../../domain/room/grammar.ts'
import { joinItems } from '../../domain/room/join.ts'
import { createSnapshots } from '../../sync-server/rooms/snapshot.ts'
import type { EventLog } from '../../sync-server/storage/log.ts'
import { openSqliteLog } from '../../sync-server/storage/sqlite-log.ts'
import { forget } from '../support/server.ts'
import type { Bench } from './bench.ts'

/** What a room is made for at most. */
const EVENTS = 20_000
const WRITERS = 40
const ROOM = asRoom('370303005003/police/2026q4')
const REPEATS = 5

export const bench: Bench = {
  about: `a fresh phone takes a room of ${EVENTS} events; the others wait for one portion of it at most`,
  async run() {
    const dataDir = mkdtempSync(join(tmpdir(), 'xunji-fresh-'))
    const log = openSqliteLog(join(dataDir, 'log.sqlite'), Date.now)
    await fill(log)
    const atOnce = await median(async () => {
      const from = performance.now()
      joinItems((await log.missing(ROOM, new Map())).rows)
      return performance.now() - from
    })
    const took: number[] = []
    const paused = await median(async () => {
      const delay = monitorEventLoopDelay({ resolution: 1 })
      const from = performance.now()
      delay.enable()
      await createSnapshots(log, setImmediate).of(ROOM)
      took.push(performance.now() - from)
      // One more turn, so that the last pause is counted.
      await new Promise((done) => setTimeout(done, 5))
      delay.disable()
      return delay.max / 1e6
    })
    const kept = createSnapshots(log, setImmediate)
    await kept.of(ROOM)
    const again = await median(async () => {
      const from = performance.now()
      await kept.of(ROOM)
      return performance.now() - from
    })
    log.close()
    forget(dataDir)
    const peer = { name: 'read and joined at once', value: atOnce }
    return [
      { name: 'longest pause of the others, as a share', value: paused / atOnce, unit: '×', peer, atMost: 0.8 },
      { name: 'the room as one update', value: took.toSorted((a, b) => a - b)[2] as number, unit: 'ms', peer },
      { name: 'the same for the next phone', value: again, unit: 'ms', peer, atMost: atOnce / 10 },
    ]
  },
}

async function median(measure: () => Promise<number>): Promise<number> {
  const all: number[] = []
  for (let i = 0; i < REPEATS; i++) all.push(await measure())
  return all.toSorted((a, b) => a - b)[Math.floor(REPEATS / 2)] as number
}

async function fill(log: EventLog): Promise<void> {
  const by = asPerson('ann')
  for (let n = 0; n < EVENTS; n += 500) {
    const items = Array.from({ length: 500 }, (_, i) => {
      const id = newEventId(Date.now())
      const set = { householdId: newEventId(n), result: 'met', residentCount: 3, note: `家中有人 ${n + i}` }
      const act = { by, role: 'assistant', at: Date.now(), area: '370303005003' }
      const bytes = encodeItem(id, { type: 'create', kind: 'home_visit', version: 1, ...act, set })
      return { id, bytes, placed: { writer: 2 ** 40 + ((n + i) % WRITERS), clock: Math.floor((n + i) / WRITERS) } }
    })
    await log.append([{ room: ROOM, person: by, whole: false, items }])
  }
}
