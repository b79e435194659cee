import { addWorkdays, addWorkHours, type Calendar, plainCalendar, workHoursBetween } from './calendar.ts'
import { clipAt, DAY, duration, fromIsoDate, shanghaiDate, startOfDay } from './clock.ts'
import type { EventId } from './ids.ts'
import type { DeadlineRule } from './kinds/deadline-rules.ts'
import type { Deadline, Kind } from './kinds/define.ts'
import { ruleOf } from './kinds/registry.ts'
import { holds, isRow, type Subject } from './record/condition.ts'
import type { Value } from './record/event.ts'
import type { FoldedRecord } from './record/folded.ts'

export type Card = 'none' | 'yellow' | 'red'

/** One run of a deadline of the kind, times in ms UTC. What was done too late stays red. */
export type DeadlineLine = {
  readonly id: string
  readonly rule: string
  readonly startAt: number
  readonly dueAt: number
  readonly yellowAt: number
  readonly doneAt?: number
  /** Until when it ran before a supervisor gave more time. */
  readonly extendedFrom?: number
  readonly card: Card
}

/** The field of a `set` that gives more time to one deadline: `{deadline, until (ms UTC), reason}`. It is no field of a kind. */
export const EXTENSION = 'extension'

export type DeadlineContext = {
  /** Server time at which an event came in; what is still on the phone is taken as coming in now. */
  readonly receivedAt?: (event: EventId) => number | undefined
  readonly calendar?: Calendar
}

/**
 * All runs of the kind's deadlines, in order of start: a `start` move opens one, the next `stop` or `start` ends it.
 * Times of moves are clipped to their interval, so that no clock of a phone stretches a limit.
 */
export function deadlinesOf(
  kind: Kind,
  record: FoldedRecord,
  now: number,
  { receivedAt = () => undefined, calendar = plainCalendar }: DeadlineContext = {},
): readonly DeadlineLine[] {
  const cameAt = (event: EventId) => Math.min(receivedAt(event) ?? now, now)
  const steps = stepsOf(record, cameAt)
  const subject: Subject = {
    fields: record.fields,
    state: record.state,
    moves: new Set(record.chain.map((step) => step.move)),
  }
  const lines = kind.deadlines.flatMap((deadline) => {
    const rule = ruleOf(deadline.rule)
    if (!rule || (deadline.when && !holds(deadline.when, subject))) return []
    return runsOf(deadline, steps).flatMap((run): DeadlineLine[] => {
      const limits = extended(
        deadline,
        run,
        record,
        cameAt,
      )(limitsOf(deadline, rule, run, record.fields[deadline.until ?? ''], calendar))
      if (!limits) return []
      const { startAt, doneAt } = run
      const yellowCounts = !deadline.yellowWhen || holds(deadline.yellowWhen, subject)
      const at = doneAt ?? run.pausedAt ?? now
      const early: Card = doneAt === undefined && yellowCounts && at >= limits.yellowAt ? 'yellow' : 'none'
      const card: Card = at > limits.dueAt ? 'red' : early
      const done = doneAt === undefined ? {} : { doneAt }
      return [{ id: deadline.id, rule: rule.id, startAt, ...limits, ...done, card }]
    })
  })
  return lines.sort((a, b) => a.startAt - b.startAt || a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))
}

/** The card of a record: the worst of what is still open, with the nearest due time. */
export function worstOf(lines: readonly DeadlineLine[]): { readonly card: Card; readonly dueAt?: number } {
  const open = lines.filter((line) => line.doneAt === undefined)
  if (open.length === 0) return { card: 'none' }
  const dueAt = Math.min(...open.map((line) => line.dueAt))
  const card = (['red', 'yellow'] as const).find((one) => open.some((line) => line.card === one)) ?? 'none'
  return { card, dueAt }
}

/** Ids of the kind's deadlines whose last run ended in time. */
export function keptDeadlines(kind: Kind, record: FoldedRecord, context: DeadlineContext = {}): readonly string[] {
  const last = new Map<string, DeadlineLine>()
  for (const line of deadlinesOf(kind, record, Number.MAX_SAFE_INTEGER, context)) last.set(line.id, line)
  return [...last.values()].flatMap(({ id, doneAt, dueAt }) => (doneAt !== undefined && doneAt <= dueAt ? [id] : []))
}

type Step = { readonly move: string; readonly at: number }

/** The creation and the effective moves, each not before the one that it builds on. */
function stepsOf(record: FoldedRecord, cameAt: (event: EventId) => number): readonly Step[] {
  const effective = new Set(record.chain.map((step) => step.event))
  let last = Number.NEGATIVE_INFINITY
  return record.history.flatMap(({ id, event }) => {
    if (event.type !== 'create' && !(event.type === 'move' && effective.has(id))) return []
    last = Math.max(last, clipAt(event, cameAt(id)))
    return [{ move: event.type === 'move' ? event.move : 'create', at: last }]
  })
}

type Limits = { readonly dueAt: number; readonly yellowAt: number; readonly extendedFrom?: number }

/**
 * More time for a run: by a role that the kind names, with a reason, before it was red, at most as often as it says.
 * Everything else that calls itself an extension changes nothing.
 */
function extended(deadline: Deadline, run: Run, record: FoldedRecord, cameAt: (event: EventId) => number) {
  return (limits: Limits | undefined): Limits | undefined => {
    const { extension } = deadline
    if (!limits || !extension) return limits
    let own = limits
    let given = 0
    for (const { id, event } of record.history) {
      if (event.type !== 'set' || event.proposal || given >= extension.times) continue
      const asked = event.set[EXTENSION]
      if (!isRow(asked) || asked['deadline'] !== deadline.id || !extension.by.includes(event.role)) continue
      const { until, reason } = asked
      const at = clipAt(event, cameAt(id))
      const inTime = at >= run.startAt && (!extension.beforeRed || at <= own.dueAt) && at <= (run.doneAt ?? Infinity)
      const isReason = typeof reason === 'string' && reason.trim() !== ''
      if (!inTime || (extension.needsReason && !isReason)) continue
      if (typeof until !== 'number' || until <= own.dueAt) continue
      given++
      own = { dueAt: until, yellowAt: until - (own.dueAt - own.yellowAt), extendedFrom: limits.dueAt }
    }
    return own
  }
}

/** The deadlines of a record that somebody in these roles may give more time now; with the run that is open. */
export function extendable(
  kind: Kind,
  record: FoldedRecord,
  roles: readonly string[],
  now: number,
  context: DeadlineContext = {},
): readonly { readonly line: DeadlineLine; readonly role: string }[] {
  return deadlinesOf(kind, record, now, context).flatMap((line) => {
    const { extension } = kind.deadlines.find(({ id }) => id === line.id) ?? {}
    const role = extension?.by.find((one) => roles.includes(one))
    const open = line.doneAt === undefined && line.extendedFrom === undefined
    return role && open && !(extension?.beforeRed && line.card === 'red') ? [{ line, role }] : []
  })
}

type Run = { readonly startAt: number; readonly doneAt?: number; readonly pausedAt?: number; readonly pausedMs: number }

function runsOf(deadline: Deadline, steps: readonly Step[]): readonly Run[] {
  const runs: Run[] = []
  let open: { startAt: number; pausedMs: number; pausedAt?: number } | undefined
  const end = (doneAt: number) => {
    if (open) runs.push({ startAt: open.startAt, pausedMs: open.pausedMs, doneAt: open.pausedAt ?? doneAt })
    open = undefined
  }
  for (const { move, at } of steps) {
    if (deadline.stop.includes(move) || deadline.start.includes(move)) end(at)
    if (deadline.start.includes(move)) open = { startAt: at, pausedMs: 0 }
    for (const [from, to] of deadline.pauses ?? []) {
      if (open && move === from) open.pausedAt ??= at
      if (open?.pausedAt !== undefined && move === to) {
        open.pausedMs += at - open.pausedAt
        delete open.pausedAt
      }
    }
  }
  return open ? [...runs, open] : runs
}

function limitsOf(
  deadline: Deadline,
  rule: DeadlineRule,
  run: Run,
  until: Value | undefined,
  calendar: Calendar,
): { dueAt: number; yellowAt: number } | undefined {
  if (rule.limit === null) {
    const end = endOf(rule, run.startAt, until)
    if (!end) return undefined
    const before = deadline.yellowBefore === undefined ? undefined : duration(deadline.yellowBefore)
    const share = run.startAt + partOf(rule, Math.max(0, end.dueAt - run.startAt))
    return { dueAt: end.dueAt, yellowAt: before === undefined ? share : end.from - before }
  }
  const limit = duration(rule.limit)
  const yellow = partOf(rule, limit)
  const { startAt, pausedMs } = run
  switch (rule.clock) {
    case 'work_hours': {
      const extra = workHoursBetween(startAt, startAt + pausedMs, calendar)
      const reach = (ms: number) => addWorkHours(startAt, ms + extra, calendar)
      return { dueAt: reach(limit), yellowAt: reach(yellow) }
    }
    case 'workdays': {
      const dueAt = addWorkdays(startAt + pausedMs, limit / DAY, calendar)
      const whole = workHoursBetween(startAt, dueAt, calendar)
      return { dueAt, yellowAt: addWorkHours(startAt, partOf(rule, whole), calendar) }
    }
    default:
      return { dueAt: startAt + limit + pausedMs, yellowAt: startAt + yellow + pausedMs }
  }
}

/** A date is due when its day in Shanghai is over; `from` is where its early warning is counted back from. */
function endOf(
  rule: DeadlineRule,
  startAt: number,
  until: Value | undefined,
): { dueAt: number; from: number } | undefined {
  if (rule.until === 'dayEnd') {
    const dueAt = startOfDay(startAt) + DAY
    return { dueAt, from: dueAt }
  }
  if (rule.until === 'monthEnd') {
    const { year, month } = shanghaiDate(startAt)
    const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
    const dueAt = fromIsoDate(next) as number
    return { dueAt, from: dueAt }
  }
  if (typeof until === 'number') return { dueAt: until, from: until }
  const day = typeof until === 'string' ? fromIsoDate(until) : undefined
  return day === undefined ? undefined : { dueAt: day + DAY, from: day }
}

/** The part of a time (ms) after which the card is yellow, in whole milliseconds: two thirds of it, if the rule says `2/3`. */
function partOf(rule: DeadlineRule, ms: number): number {
  const [part = 2, whole = 3] = rule.yellowAt.split('/').map(Number)
  return Math.round((part / whole) * ms)
}
