import type { DatabaseSync } from 'node:sqlite'
import type { EventId, RecordId, RoomName } from '../../domain/ids.ts'
import type { MoveEvent } from '../../domain/record/event.ts'
import { entryOf, foldRecord, recordOfEntry } from '../../domain/record/fold.ts'
import { decodeItem } from '../../domain/room/grammar.ts'
import type { Stored } from '../storage/log.ts'
import type { LogReader } from '../storage/log-reader.ts'
import { type Changed, createWriter } from './record-writer.ts'
import { eventsOf, type Fold, sift } from './replay.ts'
import { metaOf, rebuildTables } from './schema.ts'

/** A photo whose bytes are on the server. */
export type ArrivedPhoto = {
  readonly room: RoomName
  readonly record: RecordId
  readonly sha256: string
  readonly arrivedAt: number
}

export type Taken = {
  readonly seq: number
  readonly changes: readonly Changed[]
  /** Rooms in which something is held now that was not. */
  readonly held: readonly RoomName[]
}
/** How far a room is projected. */
export type Seq = readonly [room: RoomName, seq: number]
export type DueMove = { readonly room: RoomName; readonly cause: string; readonly event: MoveEvent }

/** Follows the log and writes the tables. Knows no thread, no clock and no network. */
export interface Projector {
  /** Where the projection stands in each room. */
  cursors(): Map<RoomName, number>
  /** Takes what a room has beyond the cursor, at most `limit` rows, in one transaction with the cursor. */
  take(room: RoomName, limit: number): Taken
  /** The same of as many rooms as hold `limit` rows together, in one transaction: many rooms are small. */
  takeSome(rooms: Iterable<RoomName>, limit: number): Omit<Taken, 'seq'> & { readonly seqs: readonly Seq[] }
  photosArrived(photos: readonly ArrivedPhoto[]): readonly Changed[]
  /** Looks again at what is held and not decided. */
  decisions(): { readonly changes: readonly Changed[]; readonly held: readonly RoomName[] }
  /** Moves of the system that are owed at `now` (ms UTC). */
  due(now: number, limit: number): readonly DueMove[]
  /** These were written, or were there before. */
  made(moves: readonly DueMove[]): void
  /** Drops everything; the cursor is at the start again. */
  rebuild(): void
  /** Records that could not be folded, event by event. */
  quarantined(): number
}

export function createProjector(db: DatabaseSync, log: LogReader, fold: Fold = foldRecord): Projector {
  let q = prepare(db)
  let writer = createWriter(db)

  /** Process-safe: whoever else writes waits, and the cursor is read in the transaction that moves it. */
  function transaction<T>(work: () => T): T {
    db.exec('begin immediate')
    try {
      const value = work()
      db.exec('commit')
      return value
    } catch (error) {
      if (db.isTransaction) db.exec('rollback')
      throw error
    }
  }

  function note(row: Stored): RecordId | undefined {
    const decoded = decodeItem(row.bytes)
    if (!decoded.ok) {
      q.quarantine.run(row.room, row.seq, '', row.id, decoded.problem.detail)
      return undefined
    }
    const { event } = decoded.value
    const entry = entryOf(row.id, event)
    if (!entry) return undefined
    const record = recordOfEntry(entry)
    q.entry.run(row.room, record, row.seq, row.id, row.held ?? null)
    if (row.held) q.held.run(row.room, row.id, record, row.seq, row.person, row.receivedAt)
    return record
  }

  function project(room: RoomName, record: RecordId): readonly Changed[] {
    const seqs = (q.entries.all(room, record) as { seq: number }[]).map((row) => row.seq)
    const rows = log.rows(room, seqs)
    const write = (some: readonly Stored[]) => writer.write(room, record, some, fold(record, eventsOf(some)))
    try {
      return inSavepoint(() => write(rows))
    } catch (error) {
      if (isDiskTrouble(error)) throw error
      // Code that throws on an event must not keep the rest of the record, or of the district, from the office.
      const { kept, thrown } = sift(rows, (some) => void inSavepoint(() => write(some)))
      for (const { row, error: why } of thrown) q.quarantine.run(room, row.seq, record, row.id, why)
      return write(kept)
    }
  }

  function inSavepoint<T>(work: () => T): T {
    db.exec('savepoint record')
    try {
      return work()
    } catch (error) {
      db.exec('rollback to record')
      throw error
    } finally {
      db.exec('release record')
    }
  }

  function decide(): ReturnType<Projector['decisions']> {
    const open = q.undecided.all() as { room: RoomName; event: EventId; record: RecordId }[]
    const held = new Set<RoomName>()
    const changes = open.flatMap(({ room, event, record }) => {
      const decided = log.decision(room, event)
      if (!decided) return []
      held.add(room)
      q.decide.run(JSON.stringify(decided), room, event)
      return project(room, record)
    })
    return { changes: newest(changes), held: [...held] }
  }

  function takeOne(room: RoomName, limit: number): Taken & { readonly count: number } {
    const from = (q.cursor.get(room) as { seq: number } | undefined)?.seq ?? 0
    const rows = log.tail(room, from, limit)
    const last = rows.at(-1)
    if (!last) return { seq: from, changes: [], held: [], count: 0 }
    const touched = new Set<RecordId>()
    for (const row of rows) {
      const record = note(row)
      if (record) touched.add(record)
    }
    const changes = [...touched].flatMap((record) => project(room, record))
    q.setCursor.run(room, last.seq)
    return { seq: last.seq, changes, held: rows.some((row) => row.held) ? [room] : [], count: rows.length }
  }

  return {
    cursors: () => new Map((q.cursors.all() as { room: RoomName; seq: number }[]).map(({ room, seq }) => [room, seq])),
    take: (room, limit) =>
      transaction(() => {
        const { seq, changes, held } = takeOne(room, limit)
        return { seq, changes: newest(changes), held }
      }),
    takeSome: (rooms, limit) =>
      transaction(() => {
        const seqs: Seq[] = []
        const changes: Changed[] = []
        const held: RoomName[] = []
        let left = limit
        for (const room of rooms) {
          const taken = takeOne(room, left)
          seqs.push([room, taken.seq])
          changes.push(...taken.changes)
          held.push(...taken.held)
          left -= taken.count
          if (left <= 0) break
        }
        return { seqs, changes: newest(changes), held }
      }),
    photosArrived: (photos) =>
      transaction(() => {
        const fresh = photos.filter(
          ({ room, record, sha256, arrivedAt }) => q.photo.run(room, record, sha256, arrivedAt).changes > 0,
        )
        return newest(fresh.flatMap(({ room, record }) => project(room, record)))
      }),
    decisions: () => transaction(decide),
    due: (now, limit) =>
      (q.due.all(now, limit) as { room: RoomName; cause: string; event: string }[]).map(({ room, cause, event }) => ({
        room,
        cause,
        event: JSON.parse(event) as MoveEvent,
      })),
    made: (moves) =>
      transaction(() => {
        for (const { room, cause, event } of moves) q.made.run(room, event.record, cause)
      }),
    rebuild() {
      transaction(() => rebuildTables(db, log.id))
      q = prepare(db)
      writer = createWriter(db)
    },
    quarantined: () => (q.quarantined.get() as { n: number }).n,
  }
}

/** One change a record: the last. In order of number. */
const newest = (changes: readonly Changed[]): readonly Changed[] =>
  [...new Map(changes.map((change) => [`${change.room} ${change.record}`, change])).values()].sort(
    (a, b) => a.changed - b.changed,
  )

/** SQLite's NOMEM, IOERR, CORRUPT, FULL: no event is at fault. */
const isDiskTrouble = (error: unknown): boolean =>
  [7, 10, 11, 13].includes(Number((error as { errcode?: number } | undefined)?.errcode) & 0xff)

/** A number that only grows while the projection is not rebuilt, and the name of what it counts in. */
export const markOf = (db: DatabaseSync): { generation: string; changed: number } => ({
  generation: metaOf(db, 'generation') ?? '',
  changed: Number(metaOf(db, 'changed') ?? 0),
})

const prepare = (db: DatabaseSync) => ({
  cursors: db.prepare('select room, seq from cursor'),
  cursor: db.prepare('select seq from cursor where room = ?'),
  setCursor: db.prepare('insert into cursor values (?, ?) on conflict do update set seq = excluded.seq'),
  entry: db.prepare('insert or ignore into entry values (?, ?, ?, ?, ?)'),
  entries: db.prepare(
    `select seq from entry where room = ? and record = ?
     and not exists (select 1 from quarantine where quarantine.room = entry.room and quarantine.seq = entry.seq)`,
  ),
  held: db.prepare('insert or ignore into held values (?, ?, ?, ?, ?, ?, null)'),
  undecided: db.prepare('select room, event, record from held where decision is null order by room, seq'),
  decide: db.prepare('update held set decision = ? where room = ? and event = ?'),
  due: db.prepare('select room, cause, event from due_move where at <= ? order by at limit ?'),
  made: db.prepare('delete from due_move where room = ? and record = ? and cause = ?'),
  photo: db.prepare('insert or ignore into photo values (?, ?, ?, ?)'),
  quarantine: db.prepare('insert or replace into quarantine values (?, ?, ?, ?, ?)'),
  quarantined: db.prepare('select count(*) n from quarantine'),
})
