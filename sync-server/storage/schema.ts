import type { DatabaseSync } from 'node:sqlite'

/** Forward only: each step brings the data of the version before it to its own. */
const STEPS = [
  `
create table meta (key text primary key, value text not null) strict;
create table room (id integer primary key, name text not null unique, seq integer not null) strict;
create table head (room integer not null, writer integer not null, person text not null, next integer not null,
  primary key (room, writer)) strict, without rowid;
create table event (room integer not null, seq integer not null, id text not null, writer integer not null,
  clock integer not null, person text not null, received integer not null, held text, body blob not null,
  primary key (room, seq)) strict;
create unique index event_id on event (room, id);
`,
  `
alter table room add column rebuilds integer not null default 0;
alter table room add column writers integer not null default 0;
update room set writers = (select count(*) from head where head.room = room.id);
create unique index event_place on event (room, writer, clock);
create table decision (room integer not null, id text not null, accept integer not null, person text not null,
  at integer not null, reason text not null, wrapper text, primary key (room, id)) strict, without rowid;
create table own_writer (log text not null, person text not null, writer integer not null,
  primary key (log, person)) strict, without rowid;
`,
] as const

/** Brings the schema to the present version; throws for data of a newer one. */
export function migrate(db: DatabaseSync): void {
  const hasMeta = db.prepare("select 1 from sqlite_master where name = 'meta'").get() !== undefined
  const found = hasMeta ? Number(setting(db, 'schema', () => '1')) : 0
  if (found > STEPS.length) throw new Error(`The data is of a newer version (${found}). Update Xunji.`)
  for (let version = found; version < STEPS.length; version++) {
    db.exec('begin immediate')
    db.exec(STEPS[version] as string)
    db.prepare("insert into meta values ('schema', ?) on conflict do update set value = excluded.value").run(
      String(version + 1),
    )
    db.exec('commit')
  }
}

/** A lasting value of this log, made at its first use. */
export function setting(db: DatabaseSync, key: string, make: () => string): string {
  const found = db.prepare('select value from meta where key = ?').get(key) as { value: string } | undefined
  if (found) return found.value
  const value = make()
  db.prepare('insert into meta values (?, ?)').run(key, value)
  return value
}
