import { createHash, randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { allKinds } from '../../domain/kinds/registry.ts'
import { FOLD_NUMBER } from '../../domain/record/fold-number.ts'
import { publishedCalendar } from '../people/calendar.ts'
import { columnsOf, tableOf } from './columns.ts'

/** Raised whenever these tables or what is written into them change. */
const TABLES_NUMBER = 4

/** What the projection depends on beside the log: another text, and everything is built anew. */
const BUILT_FROM = createHash('sha256')
  .update(JSON.stringify([FOLD_NUMBER, TABLES_NUMBER, allKinds(), publishedCalendar]))
  .digest('hex')

/** `changed` numbers the rows in the order of their last change; within one generation it only grows. */
const TABLES = `
create table meta (key text primary key, value text not null) strict;
create table cursor (room text primary key, seq integer not null) strict;
create table entry (room text not null, record text not null, seq integer not null, id text not null, held text,
  primary key (room, record, seq)) strict, without rowid;
create table record (room text not null, id text not null, kind text not null, area text not null, state text not null,
  created_by text not null, created integer not null, received integer not null, changed integer not null,
  due integer, yellow_from integer, red_from integer, problems integer not null, conflicts integer not null,
  held integer not null, text text not null, json text not null, moves text not null, met text not null,
  primary key (room, id)) strict, without rowid;
create index record_id on record (id);
create index record_changed on record (changed);
create index record_received on record (received, id);
create index record_kind on record (kind, received, id);
create index record_state on record (kind, state, received, id);
create index record_room on record (room, kind, received, id);
create table uses (target text not null, room text not null, record text not null,
  primary key (target, room, record)) strict, without rowid;
create index uses_record on uses (room, record);
create table act (room text not null, record text not null, subject text not null, json text not null,
  primary key (room, record)) strict, without rowid;
create index act_subject on act (subject);
create table fact (subject text primary key, changed integer not null) strict;
create table held (room text not null, event text not null, record text not null, seq integer not null, by text not null,
  received integer not null, decision text, primary key (room, event)) strict, without rowid;
create index held_by on held (by);
create table due_move (room text not null, record text not null, at integer not null, cause text not null, event text not null,
  primary key (room, record)) strict, without rowid;
create index due_move_at on due_move (at);
create table photo (room text not null, record text not null, sha256 text not null, arrived integer not null,
  primary key (room, record, sha256)) strict, without rowid;
create table quarantine (room text not null, seq integer not null, record text not null, id text not null, error text not null,
  primary key (room, seq)) strict, without rowid;
`

const kindTables = (): string =>
  allKinds()
    .map((kind) => {
      const columns = columnsOf(kind).map(({ name, type }) => `"${name}" ${type}`)
      const key = 'room text not null, record text not null'
      return `create table ${tableOf(kind)} (${[key, ...columns].join(', ')}, primary key (room, record)) strict, without rowid;`
    })
    .join('\n')

/** The tables whose rows follow from the log alone: what a replay must give again. (Orders that were carried out are gone.) */
export const derivedTables = (): readonly string[] => [
  'cursor',
  'entry',
  'record',
  'uses',
  'act',
  'held',
  'quarantine',
  ...allKinds().map(tableOf),
]

export const metaOf = (db: DatabaseSync, key: string): string | undefined =>
  (db.prepare('select value from meta where key = ?').get(key) as { value: string } | undefined)?.value

/**
 * Opens the projection of a log for writing; one that was built by other rules, or from another log (a restore), is
 * dropped, and its cursor is at the start.
 */
export function openTables(path: string, log: string): DatabaseSync {
  try {
    return opened(path, log)
  } catch (error) {
    // Nothing is in it that the log does not have: a broken file is no reason to stop.
    if (!isBroken(error)) throw error
    for (const ending of ['', '-wal', '-shm']) rmSync(`${path}${ending}`, { force: true })
    return opened(path, log)
  }
}

/** SQLite's CORRUPT and NOTADB. */
const isBroken = (error: unknown): boolean =>
  [11, 26].includes(Number((error as { errcode?: number } | undefined)?.errcode) & 0xff)

function opened(path: string, log: string): DatabaseSync {
  const db = new DatabaseSync(path)
  try {
    db.exec(
      'pragma journal_mode=wal; pragma synchronous=normal; pragma busy_timeout=30000; pragma cache_size=-32000; pragma wal_autocheckpoint=4000;',
    )
    db.exec('begin immediate')
    const known = db.prepare("select 1 from sqlite_schema where name = 'meta'").get()
    const same = known && metaOf(db, 'builtFrom') === BUILT_FROM && metaOf(db, 'log') === log
    if (!same) rebuildTables(db, log)
    db.exec('commit')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Inside a transaction: everything goes, and a new generation begins. Photos that arrived are told again by their owner. */
export function rebuildTables(db: DatabaseSync, log: string): void {
  const old = db.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'").all()
  for (const { name } of old as { name: string }[]) db.exec(`drop table "${name}"`)
  db.exec(TABLES)
  db.exec(kindTables())
  const set = db.prepare('insert into meta values (?, ?)')
  set.run('builtFrom', BUILT_FROM)
  set.run('log', log)
  set.run('generation', randomBytes(6).toString('hex'))
  set.run('changed', '0')
}
