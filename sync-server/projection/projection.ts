import { DatabaseSync } from 'node:sqlite'
import type { RecordAnswer, RecordPage, RecordRow } from '../../domain/api.ts'
import type { EventId, PersonId, RecordId, RoomName } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { RoomEvent } from '../../domain/record/event.ts'
import { entryOf, foldRecord, recordOfEntry } from '../../domain/record/fold.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { titleOf } from '../../domain/record/title.ts'
import { decodeItem } from '../../domain/room/grammar.ts'
import type { EventLog, Stored } from '../storage/log.ts'

/** Everything that the desk sees. Can be dropped at any time: it is rebuilt from the log. */
const SCHEMA = `
create table if not exists cursor (room text primary key, seq integer not null) strict;
create table if not exists entry (room text not null, record text not null, id text not null, received integer not null, held text,
  event blob not null, primary key (room, record, id)) strict, without rowid;
create table if not exists record (room text not null, id text not null, kind text not null, area text not null, state text not null,
  created integer not null, received integer not null, text text not null, json text not null, primary key (room, id)) strict, without rowid;
create index if not exists record_received on record (received);
create index if not exists record_id on record (id);
`

export type Changed = { room: RoomName; record: RecordId; kind: string; area: string; receivedAt: number }
export type Filter = {
  readonly kind?: string
  readonly area?: string
  readonly state?: string
  readonly q?: string
  readonly limit?: number
  /** Rooms that the reader may see: the areas of his grants and the books of his roles. */
  readonly mayRead: (room: RoomName) => boolean
}

export interface Projection {
  follow(): Promise<void>
  onChanged(listener: (changes: readonly Changed[]) => void): () => void
  list(filter: Filter): RecordPage
  one(room: RoomName, id: RecordId): RecordAnswer | undefined
  lag(): Promise<number>
  close(): void
}

export function openProjection(path: string, log: EventLog, nameOf: (id: PersonId) => string): Projection {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode=wal; pragma synchronous=normal;')
  db.exec(SCHEMA)
  const listeners = new Set<(changes: readonly Changed[]) => void>()
  const q = {
    cursor: db.prepare('select seq from cursor where room = ?'),
    setCursor: db.prepare('insert into cursor values (?, ?) on conflict do update set seq = excluded.seq'),
    entry: db.prepare('insert or ignore into entry values (?, ?, ?, ?, ?, ?)'),
    entries: db.prepare('select id, received, held, event from entry where room = ? and record = ?'),
    record: db.prepare('insert or replace into record values (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    byId: db.prepare('select json from record where id = ? limit 1'),
    one: db.prepare('select json from record where room = ? and id = ?'),
  }
  type EntryRow = { id: EventId; received: number; held: string | null; event: Uint8Array }
  const cursorOf = (room: RoomName): number => (q.cursor.get(room) as { seq: number } | undefined)?.seq ?? 0
  const parsed = (row: unknown): RecordRow | undefined => row && JSON.parse((row as { json: string }).json)

  const eventsOf = (rows: readonly EntryRow[]): Map<EventId, RoomEvent> => {
    const events = new Map<EventId, RoomEvent>()
    for (const row of rows) {
      const decoded = decodeItem(row.event)
      if (decoded.ok && !row.held) events.set(decoded.value.id, decoded.value.event)
    }
    return events
  }
  const lookup = (id: string) => {
    const row = parsed(q.byId.get(id))
    const kind = row && kindOf(row.kind)
    return row && kind ? { kind, fields: row.fields } : undefined
  }

  function project(room: RoomName, id: RecordId): Changed | undefined {
    const rows = q.entries.all(room, id) as unknown as EntryRow[]
    const folded = foldRecord(id, eventsOf(rows))
    if (!folded) return undefined
    const receivedAt = Math.max(...rows.map((row) => row.received))
    const row = rowOf(room, folded, receivedAt, rows.filter((entry) => entry.held).length)
    const text = `${row.title.zh} ${row.title.en} ${JSON.stringify(folded.fields)} ${row.createdByName}`.toLowerCase()
    const json = JSON.stringify(row)
    q.record.run(room, id, row.kind, row.area, row.state, row.createdAt, receivedAt, text, json)
    return { room, record: id, kind: row.kind, area: row.area, receivedAt }
  }

  function rowOf(room: RoomName, r: FoldedRecord, receivedAt: number, held: number): RecordRow {
    const kind = kindOf(r.kind)
    const title = (lang: 'zh' | 'en') => (kind ? titleOf(kind, r.fields, lang, lookup) : r.kind)
    return {
      room,
      id: r.id,
      kind: r.kind,
      area: r.area,
      title: { zh: title('zh'), en: title('en') },
      state: r.state,
      createdBy: r.createdBy,
      createdByName: nameOf(r.createdBy),
      createdRole: r.createdRole,
      createdAt: r.createdAt,
      updatedAt: r.updatedAt,
      receivedAt,
      fields: r.fields,
      conflicts: r.conflicts.map((conflict) => conflict.field),
      problems: r.problems.length,
      ...(r.returned ? { returnedFields: r.returned.fields } : {}),
      photosExpected: r.photos.length,
      photosArrived: 0,
      card: 'none',
      held,
    }
  }

  function take(room: RoomName, rows: readonly Stored[]): readonly Changed[] {
    const touched = new Set<RecordId>()
    const changes: Changed[] = []
    db.exec('begin')
    for (const row of rows) {
      const decoded = decodeItem(row.bytes)
      const entry = decoded.ok ? entryOf(decoded.value.id, decoded.value.event) : undefined
      if (!entry) continue
      const record = recordOfEntry(entry)
      touched.add(record)
      q.entry.run(room, record, row.id, row.receivedAt, row.held ?? null, row.bytes)
    }
    for (const record of touched) {
      const change = project(room, record)
      if (change) changes.push(change)
    }
    q.setCursor.run(room, (rows.at(-1) as Stored).seq)
    db.exec('commit')
    return changes
  }

  return {
    async follow() {
      for (const room of (await log.positions()).keys()) {
        const rows = await log.tail(room, cursorOf(room))
        if (rows.length === 0) continue
        const changes = take(room, rows)
        for (const listener of listeners) listener(changes)
      }
    },
    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    list(filter) {
      const where = ['1 = 1']
      const values: string[] = []
      const add = (sql: string, value: string | undefined) => {
        if (value === undefined || value === '') return
        where.push(sql)
        values.push(value)
      }
      add('kind = ?', filter.kind)
      add("instr(',' || ? || ',', ',' || state || ',') > 0", filter.state)
      add('instr(area, ?) = 1', filter.area)
      add('instr(text, ?) > 0', filter.q?.toLowerCase())
      const rows = db
        .prepare(`select room, json from record where ${where.join(' and ')} order by received desc, id desc`)
        .all(...values)
      const readable = (rows as { room: RoomName; json: string }[]).filter((row) => filter.mayRead(row.room))
      const page = readable.slice(0, filter.limit ?? 200)
      return { rows: page.map((row) => JSON.parse(row.json) as RecordRow), total: readable.length }
    },
    one(room, id) {
      const row = parsed(q.one.get(room, id))
      if (!row) return undefined
      const entries = q.entries.all(room, id) as unknown as EntryRow[]
      const record = foldRecord(id, eventsOf(entries))
      if (!record) return undefined
      const people = new Set(record.history.map((entry) => entry.event.by))
      return {
        row,
        record,
        received: Object.fromEntries(entries.map((entry) => [entry.id, entry.received])),
        photosArrived: [],
        names: Object.fromEntries([...people].map((id) => [id, nameOf(id)])),
        titles: Object.fromEntries(
          Object.values(record.fields).flatMap((value) => {
            const named = typeof value === 'string' && value.length === 26 ? parsed(q.byId.get(value)) : undefined
            return named ? [[value as string, named.title]] : []
          }),
        ),
        held: [],
      }
    },
    async lag() {
      const positions = await log.positions()
      return [...positions].reduce((sum, [room, seq]) => sum + seq - cursorOf(room), 0)
    },
    close: () => db.close(),
  }
}
