import { clipAt, DAY, duration, fromIsoDate, shanghaiDate } from '../clock.ts'
import { createOf, type EventId } from '../ids.ts'
import type { Kind, Move, SystemCause } from '../kinds/define.ts'
import { ruleOf } from '../kinds/registry.ts'
import { holds } from './condition.ts'
import type { Value } from './event.ts'
import type { FoldedRecord } from './folded.ts'

/** A move that belongs to nobody's hand. `cause` is the move (or the creation) that led into the present state. */
export type SystemMove = { readonly move: Move; readonly at: number; readonly cause: EventId }

/** More than these in one record are a circle in the kind's declaration. */
const MOST = 50

/**
 * The move that the server has to make next, and when (ms UTC; in the past if it is owed already); undefined if none.
 * What counts from a move counts at the earliest from the entry into the present state, so that what was sent back and
 * comes again has its full time. Depends on the record's events alone: two servers find the same.
 */
export function systemMoveOf(
  kind: Kind,
  record: FoldedRecord,
  receivedAt: (event: EventId) => number | undefined,
): SystemMove | undefined {
  if (record.chain.filter((step) => step.role === 'system').length >= MOST) return undefined
  const cause = record.chain.at(-1)?.event ?? createOf(record.id)
  const timeOf = (event: EventId): number => {
    const entry = record.history.find((one) => one.id === event)
    return entry ? clipAt(entry.event, receivedAt(event) ?? Number.POSITIVE_INFINITY) : record.createdAt
  }
  const entered = timeOf(cause)
  const subject = {
    fields: record.fields,
    state: record.state,
    moves: new Set(record.chain.map((step) => step.move)),
  }
  const found = kind.moves.flatMap((move): SystemMove[] => {
    const { system } = move
    if (!system || !move.from.includes(record.state) || !move.by.includes('system')) return []
    if (system.when && !holds(system.when, subject)) return []
    if (system.cause === 'event') return [{ move, at: entered, cause }]
    const since = system.after?.since
    const step = since === 'create' ? createOf(record.id) : record.chain.findLast((one) => one.move === since)?.event
    const from = since === undefined ? undefined : step && Math.max(timeOf(step), entered)
    const at = system.cause === 'time' ? dueAt(system, from, record) : undefined
    return at === undefined ? [] : [{ move, at: Math.max(at, entered), cause }]
  })
  return found.sort((a, b) => a.at - b.at)[0]
}

function dueAt(system: SystemCause, since: number | undefined, record: FoldedRecord): number | undefined {
  const { after } = system
  const rule = after && ruleOf(after.rule)
  if (!rule || !after) return undefined
  const from = after.field === undefined ? since : momentOf(record.fields[after.field])
  if (from === undefined) return undefined
  if (rule.limit !== null) return from + duration(rule.limit)
  return rule.until === 'monthEnd' ? monthEnd(from) : from
}

/** A date is over at its midnight; a time is itself. */
function momentOf(value: Value | undefined): number | undefined {
  if (typeof value === 'number') return value
  const day = typeof value === 'string' ? fromIsoDate(value) : undefined
  return day === undefined ? undefined : day + DAY
}

function monthEnd(at: number): number | undefined {
  // A date counts from its last midnight: one millisecond back is still its own month.
  const { year, month } = shanghaiDate(at - 1)
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
  return fromIsoDate(next)
}
