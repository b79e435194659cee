import { HOUR, MINUTE } from '../clock.ts'
import type { RecordId } from '../ids.ts'
import { isRow } from '../record/condition.ts'
import type { Fields, Value } from '../record/event.ts'
import type { FoldedRecord } from '../record/folded.ts'

/** What the rows of a shift's clock say. */

export type ClockType = 'in' | 'out' | 'break_start' | 'break_end' | 'transfer'
export type ClockRow = Fields & { readonly clockType: ClockType; readonly at: number }

/** A clock-out that did not come this long after the planned end has been missed: the server writes it then. */
export const MISSED_AFTER = 2 * HOUR

/**
 * The rows, the earliest first. Two that did not know of each other (a worker's phone and his leader's) are both there:
 * a list that was written over another loses no row.
 */
export function clockRows(record: Pick<FoldedRecord, 'fields' | 'conflicts'>): readonly ClockRow[] {
  const beside = record.conflicts.find(({ field }) => field === 'events')?.values.map(({ value }) => value)
  const found = new Map<string, ClockRow>()
  for (const list of beside ?? [record.fields['events']]) {
    for (const row of Array.isArray(list) ? (list as readonly Value[]) : []) {
      if (isClockRow(row)) found.set(`${row['at']} ${row['clockType']} ${row['by']}`, row as ClockRow)
    }
  }
  return [...found.values()].sort((a, b) => a.at - b.at)
}

const isClockRow = (row: Value): row is Fields =>
  isRow(row) && typeof row['clockType'] === 'string' && typeof row['at'] === 'number'

const firstOf = (rows: readonly ClockRow[], type: ClockType): number | undefined =>
  rows.find(({ clockType }) => clockType === type)?.at

/** When the shift was begun (ms UTC). */
export const startedAt = (record: Pick<FoldedRecord, 'fields' | 'conflicts'>): number | undefined =>
  firstOf(clockRows(record), 'in')

export const endedAt = (record: Pick<FoldedRecord, 'fields' | 'conflicts'>): number | undefined =>
  clockRows(record).findLast(({ clockType }) => clockType === 'out')?.at

/** Time of the breaks until `now`, ms: the one that runs counts as well. */
export function restedFor(record: Pick<FoldedRecord, 'fields' | 'conflicts'>, now: number): number {
  let since: number | undefined
  let sum = 0
  for (const { clockType, at } of clockRows(record)) {
    if (clockType === 'break_start') since ??= at
    else if (since !== undefined && (clockType === 'break_end' || clockType === 'out')) {
      sum += at - since
      since = undefined
    }
  }
  return sum + (since === undefined ? 0 : Math.max(0, now - since))
}

/** The routes that are worked on now: the one changed to last, else those of the plan. */
export function routesOf(record: Pick<FoldedRecord, 'fields' | 'conflicts'>): readonly RecordId[] {
  const last = clockRows(record).findLast(({ clockType }) => clockType === 'transfer')?.['routeId']
  if (typeof last === 'string') return [last as RecordId]
  const planned = record.fields['routeIds']
  return Array.isArray(planned) ? planned.filter((id): id is RecordId => typeof id === 'string') : []
}

/** What a leader should look at before he confirms; none of it is held against anybody by itself. */
export type Doubt =
  | { readonly type: 'outside'; readonly metres: number }
  | { readonly type: 'uncertain' | 'noPlace' | 'missedOut' | 'conflict' | 'broken' }
  /** The phone's clock was ahead (ms; behind if negative). */
  | { readonly type: 'clockOff'; readonly skewMs: number }
  | { readonly type: 'late' | 'early'; readonly minutes: number }

/** So much too late or too early is nothing to ask about. */
const GRACE = 10 * MINUTE

/** The fence rows and times of a shift that leave something to ask. */
export function doubtsOf(record: FoldedRecord): readonly Doubt[] {
  const { fields, conflicts, chain, problems } = record
  const rows = clockRows(record)
  const doubts: Doubt[] = []
  for (const type of ['in', 'out'] as const) {
    const row = rows.find(({ clockType }) => clockType === type)
    // What a leader wrote for somebody without a phone has no place, and needs none.
    if (!row || row['by'] !== fields['workerId']) continue
    const place = row['place']
    if (!isRow(place ?? null)) doubts.push({ type: 'noPlace' })
    else if ((place as Fields)['fence'] === 'outside') {
      doubts.push({ type: 'outside', metres: Number((place as Fields)['metres']) || 0 })
    } else if ((place as Fields)['fence'] === 'uncertain') doubts.push({ type: 'uncertain' })
  }
  const [start, end] = [fields['plannedStart'], fields['plannedEnd']]
  const [began, ended] = [firstOf(rows, 'in'), endedAt(record)]
  if (typeof start === 'number' && began !== undefined && began - start > GRACE) {
    doubts.push({ type: 'late', minutes: Math.round((began - start) / MINUTE) })
  }
  if (typeof end === 'number' && ended !== undefined && end - ended > GRACE) {
    doubts.push({ type: 'early', minutes: Math.round((end - ended) / MINUTE) })
  }
  if (chain.some(({ move }) => move === 'clock_out_missed')) doubts.push({ type: 'missedOut' })
  const off = problems.find((problem) => problem.type === 'ClockOff')
  if (off) doubts.push({ type: 'clockOff', skewMs: off.skewMs })
  if (conflicts.length > 0) doubts.push({ type: 'conflict' })
  if (problems.some(({ type }) => type !== 'ClockOff')) doubts.push({ type: 'broken' })
  return uniqueByType(doubts)
}

const uniqueByType = (doubts: readonly Doubt[]): readonly Doubt[] => [
  ...new Map(doubts.map((doubt) => [doubt.type, doubt])).values(),
]
