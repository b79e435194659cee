import { DatabaseSync } from 'node:sqlite'
import type { EventId, PersonId, RoomName } from '../../domain/ids.ts'
import type { Stored } from './log.ts'
import { type EventRow, storedOf } from './take.ts'

/** The log as those see it who only read: the projection, in threads of its own. */
export interface LogReader {
  /** Random; changes after a restore. */
  readonly id: string
  /** Every room with its position, in one question. */
  positions(): readonly { readonly room: RoomName; readonly seq: number }[]
  position(room: RoomName): number
  tail(room: RoomName, after: number, limit: number): readonly Stored[]
  /** The rows of a room at these positions, in order. */
  rows(room: RoomName, seqs: readonly number[]): readonly Stored[]
  /** What was decided about a held event. */
  decision(room: RoomName, event: EventId): HeldDecision | undefined
  close(): void
}

export type HeldDecision = {
  readonly accepted: boolean
  readonly by: PersonId
  readonly at: number
  readonly reason: string
}

type DecisionRow = { accept: number; person: string; at: number; reason: string }

/** A second connection to the SQLite log: sees what is committed, writes nothing, blocks nobody (WAL). */
export function openSqliteLogReader(path: string): LogReader {
  const db = new DatabaseSync(path, { readOnly: true })
  db.exec('pragma busy_timeout=5000;')
  const q = {
    positions: db.prepare('select name as room, seq from room order by id'),
    room: db.prepare('select id, seq from room where name = ?'),
    tail: db.prepare('select * from event where room = ? and seq > ? order by seq limit ?'),
    rows: db.prepare('select * from event where room = ? and seq in (select value from json_each(?)) order by seq'),
    decision: db.prepare('select accept, person, at, reason from decision where room = ? and id = ?'),
  }
  const roomRow = (name: RoomName) => q.room.get(name) as { id: number; seq: number } | undefined
  const ask = (name: RoomName, find: (room: number) => unknown[]): readonly Stored[] => {
    const room = roomRow(name)
    return room ? (find(room.id) as EventRow[]).map((row) => storedOf(name, row)) : []
  }
  const { value: id } = db.prepare("select value from meta where key = 'log'").get() as { value: string }
  return {
    id,
    positions: () => q.positions.all() as { room: RoomName; seq: number }[],
    position: (room) => roomRow(room)?.seq ?? 0,
    tail: (name, after, limit) => ask(name, (room) => q.tail.all(room, after, limit)),
    rows: (name, seqs) => ask(name, (room) => q.rows.all(room, JSON.stringify(seqs))),
    decision(name, event) {
      const room = roomRow(name)
      const row = room && (q.decision.get(room.id, event) as DecisionRow | undefined)
      return row && { accepted: row.accept === 1, by: row.person as PersonId, at: row.at, reason: row.reason }
    },
    close: () => db.close(),
  }
}
