import type { DatabaseSync } from 'node:sqlite'
import type { HeldRow, RecordAnswer } from '../../domain/api.ts'
import { HOUR } from '../../domain/clock.ts'
import { type DeadlineLine, deadlinesOf } from '../../domain/deadline.ts'
import { asPerson, type EventId, isEventId, type PersonId, type RecordId, type RoomName } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { ClientEvent, Value } from '../../domain/record/event.ts'
import { foldRecord } from '../../domain/record/fold.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { decodeItem } from '../../domain/room/grammar.ts'
import { officeCalendar } from '../people/calendar.ts'
import type { Stored } from '../storage/log.ts'
import type { HeldDecision, LogReader } from '../storage/log-reader.ts'
import { breachesOf } from './breaches.ts'
import { type RowColumns, rowAt, type UnnamedRow } from './list.ts'
import type { Reader } from './page.ts'
import { eventsOf } from './replay.ts'
import type { OpenRooms } from './rooms-open.ts'
import type { StoredRow } from './row.ts'
import { subjectsOf } from './subjects.ts'

export type UnnamedHeld = Omit<HeldRow, 'byName'>
export type UnnamedAnswer = Omit<RecordAnswer, 'row' | 'names' | 'held'> & {
  readonly row: UnnamedRow
  readonly held: readonly UnnamedHeld[]
  /** Everybody whose name the answer needs. */
  readonly people: readonly PersonId[]
}

/** One record whole: heads, history, when each event came in, what is held of it. Folded anew from the log. */
export function readRecord(
  db: DatabaseSync,
  log: LogReader,
  open: OpenRooms,
  reader: Reader,
  room: RoomName,
  id: RecordId,
): UnnamedAnswer | undefined {
  const rooms = open(reader)
  if (!rooms.has(room)) return undefined
  const found = db
    .prepare('select due, yellow_from, red_from, json from record where room = ? and id = ?')
    .get(room, id) as RowColumns | undefined
  if (!found) return undefined
  const { rows, record } = foldedAt(db, log, room, id)
  if (!record) return undefined
  const held = heldOf(db, rows)
  const breaches = breachesOf(db, rooms, room, record)
  const photos = db.prepare('select sha256 from photo where room = ? and record = ?').all(room, id)
  const subjectShape = subjectsOf(db, rooms)
  const row = rowAt(found, reader.now, subjectShape)
  const shape = subjectShape(row)
  return {
    row,
    record,
    received: Object.fromEntries(rows.map((row) => [row.id, row.receivedAt])),
    photosArrived: (photos as { sha256: string }[]).map((photo) => photo.sha256),
    titles: titlesIn(db, rooms, [...idsIn(Object.values(record.fields)), ...breaches.flatMap(({ others }) => others)]),
    held,
    breaches,
    clocks: clocksOf(record, rows, reader.now),
    people: peopleOf(record, held),
    ...(shape === undefined ? {} : { subjectShape: shape }),
  }
}

function clocksOf(record: FoldedRecord, rows: readonly Stored[], now: number): readonly DeadlineLine[] {
  const kind = kindOf(record.kind)
  const received = new Map(rows.map((row) => [row.id, row.receivedAt]))
  return kind
    ? deadlinesOf(kind, record, now, { receivedAt: (event) => received.get(event), calendar: officeCalendar })
    : []
}

/** The rows of a record, and what they fold to. */
export function foldedAt(
  db: DatabaseSync,
  log: LogReader,
  room: RoomName,
  id: RecordId,
): { readonly rows: readonly Stored[]; readonly record: FoldedRecord | undefined } {
  const seqs = db
    .prepare(
      `select seq from entry where room = ? and record = ? and not exists
       (select 1 from quarantine q where q.room = entry.room and q.seq = entry.seq)`,
    )
    .all(room, id) as { seq: number }[]
  const rows = log.rows(
    room,
    seqs.map((row) => row.seq),
  )
  return { rows, record: foldRecord(id, eventsOf(rows)) }
}

/** So long what is held may wait for its area before it is the district's as well. */
const DECIDE_WITHIN = 72 * HOUR

/** Rows of the log that are held, with what was decided about them. */
export function heldOf(db: DatabaseSync, rows: readonly Stored[]): readonly UnnamedHeld[] {
  const decision = db.prepare('select record, decision from held where room = ? and event = ?')
  return rows.flatMap((row): UnnamedHeld[] => {
    const found = decision.get(row.room, row.id) as { record: RecordId; decision: string | null } | undefined
    const decoded = decodeItem(row.bytes)
    if (!row.held || !found || !decoded.ok) return []
    const content = decoded.value.event as ClientEvent
    return [
      {
        room: row.room,
        event: row.id,
        record: found.record,
        by: row.person,
        role: content.role,
        reason: row.held,
        receivedAt: row.receivedAt,
        dueAt: row.receivedAt + DECIDE_WITHIN,
        ...(found.decision === null ? {} : { decided: JSON.parse(found.decision) as HeldDecision }),
        content,
      },
    ]
  })
}

/** Titles of records, as far as the reader may know them. */
function titlesIn(db: DatabaseSync, rooms: ReadonlySet<RoomName>, ids: readonly string[]): RecordAnswer['titles'] {
  const byId = db.prepare('select room, json from record where id = ? order by room desc')
  const titles: { [id: string]: StoredRow['title'] } = {}
  for (const id of new Set(ids)) {
    const rows = byId.all(id) as { room: RoomName; json: string }[]
    const row = rows.find((one) => rooms.has(one.room))
    if (row) titles[id] = (JSON.parse(row.json) as StoredRow).title
  }
  return titles
}

/** Every text in a value that has the form of a record's id. */
function idsIn(values: readonly Value[]): ReadonlySet<EventId> {
  const found = new Set<EventId>()
  const walk = (value: Value): void => {
    if (isEventId(value)) found.add(value)
    else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
      for (const part of Object.values(value)) walk(part)
    }
  }
  for (const value of values) walk(value)
  return found
}

function peopleOf(record: FoldedRecord, held: readonly UnnamedHeld[]): readonly PersonId[] {
  const people = new Set<PersonId>([record.createdBy])
  for (const { event, acceptedBy } of record.history) {
    people.add(event.by)
    if (acceptedBy) people.add(acceptedBy)
  }
  for (const row of held) {
    people.add(row.by)
    if (row.decided) people.add(row.decided.by)
  }
  for (const field of kindOf(record.kind)?.fields ?? []) {
    if (field.of !== 'person') continue
    const value = record.fields[field.id]
    for (const part of Array.isArray(value) ? value : [value]) if (typeof part === 'string') people.add(asPerson(part))
  }
  return [...people]
}
