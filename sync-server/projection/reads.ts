import type { DatabaseSync } from 'node:sqlite'
import type { FactsAnswer, ShiftOutcome } from '../../domain/api.ts'
import type { EventId, RecordId, RoomName } from '../../domain/ids.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import type { GrantsReader } from '../people/grants-reader.ts'
import type { LogReader } from '../storage/log-reader.ts'
import { keptCounts } from './figures/kept.ts'
import { listPlanned, type UnnamedPlanned } from './figures/planned-shifts.ts'
import type { FigureCounts, FigureQuestion } from './figures/read-figure.ts'
import { listRecords, type UnnamedPage } from './list.ts'
import { foldedAt, heldOf, readRecord, type UnnamedAnswer, type UnnamedHeld } from './one.ts'
import type { Filter, Reader } from './page.ts'
import { readFacts } from './read-facts.ts'
import { type HeldQuestion, owns, readHeld } from './read-held.ts'
import type { Changed } from './record-writer.ts'
import { openRoomsOf } from './rooms-open.ts'
import type { StoredRow } from './row.ts'

/** Every question that the projection answers. Plain data in and out: they are asked across threads. */
export type Reads = {
  readonly list: (reader: Reader, filter: Filter) => UnnamedPage
  readonly one: (reader: Reader, room: RoomName, record: RecordId) => UnnamedAnswer | undefined
  readonly told: (reader: Reader | undefined, record: RecordId) => FoldedRecord | undefined
  readonly facts: (reader: Reader, area: string, cursor?: string) => FactsAnswer
  readonly held: (reader: Reader, question: HeldQuestion) => readonly UnnamedHeld[]
  /** A held event that the reader has to decide about; undefined for any other. */
  readonly heldOne: (reader: Reader, room: RoomName, event: EventId) => UnnamedHeld | undefined
  /** A figure counted over the records of an area, whoever asks: that he may is for the caller to know. */
  readonly figure: (asked: FigureQuestion) => FigureCounts
  /** Notices that are published and not withdrawn, the newest first, whoever asks: for whom they are is for the caller to know. */
  readonly notices: (limit: number) => readonly Pick<StoredRow, 'room' | 'id' | 'area' | 'fields' | 'createdBy'>[]
  /** What became of the shifts that were planned, in the rooms that are open to the reader. */
  readonly planned: (reader: Reader, asked: FigureQuestion, outcome: ShiftOutcome) => UnnamedPlanned
  /** The last change of each record behind a number, for a listener that was away. */
  readonly since: (changed: number, limit: number) => readonly Changed[]
}

export function createReads(db: DatabaseSync, log: LogReader, people: GrantsReader): Reads {
  const open = openRoomsOf(db, people)
  const figures = keptCounts(db)
  return {
    figure: figures,
    planned: (reader, asked, outcome) => listPlanned(db, open(reader), asked, outcome),
    list: (reader, filter) => listRecords(db, open, reader, filter),
    one: (reader, room, record) => readRecord(db, log, open, reader, room, record),
    told(reader, record) {
      const rooms = reader && open(reader)
      const found = db.prepare('select room from record where id = ? order by room desc').all(record)
      const room = (found as { room: RoomName }[]).find((one) => !rooms || rooms.has(one.room))?.room
      return room && foldedAt(db, log, room, record).record
    },
    facts: (reader, area, cursor) => readFacts(db, open, people.rules(), reader, area, cursor),
    held: (reader, question) => readHeld(db, log, open, people.grantsOf, reader, question),
    heldOne(reader, room, event) {
      if (!open(reader).has(room) || !owns(reader, room, people.grantsOf)) return undefined
      const row = db.prepare('select seq from held where room = ? and event = ?').get(room, event) as
        | { seq: number }
        | undefined
      return row && heldOf(db, log.rows(room, [row.seq]))[0]
    },
    notices(limit) {
      const rows = db
        .prepare(
          "select json from record where kind = 'notice' and state = 'published' order by received desc, id desc limit ?",
        )
        .all(limit) as { json: string }[]
      return rows.map(({ json }) => JSON.parse(json) as StoredRow)
    },
    since: (changed, limit) =>
      db
        .prepare(
          `select room, id as record, kind, area, received as receivedAt, changed from record
           where changed > ? order by changed limit ?`,
        )
        .all(changed, limit) as unknown as Changed[],
  }
}
