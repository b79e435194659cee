import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { decodeItem } from '../../domain/room/grammar.ts'
import { type LogReader, openSqliteLogReader } from '../storage/log-reader.ts'
import { type Difference, differences, replay } from './compare.ts'
import { createProjector } from './projector.ts'
import { openTables } from './schema.ts'

const PAGE = 2000

export type Verified = {
  readonly rooms: number
  readonly events: number
  readonly records: number
  /** What is wrong with the log itself: a gap, an item that cannot be read. */
  readonly faults: readonly string[]
  /** Where the projection says something else than a replay. */
  readonly differences: readonly Difference[]
  /** Events that the projection has not come to yet. */
  readonly behind: number
  readonly quarantined: number
}

type Files = { readonly logPath: string; readonly path: string }

/** Reads the whole log, replays it beside, and compares. Safe while the server runs. */
export function verifyProjection({ logPath, path }: Files): Verified {
  const log = openSqliteLogReader(logPath)
  const here = new DatabaseSync(path, { readOnly: true })
  const folder = mkdtempSync(join(tmpdir(), 'xunji-verify-'))
  try {
    // One view of the projection for all that follows, whatever the server writes meanwhile.
    here.exec('begin')
    const { events, faults } = checkLog(log)
    const replayed = replay(join(folder, 'replayed.sqlite'), log, here)
    const found = differences(here, replayed)
    replayed.close()
    const cursors = createProjector(here, log).cursors()
    const behind = log.positions().reduce((sum, { room, seq }) => sum + Math.max(0, seq - (cursors.get(room) ?? 0)), 0)
    const count = (table: string) => (here.prepare(`select count(*) n from ${table}`).get() as { n: number }).n
    return {
      rooms: log.positions().length,
      events,
      records: count('record'),
      faults,
      differences: found,
      behind,
      quarantined: count('quarantine'),
    }
  } finally {
    here.close()
    log.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Positions and each writer's clocks are dense, and every item can be read. */
function checkLog(log: LogReader): { events: number; faults: readonly string[] } {
  const faults: string[] = []
  let events = 0
  for (const { room, seq: end } of log.positions()) {
    const next = new Map<number, number>()
    let at = 0
    while (at < end) {
      const rows = log.tail(room, at, PAGE)
      if (rows.length === 0) break
      for (const row of rows) {
        if (row.seq !== at + 1) faults.push(`${room}: after ${at} comes ${row.seq}`)
        at = row.seq
        events++
        const clock = next.get(row.writer) ?? 0
        if (row.clock !== clock)
          faults.push(`${room} ${row.id}: clock ${row.clock} of writer ${row.writer}, not ${clock}`)
        next.set(row.writer, row.clock + 1)
        const decoded = decodeItem(row.bytes)
        if (!decoded.ok) faults.push(`${room} ${row.id}: ${decoded.problem.detail}`)
        else if (decoded.value.id !== row.id) faults.push(`${room} ${row.id}: its bytes say ${decoded.value.id}`)
      }
    }
    if (at < end) faults.push(`${room}: ends at ${at}, not at ${end}`)
  }
  return { events, faults }
}

/** Drops the projection and builds it from the log. Safe while the server runs. */
export function rebuildProjection({ logPath, path }: Files): { rooms: number; records: number } {
  const log = openSqliteLogReader(logPath)
  const db = openTables(path, log.id)
  try {
    const projector = createProjector(db, log)
    projector.rebuild()
    const rooms = log.positions()
    for (const { room, seq } of rooms) {
      for (let at = 0; at < seq; ) at = projector.take(room, PAGE).seq
    }
    projector.decisions()
    const { n } = db.prepare('select count(*) n from record').get() as { n: number }
    return { rooms: rooms.length, records: n }
  } finally {
    db.close()
    log.close()
  }
}
