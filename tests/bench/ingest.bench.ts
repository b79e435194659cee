import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { quarterOf } from '../../domain/clock.ts'
import { asPerson, asRoom, type RoomName } from '../../domain/ids.ts'
import { type Running, startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'
import type { Stored } from '../../sync-server/storage/log.ts'
import { forget } from '../support/server.ts'
import type { Bench } from './bench.ts'
import type { IngestPhone, IngestReport, IngestTask } from './ingest-phones.ts'

const PHONES = 32
const EVENTS = 625
/** Events that a phone has under way: what it offers when it comes back from a morning offline. */
const WINDOW = 50
/** As in the server: more in one transaction would keep others waiting. */
const COMMIT = 200
const REPEATS = 3

export const bench: Bench = {
  about: `${PHONES} phones write ${PHONES * EVENTS} home visits through real sockets, an event a message, all with a receipt`,
  async run() {
    const runs: { ratio: number; bare: number; report: IngestReport }[] = []
    for (let i = 0; i < REPEATS; i++) {
      const dataDir = mkdtempSync(join(tmpdir(), 'xunji-ingest-'))
      const config = readConfig({ XUNJI_SECRET: 'a bench has no secrets', PORT: '0', DATA_DIR: dataDir })
      const server = await startServer({ config: { ...config, limits: false } })
      const phones = addPhones(server)
      const report = await writeAll({ url: server.url, phones, events: EVENTS, window: WINDOW })
      const rows = (await Promise.all(roomsOf(phones).map((room) => server.rooms.log.tail(room, 0)))).flat()
      await server.close()
      if (rows.length !== PHONES * EVENTS) throw new Error(`${rows.length} of ${PHONES * EVENTS} events were stored`)
      const bares = [1, 2, 3].map((pass) => bareCommit(join(dataDir, `bare${pass}.sqlite`), rows))
      const bare = bares.toSorted((a, b) => a - b)[1] as number
      forget(dataDir)
      runs.push({ ratio: report.perSecond / bare, bare, report })
    }
    const median = runs.toSorted((a, b) => a.ratio - b.ratio)[Math.floor(REPEATS / 2)] as (typeof runs)[number]
    const peer = { name: `the same rows in bare SQLite, ${COMMIT} a commit`, value: median.bare }
    return [
      { name: 'durable events, as a share of bare SQLite', value: median.ratio, unit: '×', peer, atLeast: 0.05 },
      { name: 'durable events', value: median.report.perSecond, unit: 'events/s' },
      { name: 'from sending to receipt, p95', value: median.report.p95, unit: 'ms' },
    ]
  },
}

function addPhones(server: Running): readonly IngestPhone[] {
  const { year, quarter } = quarterOf(Date.now())
  return Array.from({ length: PHONES }, (_, n) => {
    const area = `3703030050${String(10 + n)}`
    const id = `bench${n}`
    server.people.add({ id, name: id, account: id, password: 'bench' }, [{ role: 'assistant', area, from: 0 }])
    return { person: asPerson(id), area, room: asRoom(`${area}/police/${year}q${quarter}`) }
  })
}

const roomsOf = (phones: readonly IngestPhone[]): readonly RoomName[] => phones.map((phone) => phone.room)

/** The phones have a thread of their own: what is measured is the server's. */
function writeAll(task: IngestTask): Promise<IngestReport> {
  const worker = new Worker(new URL('./ingest-phones.ts', import.meta.url), { workerData: task })
  return new Promise((done, failed) => {
    worker.once('message', (report: IngestReport) => done(report))
    worker.once('error', failed)
  })
}

/** Events a second of nothing but the commit, as durable as ours. */
function bareCommit(path: string, rows: readonly Stored[]): number {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode=wal; pragma synchronous=full;')
  db.exec(`create table event (room text, seq integer, id text, writer integer, clock integer, person text,
    received integer, body blob, primary key (room, seq)) strict`)
  const insert = db.prepare('insert into event values (?, ?, ?, ?, ?, ?, ?, ?)')
  const from = performance.now()
  for (let i = 0; i < rows.length; i += COMMIT) {
    db.exec('begin immediate')
    for (const row of rows.slice(i, i + COMMIT)) {
      insert.run(row.room, row.seq, row.id, row.writer, row.clock, row.person, row.receivedAt, row.bytes)
    }
    db.exec('commit')
  }
  const took = performance.now() - from
  db.close()
  return (rows.length / took) * 1000
}
