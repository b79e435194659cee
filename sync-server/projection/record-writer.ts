import type { DatabaseSync } from 'node:sqlite'
import { keptDeadlines } from '../../domain/deadline.ts'
import { actOf, openLinesOf } from '../../domain/facts.ts'
import { type EventId, type RecordId, type RoomName, SYSTEM } from '../../domain/ids.ts'
import { allKinds, fieldOf, kindOf } from '../../domain/kinds/registry.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { witnesses } from '../../domain/record/marks.ts'
import { systemMoveOf } from '../../domain/record/system-move.ts'
import { officeCalendar } from '../people/calendar.ts'
import type { Stored } from '../storage/log.ts'
import { bytesAsBase64, columnsOf, tableOf } from './columns.ts'
import type { StoredRow } from './row.ts'
import { type Title, titlesOf } from './titles.ts'

/** A record that reads differently now. `changed` numbers the changes of one generation. */
export type Changed = {
  readonly room: RoomName
  readonly record: RecordId
  readonly kind: string
  readonly area: string
  readonly receivedAt: number
  readonly changed: number
}

type KindTable = { write(room: RoomName, id: RecordId, fields: Fields): void; drop(room: RoomName, id: RecordId): void }

/** Kinds that others are about: households, assets. */
const subjectKinds = new Set(
  allKinds().flatMap((kind) => (kind.subject === undefined ? [] : (fieldOf(kind, kind.subject)?.of ?? []))),
)

/** Bases of an event of the server, as of everybody's. */
const MAX_BASES = 32

export interface RecordWriter {
  /** Writes everything that follows from a record's rows, and the titles that borrow from it. */
  write(room: RoomName, id: RecordId, rows: readonly Stored[], folded: FoldedRecord | undefined): readonly Changed[]
}

export function createWriter(db: DatabaseSync): RecordWriter {
  const titles = titlesOf(db)
  const kinds = new Map<string, KindTable>()
  const q = {
    number: db.prepare("update meta set value = cast(value as integer) + 1 where key = 'changed' returning value"),
    json: db.prepare('select json from record where room = ? and id = ?'),
    record: db.prepare(`insert or replace into record values (${Array(19).fill('?').join(', ')})`),
    drop: db.prepare('delete from record where room = ? and id = ?'),
    retitle: db.prepare('update record set text = ?, json = ?, changed = ? where room = ? and id = ?'),
    heldOf: db.prepare('select count(*) n from held where room = ? and record = ? and decision is null'),
    photos: db.prepare('select sha256 from photo where room = ? and record = ?'),
    act: db.prepare('insert or replace into act values (?, ?, ?, ?)'),
    actOf: db.prepare('select subject from act where room = ? and record = ?'),
    dropAct: db.prepare('delete from act where room = ? and record = ?'),
    fact: db.prepare('insert into fact values (?, ?) on conflict do update set changed = excluded.changed'),
    due: db.prepare('insert or replace into due_move values (?, ?, ?, ?, ?)'),
    dropDue: db.prepare('delete from due_move where room = ? and record = ?'),
  }
  const nextNumber = (): number => Number((q.number.get() as { value: string }).value)
  const stored = (room: RoomName, id: RecordId): StoredRow | undefined => {
    const row = q.json.get(room, id) as { json: string } | undefined
    return row && (JSON.parse(row.json) as StoredRow)
  }

  function kindTable(kindId: string): KindTable | undefined {
    const known = kinds.get(kindId)
    const kind = kindOf(kindId)
    if (known || !kind) return known
    const columns = columnsOf(kind)
    const marks = Array(columns.length + 2)
      .fill('?')
      .join(', ')
    const put = db.prepare(`insert or replace into ${tableOf(kind)} values (${marks})`)
    const remove = db.prepare(`delete from ${tableOf(kind)} where room = ? and record = ?`)
    const table: KindTable = {
      write: (room, id, fields) => void put.run(room, id, ...columns.map((column) => column.cell(fields))),
      drop: (room, id) => void remove.run(room, id),
    }
    kinds.set(kindId, table)
    return table
  }

  function dropAct(room: RoomName, id: RecordId, changed: number): void {
    const act = q.actOf.get(room, id) as { subject: string } | undefined
    if (!act) return
    q.dropAct.run(room, id)
    q.fact.run(act.subject, changed)
  }

  /** What is due of itself, and what the record says about its subject. */
  function writeDuties(
    room: RoomName,
    folded: FoldedRecord,
    receivedAt: (event: EventId) => number | undefined,
    changed: number,
  ): void {
    const kind = kindOf(folded.kind)
    dropAct(room, folded.id, changed)
    const act = kind && actOf(kind, folded, { receivedAt, calendar: officeCalendar })
    if (act) {
      q.act.run(room, folded.id, act.subject, JSON.stringify(act))
      q.fact.run(act.subject, changed)
    }
    if (subjectKinds.has(folded.kind)) q.fact.run(folded.id, changed)
    const next = kind && systemMoveOf(kind, folded, receivedAt)
    if (!next) {
      q.dropDue.run(room, folded.id)
      return
    }
    const { move, at, cause } = next
    const event = {
      type: 'move',
      record: folded.id,
      by: SYSTEM,
      role: 'system',
      at,
      base: folded.heads.slice(0, MAX_BASES),
      move: move.id,
      to: move.to,
    }
    q.due.run(room, folded.id, at, cause, JSON.stringify(event))
  }

  function retitle(room: RoomName, id: RecordId): readonly Changed[] {
    const row = stored(room, id)
    if (!row) return []
    const { title, uses } = titles.of(room, row.kind, row.fields)
    titles.remember(room, id, uses)
    if (sameTitle(title, row.title)) return []
    const next = { ...row, title }
    const changed = nextNumber()
    q.retitle.run(textOf(next), JSON.stringify(next), changed, room, id)
    return [{ room, record: id, kind: row.kind, area: row.area, receivedAt: row.receivedAt, changed }]
  }

  return {
    write(room, id, rows, folded) {
      const before = stored(room, id)
      if (!folded) {
        if (!before) return []
        q.drop.run(room, id)
        dropAct(room, id, nextNumber())
        q.dropDue.run(room, id)
        kindTable(before.kind)?.drop(room, id)
        titles.remember(room, id, new Set())
        return titles.borrowers(id).flatMap((one) => retitle(one.room, one.record))
      }
      const received = new Map(rows.map((row) => [row.id, row.receivedAt]))
      const receivedAt = (event: EventId) => received.get(event)
      const { title, uses } = titles.of(room, folded.kind, folded.fields)
      titles.remember(room, id, uses)
      const arrived = new Set((q.photos.all(room, id) as { sha256: string }[]).map((photo) => photo.sha256))
      const row: StoredRow = {
        room,
        id,
        kind: folded.kind,
        area: folded.area,
        title,
        state: folded.state,
        createdBy: folded.createdBy,
        createdRole: folded.createdRole,
        createdAt: folded.createdAt,
        updatedAt: folded.updatedAt,
        receivedAt: lastArrival(folded, rows),
        fields: folded.fields,
        conflicts: folded.conflicts.map((conflict) => conflict.field),
        problems: folded.problems.length,
        ...(folded.returned ? { returnedFields: folded.returned.fields } : {}),
        photosExpected: folded.photos.length,
        photosArrived: folded.photos.filter((photo) => arrived.has(photo.sha256)).length,
        held: (q.heldOf.get(room, id) as { n: number }).n,
        witness: { ...(folded.place ? { place: folded.place } : {}), history: witnesses(folded.history) },
      }
      const kind = kindOf(folded.kind)
      const lines = kind ? openLinesOf(kind, folded, { receivedAt, calendar: officeCalendar }) : []
      const earliest = (times: readonly number[]): number | null => (times.length === 0 ? null : Math.min(...times))
      const changed = nextNumber()
      q.record.run(
        room,
        id,
        row.kind,
        row.area,
        row.state,
        row.createdBy,
        row.createdAt,
        row.receivedAt,
        changed,
        earliest(lines.map((line) => line.dueAt)),
        earliest(lines.map((line) => line.yellowAt)),
        // Red begins after the due time, not at it.
        earliest(lines.map((line) => line.dueAt + 1)),
        row.problems,
        row.conflicts.length,
        row.held,
        textOf(row),
        JSON.stringify(row, bytesAsBase64),
        JSON.stringify([...new Set(folded.chain.map((step) => step.move))]),
        JSON.stringify(kind ? keptDeadlines(kind, folded, { receivedAt, calendar: officeCalendar }) : []),
      )
      kindTable(row.kind)?.write(room, id, folded.fields)
      writeDuties(room, folded, receivedAt, changed)
      const own = { room, record: id, kind: row.kind, area: row.area, receivedAt: row.receivedAt, changed }
      if (before && sameTitle(before.title, title)) return [own]
      return [own, ...titles.borrowers(id).flatMap((one) => retitle(one.room, one.record))]
    },
  }
}

/** When somebody's last act came in: what the server does of itself brings no record to the top of the desk again. */
function lastArrival(folded: FoldedRecord, rows: readonly Stored[]): number {
  const own = new Set(folded.history.filter(({ event }) => event.by === SYSTEM).map(({ id }) => id))
  return rows.reduce((latest, row) => (own.has(row.id) ? latest : Math.max(latest, row.receivedAt)), 0)
}

const sameTitle = (a: Title, b: Title): boolean => a.zh === b.zh && a.en === b.en

/** What a search looks through: the titles and every text and number of the fields. */
function textOf(row: StoredRow): string {
  const parts: string[] = [row.title.zh, row.title.en]
  const walk = (value: Value): void => {
    if (typeof value === 'string' || typeof value === 'number') parts.push(String(value))
    else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
      for (const part of Object.values(value)) walk(part)
    }
  }
  walk(row.fields)
  return parts.join('\n').toLowerCase()
}
