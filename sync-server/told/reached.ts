import type { DatabaseSync } from 'node:sqlite'
import type { EventId, PersonId, RecordId } from '../../domain/ids.ts'

const SCHEMA = `
create table if not exists reached (record text not null, event text not null, person text not null, at integer not null,
  primary key (record, event, person)) strict, without rowid;
create table if not exists begun (record text not null, event text not null, at integer not null,
  primary key (record, event)) strict, without rowid;
create table if not exists seen (record text not null, person text not null, at integer not null,
  primary key (record, person)) strict, without rowid;
`

/** Which acts reached whose phone, and when (server time, ms UTC). The first word counts; saying it again changes nothing. */
export interface ReachedStore {
  add(person: PersonId, marks: readonly { readonly record: RecordId; readonly event: EventId }[], at: number): void
  of(record: RecordId, event: EventId): ReadonlyMap<PersonId, number>
  /** True once for each act that tells somebody something. */
  isNew(record: RecordId, event: EventId, at: number): boolean
  has(record: RecordId, event: EventId, person: PersonId): boolean
  /** Read by somebody who does not write in its room. The first word counts here too. */
  see(person: PersonId, records: readonly RecordId[], at: number): void
  seenOf(record: RecordId): ReadonlyMap<PersonId, number>
}

export function openReached(db: DatabaseSync): ReachedStore {
  db.exec(SCHEMA)
  const add = db.prepare('insert or ignore into reached values (?, ?, ?, ?)')
  const of = db.prepare('select person, at from reached where record = ? and event = ?')
  const begun = db.prepare('insert or ignore into begun values (?, ?, ?)')
  const has = db.prepare('select 1 from reached where record = ? and event = ? and person = ?')
  const see = db.prepare('insert or ignore into seen values (?, ?, ?)')
  const seenOf = db.prepare('select person, at from seen where record = ?')
  const byPerson = (rows: unknown): ReadonlyMap<PersonId, number> =>
    new Map((rows as { person: PersonId; at: number }[]).map((row) => [row.person, row.at]))
  return {
    add(person, marks, at) {
      db.exec('begin')
      for (const { record, event } of marks) add.run(record, event, person, at)
      db.exec('commit')
    },
    of: (record, event) => byPerson(of.all(record, event)),
    isNew: (record, event, at) => begun.run(record, event, at).changes > 0,
    see(person, records, at) {
      for (const record of records) see.run(record, person, at)
    },
    seenOf: (record) => byPerson(seenOf.all(record)),
    has: (record, event, person) => has.get(record, event, person) !== undefined,
  }
}
