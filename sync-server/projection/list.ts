import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { RecordPage, RecordRow } from '../../domain/api.ts'
import type { Card } from '../../domain/deadline.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { marksOf } from '../../domain/record/marks.ts'
import { columnOf, tableOf } from './columns.ts'
import { recordsBehind } from './figures/read-figure.ts'
import { afterPrefix, type Filter, formatPlace, type Reader } from './page.ts'
import type { OpenRooms } from './rooms-open.ts'
import type { StoredRow } from './row.ts'
import { type SubjectShape, subjectsOf } from './subjects.ts'

/** A row without the name of its author: people are not the projection's. */
export type UnnamedRow = Omit<RecordRow, 'createdByName'>
export type UnnamedPage = Omit<RecordPage, 'rows'> & { readonly rows: readonly UnnamedRow[] }

export type RowColumns = {
  readonly due: number | null
  readonly yellow_from: number | null
  readonly red_from: number | null
  readonly json: string
}
type Found = RowColumns & { readonly room: string; readonly id: string; readonly received: number }

/** The row as it stands at `now`: its card is drawn and its marks are judged when it is read. */
export function rowAt(found: RowColumns, now: number, subjectShape: SubjectShape): UnnamedRow {
  const card: Card =
    found.red_from !== null && now >= found.red_from
      ? 'red'
      : found.yellow_from !== null && now >= found.yellow_from
        ? 'yellow'
        : 'none'
  const { witness, ...row } = JSON.parse(found.json) as StoredRow
  const kind = kindOf(row.kind)
  const marks = kind ? marksOf(kind, { ...row, ...witness }, subjectShape(row)) : []
  return { ...row, marks, card, ...(found.due === null ? {} : { dueAt: found.due }) }
}

type Where = { readonly sql: string; readonly values: readonly SQLInputValue[] }

/** Who reads so few rooms is served from them; else from the order of arrival. SQLite cannot tell which costs less. */
const FEW_ROOMS = 100

/** Records of the reader's rooms, the newest arrival first. Pages go by key, so that none is skipped or shown twice. */
export function listRecords(db: DatabaseSync, open: OpenRooms, reader: Reader, filter: Filter): UnnamedPage {
  const rooms = open(reader)
  const subjectShape = subjectsOf(db, rooms)
  const where = [...wheresOf(filter, [...rooms], reader.now), ...behindOf(db, filter)]
  const table = rooms.size <= FEW_ROOMS ? 'record r indexed by record_room' : 'record r'
  const matching = where.map((part) => part.sql).join(' and ')
  const values = where.flatMap((part) => part.values)
  const { n: total } = db.prepare(`select count(*) n from ${table} where ${matching}`).get(...values) as { n: number }
  const { after } = filter
  const isDue = filter.order === 'due'
  const key = isDue ? '(due, id, room) >' : '(received, id, room) <'
  const behind = after ? ` and ${key} (?, ?, ?)` : ''
  const order = isDue ? 'due, id, room' : 'received desc, id desc, room desc'
  const rows = db
    .prepare(
      `select room, id, received, due, yellow_from, red_from, json from ${table} where ${matching}${behind}
       order by ${order} limit ?`,
    )
    .all(...values, ...(after ? [after.received, after.id, after.room] : []), filter.limit + 1) as unknown as Found[]
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  const more = last && rows.length > page.length
  return {
    rows: page.map((row) => rowAt(row, reader.now, subjectShape)),
    total,
    ...(more ? { next: formatPlace(isDue ? { ...last, received: last.due ?? 0 } : last) } : {}),
  }
}

/** A figure of which no single records are counted shows none. */
function behindOf(db: DatabaseSync, { behind }: Filter): readonly Where[] {
  if (!behind) return []
  const found = recordsBehind(db, behind.asked, behind.part)
  return found
    ? [{ sql: `kind = ? and ${found.sql}`, values: [found.kind, ...found.values] }]
    : [{ sql: '0', values: [] }]
}

function wheresOf(filter: Filter, rooms: readonly string[], now: number): readonly Where[] {
  const list: Where[] = [{ sql: 'room in (select value from json_each(?))', values: [JSON.stringify(rooms)] }]
  const add = (sql: string, ...values: SQLInputValue[]) => void list.push({ sql, values })
  if (filter.kind) add('kind = ?', filter.kind)
  if (filter.area) add('area >= ? and area < ?', filter.area, afterPrefix(filter.area))
  if (filter.states.length > 0) add(`state in (${filter.states.map(() => '?').join(', ')})`, ...filter.states)
  if (filter.from !== undefined) add('created >= ?', filter.from)
  if (filter.to !== undefined) add('created < ?', filter.to)
  if (filter.card === 'red') add('red_from <= ?', now)
  if (filter.card === 'yellow') add('yellow_from <= ? and red_from > ?', now, now)
  if (filter.card === 'none') add('(yellow_from is null or yellow_from > ?)', now)
  if (filter.order === 'due') add('due is not null')
  if (filter.queue) add(`${filter.queue} > 0`)
  if (filter.q) {
    add(
      '(instr(text, ?) > 0 or created_by in (select value from json_each(?)))',
      filter.q,
      JSON.stringify(filter.authors),
    )
  }
  const kind = filter.kind ? kindOf(filter.kind) : undefined
  for (const { field, value } of filter.fields) {
    const column = kind && columnOf(kind, field)
    if (!kind || !column) continue
    const own = `select 1 from ${tableOf(kind)} k where k.room = r.room and k.record = r.id`
    add(`exists (${own} and k."${column.name}" = ?)`, cellOf(column.type, value))
  }
  return list
}

/** A value of the address in the type of its column: `true` and numbers are numbers. */
function cellOf(type: 'text' | 'integer' | 'real', value: string): SQLInputValue {
  if (type === 'text') return value
  if (value === 'true' || value === 'false') return value === 'true' ? 1 : 0
  return Number(value)
}
