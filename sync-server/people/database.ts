import { DatabaseSync } from 'node:sqlite'

/** SQL is the authority on people, grants, areas and switches. Times are ms UTC; a grant without `until` still holds. */
const SCHEMA = `
create table if not exists person (id text primary key, name text not null, account text unique, password text,
  disabled integer not null default 0, created integer not null, leader text, phone text, firm text) strict;
create table if not exists grants (id integer primary key, person text not null, role text not null, area text not null,
  since integer not null, until integer) strict;
create index if not exists grants_person on grants (person);
create index if not exists grants_area on grants (area);
create table if not exists session (token text primary key, id text not null unique, person text not null,
  created integer not null, seen integer not null) strict;
create index if not exists session_person on session (person);
`
/** Columns of a person that a database of an earlier version has not. */
const LATER = ['leader', 'phone', 'firm']

export function openPeopleDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=5000;')
  db.exec(SCHEMA)
  const columns = new Set((db.prepare('pragma table_info(person)').all() as { name: string }[]).map(({ name }) => name))
  for (const name of LATER) if (!columns.has(name)) db.exec(`alter table person add column ${name} text`)
  db.exec('create index if not exists person_leader on person (leader)')
  return db
}

/** Runs `act` in one transaction: all of it is on disk, or nothing. */
export function atomically<T>(db: DatabaseSync, act: () => T): T {
  db.exec('begin immediate')
  try {
    const result = act()
    db.exec('commit')
    return result
  } catch (error) {
    if (db.isTransaction) db.exec('rollback')
    throw error
  }
}
