import { randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { HeldReason } from '../../domain/api.ts'
import { type EventId, newEventId, type PersonId, type RoomName, type WriterId } from '../../domain/ids.ts'
import { fail, ok } from '../../domain/result.ts'
import { encodeItem } from '../../domain/room/grammar.ts'
import type { Appended, EventLog, Incoming, Stored } from './log.ts'

const SCHEMA_VERSION = 1
const SCHEMA = `
create table if not exists meta (key text primary key, value text not null) strict;
create table if not exists room (id integer primary key, name text not null unique, seq integer not null) strict;
create table if not exists head (room integer not null, writer integer not null, person text not null, next integer not null,
  primary key (room, writer)) strict, without rowid;
create table if not exists event (room integer not null, seq integer not null, id text not null, writer integer not null,
  clock integer not null, person text not null, received integer not null, held text, body blob not null,
  primary key (room, seq)) strict;
create unique index if not exists event_id on event (room, id);
`

type Row = {
  seq: number
  id: string
  writer: number
  clock: number
  person: string
  received: number
  held: string | null
  body: Uint8Array
}

/** Opens the log on SQLite: WAL and `synchronous=FULL`, so that a returned append has reached the disk. */
export function openSqliteLog(path: string, now: () => number): EventLog {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=5000;')
  const { synchronous } = db.prepare('pragma synchronous').get() as { synchronous: number }
  if (synchronous !== 2) throw new Error('SQLite did not take synchronous=FULL: receipts would not be true')
  db.exec(SCHEMA)
  const version = setting('schema', () => String(SCHEMA_VERSION))
  if (Number(version) > SCHEMA_VERSION) throw new Error(`The data is of a newer version (${version}). Update Xunji.`)
  const log = setting('log', () => randomBytes(9).toString('base64url'))

  const q = {
    room: db.prepare('select id, seq from room where name = ?'),
    newRoom: db.prepare('insert into room (name, seq) values (?, 0)'),
    seq: db.prepare('update room set seq = ? where id = ?'),
    head: db.prepare('select person, next from head where room = ? and writer = ?'),
    setHead: db.prepare('insert into head values (?, ?, ?, ?) on conflict do update set next = excluded.next'),
    byId: db.prepare('select seq, writer, clock, held, body from event where room = ? and id = ?'),
    insert: db.prepare('insert into event values (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    tail: db.prepare(
      'select seq, id, writer, clock, person, received, held, body from event where room = ? and seq > ? order by seq limit ?',
    ),
    heads: db.prepare('select writer, next from head where room = ?'),
    rooms: db.prepare('select name from room order by id'),
  }
  let broken: 'readOnly' | 'full' | undefined

  function setting(key: string, make: () => string): string {
    const found = db.prepare('select value from meta where key = ?').get(key) as { value: string } | undefined
    if (found) return found.value
    const value = make()
    db.prepare('insert into meta values (?, ?)').run(key, value)
    return value
  }

  type RoomRow = { id: number; seq: number }
  const roomRow = (name: RoomName): RoomRow | undefined => q.room.get(name) as RoomRow | undefined

  function appendOne(item: Incoming, room: RoomRow, at: number): Appended {
    const head = q.head.get(room.id, item.writer) as { person: string; next: number } | undefined
    if (head && head.person !== item.person) return { outcome: 'refused', why: 'writerTaken' }
    const next = head?.next ?? 0
    const known = q.byId.get(room.id, item.id) as Pick<Row, 'seq' | 'writer' | 'clock' | 'held' | 'body'> | undefined
    if (known) {
      const same = Buffer.compare(known.body, item.bytes) === 0
      if (!same) return { outcome: 'refused', why: 'idTaken' }
      const receipt: Appended = {
        outcome: 'known',
        seq: known.seq,
        ...(known.held ? { held: known.held as HeldReason } : {}),
      }
      if (known.writer === item.writer && known.clock === item.clock) return receipt
      if (item.clock > next) return { outcome: 'gap', next }
      if (item.clock === next) {
        // The clock must be consumed, or everything this writer sends later would stand behind a gap.
        const id = newEventId(at)
        store({ ...item, id, bytes: encodeItem(id, { type: 'again', of: item.id }) }, room, at)
      }
      return receipt
    }
    if (item.clock > next) return { outcome: 'gap', next }
    if (item.clock < next) return { outcome: 'refused', why: 'writerTaken' }
    return { outcome: 'stored', seq: store(item, room, at), ...(item.held ? { held: item.held } : {}) }
  }

  function store(item: Incoming, room: RoomRow, at: number): number {
    room.seq += 1
    q.insert.run(room.id, room.seq, item.id, item.writer, item.clock, item.person, at, item.held ?? null, item.bytes)
    q.setHead.run(room.id, item.writer, item.person, item.clock + 1)
    return room.seq
  }

  return {
    id: log,
    append(batch) {
      if (broken) return fail({ why: broken })
      try {
        db.exec('begin immediate')
        const at = now()
        const rooms = new Map<RoomName, RoomRow>()
        const outcomes = batch.map((item) => {
          let room = rooms.get(item.room) ?? roomRow(item.room)
          if (!room) {
            q.newRoom.run(item.room)
            room = roomRow(item.room) as RoomRow
          }
          rooms.set(item.room, room)
          return appendOne(item, room, at)
        })
        for (const room of rooms.values()) q.seq.run(room.seq, room.id)
        db.exec('commit')
        return ok(outcomes)
      } catch (error) {
        // No receipt for anything of a failed commit: the log goes read-only and says so.
        broken = String(error).includes('full') ? 'full' : 'readOnly'
        if (db.isTransaction) db.exec('rollback')
        return fail({ why: broken })
      }
    },
    tail(name, after, limit = 1_000_000) {
      const room = roomRow(name)
      if (!room) return []
      return (q.tail.all(room.id, after, limit) as unknown as Row[]).map(
        (row): Stored => ({
          room: name,
          seq: row.seq,
          id: row.id as EventId,
          writer: row.writer,
          clock: row.clock,
          person: row.person as PersonId,
          receivedAt: row.received,
          ...(row.held ? { held: row.held as HeldReason } : {}),
          bytes: row.body,
        }),
      )
    },
    heads(name) {
      const room = roomRow(name)
      const rows = room ? (q.heads.all(room.id) as { writer: WriterId; next: number }[]) : []
      return new Map(rows.map((row) => [row.writer, row.next]))
    },
    position: (name) => roomRow(name)?.seq ?? 0,
    rooms: () => (q.rooms.all() as { name: RoomName }[]).map((row) => row.name),
    nextServerWriter() {
      const next = Number(setting('serverWriter', () => String(randomBytes(4).readUInt32BE() * 1000))) + 1
      db.prepare('update meta set value = ? where key = ?').run(String(next), 'serverWriter')
      return next
    },
    close: () => db.close(),
  }
}
