import type { DatabaseSync } from 'node:sqlite'
import type { LogReader } from '../storage/log-reader.ts'
import { type ArrivedPhoto, createProjector } from './projector.ts'
import { derivedTables, openTables } from './schema.ts'

const BATCH = 2000
/** Numbers of changes depend on the way that events came in, not on what they say. */
const PASSING = new Set(['changed'])

export type Difference = {
  readonly table: string
  readonly here: string | undefined
  readonly replayed: string | undefined
}

/** Every row of every derived table, as text in the order of its key. */
export function* dumpOf(db: DatabaseSync, table: string): Generator<string> {
  const columns = (db.prepare(`select name, pk from pragma_table_info('${table}')`).all() as Column[]).filter(
    ({ name }) => !PASSING.has(name),
  )
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
  const names = (list: readonly Column[]) => list.map(({ name }) => `"${name}"`).join(', ')
  const rows = db.prepare(`select ${names(columns)} from ${table} order by ${names(key)}`)
  for (const row of rows.iterate()) yield JSON.stringify(Object.values(row))
}
type Column = { readonly name: string; readonly pk: number }

/** Replays the log into `path` (a file that is not there yet, or `:memory:`) as far as `here` has come. */
export function replay(path: string, log: LogReader, here?: DatabaseSync): DatabaseSync {
  const db = openTables(path, log.id)
  const projector = createProjector(db, log)
  const upTo = here ? createProjector(here, log).cursors() : undefined
  for (const { room, seq } of log.positions()) {
    const end = upTo ? (upTo.get(room) ?? 0) : seq
    for (let at = 0; at < end; ) at = projector.take(room, Math.min(BATCH, end - at)).seq
  }
  projector.decisions()
  // That a photo arrived is not in the log: its owner is the folder of photos.
  if (here) projector.photosArrived(photosOf(here))
  return db
}

const photosOf = (db: DatabaseSync): readonly ArrivedPhoto[] =>
  db.prepare('select room, record, sha256, arrived as arrivedAt from photo').all() as unknown as ArrivedPhoto[]

/** Compares a projection with a replay of its log, row by row; the first `most` differences. */
export function differences(here: DatabaseSync, replayed: DatabaseSync, most = 20): readonly Difference[] {
  const found: Difference[] = []
  for (const table of derivedTables()) {
    const [a, b] = [dumpOf(here, table), dumpOf(replayed, table)]
    for (let [x, y] = [a.next(), b.next()]; !(x.done && y.done); ) {
      const [left, right] = [x.done ? undefined : x.value, y.done ? undefined : y.value]
      if (left === right) [x, y] = [a.next(), b.next()]
      else {
        found.push({ table, here: left, replayed: right })
        if (found.length >= most) return found
        // The smaller one is missing on the other side.
        const leftFirst = right === undefined || (left !== undefined && left < right)
        if (leftFirst) x = a.next()
        else y = b.next()
      }
    }
  }
  return found
}
