import type { DatabaseSync } from 'node:sqlite'
import type { PlannedRow, PlannedShifts, ShiftOutcome } from '../../../domain/api.ts'
import { DAY, fromIsoDate, isoDate } from '../../../domain/clock.ts'
import type { Figure } from '../../../domain/figures/define.ts'
import { figureOf } from '../../../domain/figures/list.ts'
import { daysOf, type Span } from '../../../domain/figures/period.ts'
import type { RecordId, RoomName } from '../../../domain/ids.ts'
import { kindOf } from '../../../domain/kinds/registry.ts'
import { onLeave, type PlannedShift, type PlanRecord, plannedShifts } from '../../../domain/roster.ts'
import { tableOf } from '../columns.ts'
import { afterPrefix } from '../page.ts'
import type { StoredRow } from '../row.ts'
import type { FigureQuestion } from './read-figure.ts'
import { whereSql } from './where.ts'

/** How often something was planned, by the area it was planned in. */
export type Planned = ReadonlyMap<string, number>

/** Shifts that had begun by `now`, of published rosters; who was on leave that day is left out. */
export function plannedShiftsIn(db: DatabaseSync, area: string, span: Span, now: number): Planned {
  const counted = new Map<string, number>()
  for (const { leave, area: own } of begun(db, area, span, now)) {
    if (!leave) counted.set(own, (counted.get(own) ?? 0) + 1)
  }
  return counted
}

/** A planned shift without the name of its person: people are not the projection's. */
export type UnnamedPlanned = Omit<PlannedShifts, 'rows'> & { readonly rows: readonly Omit<PlannedRow, 'name'>[] }

/** So many rows are shown; the numbers are of all. */
const MOST = 200

/** What became of each planned shift of the rooms that are open to the reader, those of one outcome as rows. */
export function listPlanned(
  db: DatabaseSync,
  rooms: ReadonlySet<RoomName>,
  { area, span, now }: FigureQuestion,
  outcome: ShiftOutcome,
): UnnamedPlanned {
  const written = shiftsWritten(db, area, span)
  const counts = { came: 0, missed: 0, absent: 0, leave: 0 }
  const rows: Omit<PlannedRow, 'name'>[] = []
  for (const { shift, room, area: own, leave } of begun(db, area, span, now)) {
    if (!rooms.has(room)) continue
    const record = written.get(`${shift.person} ${shift.date}`)
    const found: ShiftOutcome = leave
      ? 'leave'
      : record?.came
        ? 'came'
        : record?.state === 'absent'
          ? 'absent'
          : 'missed'
    counts[found]++
    if (found !== outcome) continue
    const { person, date, start, end } = shift
    const behind = record ? { room: record.room, record: record.id } : { room, record: shift.roster }
    rows.push({ person, date, start, end, area: own, ...behind })
  }
  // The newest first, as records stand at the desk.
  return { ...counts, rows: rows.reverse().slice(0, MOST) }
}

type Begun = { readonly shift: PlannedShift; readonly area: string; readonly room: RoomName; readonly leave: boolean }

function begun(db: DatabaseSync, area: string, span: Span, now: number): readonly Begun[] {
  const days = daysOf(span, now)
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const week = { field: 'weekStart', from: mondayBefore(first), to: last }
  const entries = rowsOf(db, area, 'roster_entry', 'published', week)
  const leaves = rowsOf(db, area, 'leave_request', 'approved').map(({ record }) => record)
  const swaps = rowsOf(db, area, 'swap_request', 'approved').map(({ record }) => record)
  const known = new Map(entries.map(({ record, ...where }) => [record.id, where]))
  return plannedShifts(
    entries.map(({ record }) => record),
    first,
    last,
    swaps,
  ).flatMap((shift) => {
    const where = known.get(shift.roster)
    if (shift.start > now || !where) return []
    return [{ shift, ...where, leave: onLeave(leaves, shift.person, shift.date) !== undefined }]
  })
}

type Written = { readonly room: RoomName; readonly id: RecordId; readonly state: string; readonly came: boolean }

/** The shifts that people wrote, by person and day; `came`: the figure of attendance counts it. */
function shiftsWritten(db: DatabaseSync, area: string, span: Span): ReadonlyMap<string, Written> {
  const { numerator } = figureOf('shift.attendance') as Figure
  const kind = kindOf('shift')
  if (!kind) return new Map()
  const came = whereSql('where' in numerator ? numerator.where : undefined, { kind, r: 'r', k: 'k', now: 0 })
  const rows = db
    .prepare(
      `select r.room, r.id, r.state, k."f_workerId" person, k."f_date" date, ${came.sql} came from record r
       join ${tableOf(kind)} k on k.room = r.room and k.record = r.id
       where r.kind = 'shift' and r.area >= ? and r.area < ? and k."f_date" >= ? and k."f_date" < ?`,
    )
    .all(...came.values, area, afterPrefix(area), isoDate(span.from), isoDate(span.to)) as {
    room: RoomName
    id: RecordId
    state: string
    person: string
    date: string
    came: number
  }[]
  const found = new Map<string, Written>()
  for (const { room, id, state, person, date, came: counts } of rows) {
    const key = `${person} ${date}`
    if (!found.get(key)?.came) found.set(key, { room, id, state, came: counts === 1 })
  }
  return found
}

/** No week that begins before holds the day. */
const mondayBefore = (day: string): string => isoDate((fromIsoDate(day) ?? 0) - 6 * DAY)

function rowsOf(
  db: DatabaseSync,
  area: string,
  kind: string,
  state: string,
  within?: { readonly field: string; readonly from: string; readonly to: string },
): readonly { readonly area: string; readonly room: RoomName; readonly record: PlanRecord }[] {
  const own = kindOf(kind)
  const [also, values] =
    within && own
      ? [
          `and exists (select 1 from ${tableOf(own)} k where k.room = r.room and k.record = r.id
          and k."f_${within.field}" between ? and ?)`,
          [within.from, within.to],
        ]
      : ['', []]
  const found = db
    .prepare(`select area, room, json from record r where kind = ? and state = ? and area >= ? and area < ? ${also}`)
    .all(kind, state, area, afterPrefix(area), ...values) as { area: string; room: RoomName; json: string }[]
  return found.map((row) => {
    const { id, fields, updatedAt } = JSON.parse(row.json) as StoredRow
    // A row has no chain: what was published last was changed last.
    const chain = [{ move: 'publish', at: updatedAt }] as unknown as PlanRecord['chain']
    return { area: row.area, room: row.room, record: { id, kind, state, fields, chain } }
  })
}
