import { isoDate } from './clock.ts'
import { type Card, type DeadlineContext, deadlinesOf } from './deadline.ts'
import type { RecordId } from './ids.ts'
import type { Field, Kind } from './kinds/define.ts'
import { fieldOf, stateOf } from './kinds/registry.ts'
import { type PlanRule, periodOf, planFor, planRules } from './plan.ts'
import { holds } from './record/condition.ts'
import type { Fields } from './record/event.ts'
import type { FoldedRecord } from './record/folded.ts'

/**
 * What a phone must know of a household or an asset beyond the rooms that it holds. The server makes facts from its
 * projection; the phone lays the acts that it holds over them. Both use this file, so that both say the same.
 */
export type Fact = {
  readonly record: RecordId
  readonly kind: string
  readonly lastActAt?: number
  readonly lastAct?: RecordId
  readonly lastResult?: string
  /** When its cycle was last fulfilled (ms UTC). */
  readonly doneAt?: number
  /** When it was last fulfilled by its own result, such as 已见面 (ms UTC): `doneAt` also holds what closed it lawfully. */
  readonly metAt?: number
  /** Days (ISO, Shanghai) of attempts that were answered by nobody. */
  readonly triedOn: readonly string[]
  readonly open: readonly OpenLine[]
  /** The nearest of what is open and the end of its cycle. */
  readonly nextDueAt?: number
  readonly card: Card
}

/** A deadline that still runs, of one act about the subject. */
export type OpenLine = { readonly act: RecordId; readonly dueAt: number; readonly yellowAt: number }

/** One visit, repair, … as far as the fact of its subject goes. Depends on no clock. */
export type Act = {
  readonly act: RecordId
  readonly subject: RecordId
  readonly kind: string
  readonly at: number
  readonly result?: string
  /** `none`: a draft, sent back, or void. It stands for nothing, but takes back what it said before. */
  readonly outcome: 'done' | 'tried' | 'other' | 'none'
  readonly open: readonly OpenLine[]
}

export type FactSubject = { readonly record: RecordId; readonly kind: string; readonly fields: Fields }

/** Attempts further back than the longest cycle say nothing. */
const MAX_TRIED = 12
const END_OF_TIME = Number.MAX_SAFE_INTEGER

/** What a record says about its subject; undefined for a record that is about nothing. */
export function actOf(kind: Kind, record: FoldedRecord, context: DeadlineContext = {}): Act | undefined {
  const subject = kind.subject === undefined ? undefined : record.fields[kind.subject]
  if (typeof subject !== 'string') return undefined
  const result = resultField(kind)
  const value = result && record.fields[result.id]
  const about = {
    act: record.id,
    subject: subject as RecordId,
    kind: kind.id,
    at: record.createdAt,
    ...(typeof value === 'string' ? { result: value } : {}),
  }
  if (!counts(kind, record)) return { ...about, outcome: 'none', open: [] }
  const open = openLinesOf(kind, record, context).map((line) => ({ act: record.id, ...line }))
  return { ...about, outcome: outcomeOf(kind, record), open }
}

/** The deadlines that run and do not stand still, independent of the present time: from when yellow, after when red. */
export function openLinesOf(
  kind: Kind,
  record: FoldedRecord,
  context: DeadlineContext = {},
): readonly { readonly dueAt: number; readonly yellowAt: number }[] {
  const subject = {
    fields: record.fields,
    state: record.state,
    moves: new Set(record.chain.map((step) => step.move)),
  }
  return deadlinesOf(kind, record, END_OF_TIME, context).flatMap(({ id, doneAt, card, dueAt, yellowAt }) => {
    // At the end of time all that runs is red: what is not stands still.
    if (doneAt !== undefined || card !== 'red') return []
    const yellowWhen = kind.deadlines.find((deadline) => deadline.id === id)?.yellowWhen
    return [{ dueAt, yellowAt: yellowWhen && !holds(yellowWhen, subject) ? dueAt : Math.min(yellowAt, dueAt) }]
  })
}

/**
 * The fact of a subject at `now`, from acts in any order. `under` is what was known before (the server's word): an act
 * that it holds already counts once, one that has changed since replaces what it said. `rules`: those of its area and day.
 */
export function factOf(
  subject: FactSubject,
  acts: readonly Act[],
  now: number,
  under?: Fact,
  rules: readonly PlanRule[] = planRules,
): Fact {
  const own = acts.filter((act) => act.subject === subject.record)
  const taken = new Set(own.map((act) => act.act))
  const counted = own.filter((act) => act.outcome !== 'none').sort((a, b) => a.at - b.at || (a.act < b.act ? -1 : 1))
  const before = under && !(under.lastAct && taken.has(under.lastAct)) ? under : undefined
  const newest = counted.at(-1)
  const last =
    newest && !(before?.lastActAt !== undefined && before.lastActAt > newest.at)
      ? { lastActAt: newest.at, lastAct: newest.act, ...(newest.result ? { lastResult: newest.result } : {}) }
      : pick(before, ['lastActAt', 'lastAct', 'lastResult'])
  const doneAt = latest([...counted.filter((act) => act.outcome === 'done').map((act) => act.at), under?.doneAt])
  const metAt = latest([...counted.filter(isMet).map((act) => act.at), under?.metAt])
  const days = counted.filter((act) => act.outcome === 'tried').map((act) => isoDate(act.at))
  const triedOn = [...new Set([...(under?.triedOn ?? []), ...days])].sort().slice(-MAX_TRIED)
  const kept = (under?.open ?? []).filter((line) => !taken.has(line.act))
  const open = [...kept, ...counted.flatMap((act) => act.open)].sort(byDue)
  const fact = {
    record: subject.record,
    kind: subject.kind,
    ...last,
    ...(doneAt === undefined ? {} : { doneAt }),
    ...(metAt === undefined ? {} : { metAt }),
    triedOn,
    open,
  }
  const nextDueAt = earliest([open[0]?.dueAt, cycleEnd(subject, fact, now, rules)])
  return { ...fact, ...(nextDueAt === undefined ? {} : { nextDueAt }), card: cardOf(open, now) }
}

/** True if the cycle that `now` lies in is fulfilled: met, or lawfully closed. False for what has no cycle. */
export function isDone(
  subject: FactSubject,
  fact: Pick<Fact, 'doneAt' | 'triedOn'>,
  now: number,
  rules: readonly PlanRule[] = planRules,
): boolean {
  const rule = planFor(subject.kind, subject, rules)
  return rule !== undefined && doneIn(rule, fact, now)
}

function doneIn(rule: PlanRule, fact: Pick<Fact, 'doneAt' | 'triedOn'>, now: number): boolean {
  const { from } = periodOf(rule.per, now)
  if (fact.doneAt !== undefined && fact.doneAt >= from) return true
  return fact.triedOn.filter((day) => day >= isoDate(from)).length >= rule.tried.days
}

function cycleEnd(
  subject: FactSubject,
  fact: Pick<Fact, 'doneAt' | 'triedOn'>,
  now: number,
  rules: readonly PlanRule[],
): number | undefined {
  const rule = planFor(subject.kind, subject, rules)
  if (!rule) return undefined
  const { to } = periodOf(rule.per, now)
  return doneIn(rule, fact, now) ? periodOf(rule.per, to).to : to
}

/** What is shown of an act in one word: the last enumeration in its title, such as 已见面 or 漏水. */
function resultField(kind: Kind): Field | undefined {
  const named = kind.title.flatMap((part) => [...part.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string))
  return named.map((id) => fieldOf(kind, id)).findLast((field) => field?.type === 'enum')
}

/** A submitted act counts unless it was sent back or is void. */
function counts(kind: Kind, record: FoldedRecord): boolean {
  const state = stateOf(kind, record.state)
  if (!state || state.draft || record.returned) return false
  return !(state.side && state.final)
}

function outcomeOf(kind: Kind, record: FoldedRecord): Act['outcome'] {
  const subject = { fields: record.fields, state: record.state }
  const rule = planRules.find((one) => one.kind === kind.id)
  if (rule && holds(rule.done, subject)) return 'done'
  return rule && holds(rule.tried.if, subject) ? 'tried' : 'other'
}

const isMet = (act: Act): boolean =>
  act.result !== undefined && planRules.some((rule) => rule.kind === act.kind && rule.met === act.result)

/** The worst card of open lines at `now`. */
export function cardOf(open: readonly { readonly dueAt: number; readonly yellowAt: number }[], now: number): Card {
  if (open.some((line) => now > line.dueAt)) return 'red'
  return open.some((line) => now >= line.yellowAt) ? 'yellow' : 'none'
}

const byDue = (a: OpenLine, b: OpenLine): number => a.dueAt - b.dueAt || (a.act < b.act ? -1 : a.act > b.act ? 1 : 0)
const present = (times: readonly (number | undefined)[]): number[] => times.filter((time) => time !== undefined)
const latest = (times: readonly (number | undefined)[]): number | undefined =>
  times.some((time) => time !== undefined) ? Math.max(...present(times)) : undefined
const earliest = (times: readonly (number | undefined)[]): number | undefined =>
  times.some((time) => time !== undefined) ? Math.min(...present(times)) : undefined

function pick<T extends object, K extends keyof T>(from: T | undefined, keys: readonly K[]): Partial<Pick<T, K>> {
  const entries = keys.filter((key) => from?.[key] !== undefined).map((key) => [key, from?.[key]])
  return Object.fromEntries(entries) as Partial<Pick<T, K>>
}
