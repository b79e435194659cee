import { randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { type EventId, type PersonId, type RoomName, SYSTEM, type WriterId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Decided, DecideOutcome, EventLog, Stored, Unavailable, Written } from './log.ts'
import { migrate, setting } from './schema.ts'
import { type EventRow, type RoomRow, storedOf, takeMessages } from './take.ts'
import { troubleOf } from './trouble.ts'

/**
 * Opens the log on SQLite: WAL and `synchronous=FULL`, so that a returned append has reached the disk. `random` gives
 * [0, 1): what needs no secret, but must not come twice.
 */
export function openSqliteLog(path: string, now: () => number, random: () => number = Math.random): EventLog {
  const db = new DatabaseSync(path)
  db.exec('pragma busy_timeout=1000; pragma journal_mode=wal; pragma synchronous=full;')
  const { synchronous } = db.prepare('pragma synchronous').get() as { synchronous: number }
  if (synchronous !== 2) throw new Error('SQLite did not take synchronous=FULL: receipts would not be true')
  migrate(db)
  const log = setting(db, 'log', () => randomBytes(9).toString('base64url'))
  const take = takeMessages(db, log, random)
  const q = {
    room: db.prepare('select id, seq, rebuilds, writers from room where name = ?'),
    tail: db.prepare('select * from event where room = ? and seq > ? order by seq limit ?'),
    one: db.prepare('select * from event where room = ? and id = ?'),
    section: db.prepare('select * from event where room = ? and writer = ? and clock >= ? order by clock'),
    heads: db.prepare('select writer, next from head where room = ?'),
    positions: db.prepare('select name, seq from room where seq > 0 order by id'),
    decide: db.prepare('insert into decision values (?, ?, ?, ?, ?, ?, ?)'),
    decisions: db.prepare(
      'select id, accept, person, at, reason, wrapper from decision where room = ? order by at, id',
    ),
    probe: db.prepare("update meta set value = value where key = 'log'"),
  }
  type Trouble = Unavailable & { readonly since: number }
  let trouble: Trouble | undefined

  const roomOf = (name: RoomName): RoomRow | undefined => q.room.get(name) as RoomRow | undefined
  const rowsOf = (name: RoomName, rows: unknown[]): readonly Stored[] =>
    (rows as EventRow[]).map((row) => storedOf(name, row))

  /** All of the work in one durable transaction, or nothing. Only the disk's faults become an answer. */
  function durably<T>(work: () => T): Result<T, Unavailable> {
    const closed = troubleNow()
    if (closed) return fail(closed)
    try {
      db.exec('begin immediate')
      const done = work()
      db.exec('commit')
      trouble = undefined
      return ok(done)
    } catch (error) {
      const found = troubleOf(error)
      if (found && found.why !== 'unreachable') trouble = { ...found, since: now() }
      if (db.isTransaction) db.exec('rollback')
      if (!found) throw error
      return fail(found)
    }
  }

  /** After a while one write is tried again: space may have been made. A failed flush never heals by itself. */
  function troubleNow(): Trouble | undefined {
    const last = trouble
    if (!last || last.why === 'uncertain' || now() - last.since < last.retryAfterMs) return last
    try {
      q.probe.run()
      trouble = undefined
    } catch {
      trouble = { ...last, since: now() }
    }
    return trouble
  }

  const decidedOf = (room: RoomRow): readonly Decided[] =>
    (q.decisions.all(room.id) as DecisionRow[]).map((row) => ({
      id: row.id as EventId,
      accept: row.accept === 1,
      by: row.person as PersonId,
      at: row.at,
      reason: row.reason,
      ...(row.wrapper ? { wrapper: row.wrapper as EventId } : {}),
    }))

  return {
    id: log,
    append: async (batch): Promise<Result<Written, Unavailable>> => durably(() => take(batch, now())),
    tail: async (name, after, limit = 1_000_000) => {
      const room = roomOf(name)
      return room ? rowsOf(name, q.tail.all(room.id, after, limit)) : []
    },
    one: async (name, id) => {
      const room = roomOf(name)
      const row = room && (q.one.get(room.id, id) as EventRow | undefined)
      return row && storedOf(name, row)
    },
    missing: async (name, heads) => {
      const room = roomOf(name)
      if (!room) return { at: { log, room: 0, seq: 0 }, rows: [] }
      const at = { log, room: room.rebuilds, seq: room.seq }
      if (heads.size === 0) return { at, rows: rowsOf(name, q.tail.all(room.id, 0, Number.MAX_SAFE_INTEGER)) }
      const behind = (q.heads.all(room.id) as HeadRow[]).filter(({ writer, next }) => next > (heads.get(writer) ?? 0))
      const rows = behind.flatMap(({ writer }) => q.section.all(room.id, writer, heads.get(writer) ?? 0))
      return { at, rows: rowsOf(name, rows) }
    },
    heads: async (name) => {
      const room = roomOf(name)
      const rows = room ? (q.heads.all(room.id) as HeadRow[]) : []
      return new Map(rows.map((row) => [row.writer, row.next]))
    },
    cursor: async (name) => {
      const room = roomOf(name)
      return { log, room: room?.rebuilds ?? 0, seq: room?.seq ?? 0 }
    },
    positions: async () =>
      new Map((q.positions.all() as { name: RoomName; seq: number }[]).map((row) => [row.name, row.seq])),
    decide: async (name, id, decision, wrapper) =>
      durably((): DecideOutcome => {
        const room = roomOf(name)
        const held = room && (q.one.get(room.id, id) as EventRow | undefined)?.held
        if (!room || !held) return { outcome: 'notHeld' }
        const before = decidedOf(room).find((one) => one.id === id)
        if (before) return { outcome: 'decidedBefore', as: before }
        const { accept, by, at, reason } = decision
        q.decide.run(room.id, id, accept ? 1 : 0, by, at, reason, wrapper?.id ?? null)
        const message = { room: name, person: SYSTEM, whole: true, items: wrapper ? [wrapper] : [] }
        return { outcome: 'decided', stored: take([message], now()).stored }
      }),
    decisions: async (name) => {
      const room = roomOf(name)
      return room ? decidedOf(room) : []
    },
    trouble: troubleNow,
    close: () => db.close(),
  }
}

type HeadRow = { writer: WriterId; next: number }
type DecisionRow = { id: string; accept: number; person: string; at: number; reason: string; wrapper: string | null }
