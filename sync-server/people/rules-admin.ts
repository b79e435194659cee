import type { DatabaseSync } from 'node:sqlite'
import { covers } from '../../domain/access.ts'
import { fromIsoDate, isoDate } from '../../domain/clock.ts'
import { figureOf } from '../../domain/figures/list.ts'
import { newEventId } from '../../domain/ids.ts'
import { planRule } from '../../domain/kinds/plan-rule.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import {
  dayBefore,
  type FormRule,
  holdsOn,
  type OfficeRule,
  planFields,
  type RuleDraft,
  type Window,
  windowRules,
} from '../../domain/office-rules.ts'
import { planRules } from '../../domain/plan.ts'
import { conditionFault } from '../../domain/record/condition-fault.ts'
import { missingFields } from '../../domain/record/values.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Audit } from './audit.ts'
import { atomically } from './database.ts'
import type { Organisation } from './organisation.ts'
import type { Rules } from './rules.ts'
import { type Actor, areasAs } from './scope.ts'

export type RuleProblem = {
  readonly code:
    | 'notPlanner'
    | 'outOfScope'
    | 'unknownArea'
    | 'ruleKind'
    | 'ruleShape'
    | 'ruleFigure'
    | 'ruleWindows'
    | 'ruleCondition'
    | 'ruleDate'
    | 'ruleInPast'
    | 'ruleOtherKind'
    | 'noSuchRule'
    | 'ruleEnded'
    | 'ruleHolds'
    | 'ruleIncomplete'
    | 'tooManyRules'
  /** The part that does not fit. */
  readonly part?: string
}
type Outcome<T> = Result<T, RuleProblem>

/** What somebody lays down; the rest is the server's to say. */
export type NewRule = Omit<FormRule, 'id' | 'by' | 'at'>

export interface RulesAdmin {
  /** A new version, from a day on: the one of the same areas that held until then ends on the day before. */
  setRule(by: Actor, rule: NewRule): Outcome<{ readonly id: string }>
  /** Written down, in force nowhere, and asked for nothing that is still missing. */
  draftRule(by: Actor, rule: NewRule): Outcome<{ readonly id: string }>
  /** What nobody but the planners of its areas sees. */
  draftsFor(by: Actor): readonly RuleDraft[]
  /** A draft holds from its day on, if nothing is missing any more. */
  putInForce(by: Actor, id: string): Outcome<void>
  /** It holds until the end of `validTo`; a version that has not begun is taken back. */
  endRule(by: Actor, id: string, validTo: string, reason: string): Outcome<void>
}

/** So many hold or are to come: all of them stand in one event of 64 KB. */
const MOST_RULES = 40

export function createRulesAdmin(deps: {
  readonly db: DatabaseSync
  readonly now: () => number
  readonly audit: Audit
  readonly organisation: Organisation
  readonly rules: Rules
  /** Called after the change is on disk. */
  readonly changed: () => void
}): RulesAdmin {
  const { db, now, audit, organisation, rules, changed } = deps
  const today = (): string => isoDate(now())
  const plans = (by: Actor, area: string): boolean =>
    ['admin', 'supervisor'].some((role) => areasAs(role, by, now()).some((own) => covers(own, area)))
  const tell = (by: Actor, act: string, rule: OfficeRule, reason: string): void => {
    const { id, name, ruleType, kind, validFrom, validTo = '' } = rule
    const detail = { id, name, ruleType, kind, validFrom, validTo, reason }
    for (const area of rule.areas) audit.add({ by: by.person, act, subject: rule.rule, area, detail })
  }
  const mayPlan = (by: Actor): boolean =>
    [...areasAs('admin', by, now()), ...areasAs('supervisor', by, now())].length > 0

  const draftOf = (id: string): RuleDraft | undefined => rules.drafts().find((one) => one.id === id)
  function put(by: Actor, asked: NewRule, id: string): Outcome<{ readonly id: string }> {
    const problem = faultOf(asked, today()) ?? scopeFault(by, asked.areas)
    if (problem) return fail(problem)
    const known = rules.all()
    if (known.some((one) => one.rule === asked.rule && (one.kind !== asked.kind || one.ruleType !== asked.ruleType)))
      return fail({ code: 'ruleOtherKind' })
    const open = known.filter((one) => one.validTo === undefined || one.validTo >= today())
    if (open.length >= MOST_RULES) return fail({ code: 'tooManyRules' })
    const rule: OfficeRule = { ...asked, id, by: by.person, at: now() }
    const replaced = open.filter(
      (one) =>
        one.rule === rule.rule &&
        sameAreas(one, rule) &&
        holdsOn(one, rule.validFrom) &&
        one.validFrom < rule.validFrom,
    )
    atomically(db, () => {
      for (const one of replaced) rules.put({ ...one, validTo: dayBefore(rule.validFrom) })
      rules.put(rule)
      rules.dropDraft(id)
      tell(by, 'setRule', rule, rule.reason)
    })
    changed()
    return ok({ id })
  }

  return {
    setRule: (by, asked) => (mayPlan(by) ? put(by, asked, newEventId(now())) : fail({ code: 'notPlanner' })),
    draftRule(by, asked) {
      if (!mayPlan(by)) return fail({ code: 'notPlanner' })
      const problem = scopeFault(by, asked.areas)
      if (problem) return fail(problem)
      if (rules.drafts().filter((one) => one.draft === 'open').length >= MOST_RULES)
        return fail({ code: 'tooManyRules' })
      const draft = { ...asked, id: newEventId(now()), by: by.person, at: now(), draft: 'open' } as const
      atomically(db, () => {
        rules.putDraft(draft)
        tell(by, 'draftRule', draft, draft.reason)
      })
      return ok({ id: draft.id })
    },
    draftsFor: (by) => rules.drafts().filter((rule) => rule.areas.every((area) => plans(by, area))),
    putInForce(by, id) {
      if (!mayPlan(by)) return fail({ code: 'notPlanner' })
      const known = draftOf(id)
      const one = known ?? rules.one(id)
      if (!one) return fail({ code: 'noSuchRule' })
      const foreign = scopeFault(by, one.areas)
      if (foreign) return fail(foreign)
      if (!known) return fail({ code: 'ruleHolds' })
      if (known.draft === 'ended') return fail({ code: 'ruleEnded' })
      const { draft: _, ...asked } = known
      const missing = missingFields(planRule, 'in_force', { fields: planFields(asked) })
      if (missing.length > 0) return fail({ code: 'ruleIncomplete', part: missing.join(', ') })
      const outcome = put(by, asked, id)
      return outcome.ok ? ok(undefined) : outcome
    },
    endRule(by, id, validTo, reason) {
      const draft = draftOf(id)
      const rule = draft ?? rules.one(id)
      if (!mayPlan(by)) return fail({ code: 'notPlanner' })
      if (!rule) return fail({ code: 'noSuchRule' })
      const problem = scopeFault(by, rule.areas)
      if (problem) return fail(problem)
      if (fromIsoDate(validTo) === undefined) return fail({ code: 'ruleDate' })
      const over = draft ? draft.draft === 'ended' : rule.validTo !== undefined && rule.validTo < today()
      if (over) return fail({ code: 'ruleEnded' })
      if (draft) {
        atomically(db, () => {
          rules.putDraft({ ...draft, draft: 'ended' })
          tell(by, 'endRule', rule, reason)
        })
        return ok(undefined)
      }
      if (validTo < dayBefore(today())) return fail({ code: 'ruleInPast' })
      const ended = { ...rule, validTo: rule.validFrom > today() ? dayBefore(rule.validFrom) : validTo }
      atomically(db, () => {
        rules.put(ended)
        tell(by, 'endRule', ended, reason)
      })
      changed()
      return ok(undefined)
    },
  }

  function scopeFault(by: Actor, areas: readonly string[]): RuleProblem | undefined {
    const unknown = areas.find((area) => !organisation.areaOf(area))
    if (unknown !== undefined) return { code: 'unknownArea', part: unknown }
    const foreign = areas.find((area) => !plans(by, area))
    return foreign === undefined ? undefined : { code: 'outOfScope', part: foreign }
  }
}

/** What stands against a rule, whoever lays it down. */
function faultOf(rule: NewRule, today: string): RuleProblem | undefined {
  const from = fromIsoDate(rule.validFrom)
  const to = rule.validTo === undefined ? from : fromIsoDate(rule.validTo)
  if (from === undefined || to === undefined || to < from) return { code: 'ruleDate' }
  if (rule.validFrom < today) return { code: 'ruleInPast' }
  const parts = { cycle: rule.per, windows: rule.windows, target: rule.target, figure: rule.figure }
  const said = Object.entries(parts).flatMap(([name, part]) => (part === undefined ? [] : [name]))
  if (said.join() !== { visit_cycle: 'cycle', check_window: 'windows', target: 'target,figure' }[rule.ruleType])
    return { code: 'ruleShape' }
  if (rule.ruleType === 'target') return targetFault(rule)
  const known: readonly { readonly id: string; readonly kind: string; readonly of: string }[] =
    rule.ruleType === 'visit_cycle' ? planRules : windowRules
  const others: readonly { readonly id: string }[] = rule.ruleType === 'visit_cycle' ? windowRules : planRules
  const standing = known.find((one) => one.id === rule.rule)
  if ((standing && standing.kind !== rule.kind) || others.some((one) => one.id === rule.rule))
    return { code: 'ruleOtherKind' }
  if (known.every((one) => one.kind !== rule.kind)) return { code: 'ruleKind', part: rule.kind }
  if (rule.per === 'day') return { code: 'ruleShape' }
  if (rule.windows && !inOrder(rule.windows)) return { code: 'ruleWindows' }
  const of = kindOf(known.find((one) => one.kind === rule.kind)?.of ?? '')
  const fault = of && rule.subjects !== undefined ? conditionFault(of, rule.subjects) : undefined
  return fault === undefined ? undefined : { code: 'ruleCondition', part: fault }
}

/** A target speaks of a figure that there is, and has no name of another sort of rule. */
function targetFault(rule: NewRule): RuleProblem | undefined {
  if (!figureOf(rule.figure ?? '')) return { code: 'ruleFigure', part: rule.figure ?? '' }
  if ([...planRules, ...windowRules].some((one) => one.id === rule.rule)) return { code: 'ruleOtherKind' }
  return rule.subjects || rule.weekdays ? { code: 'ruleShape' } : undefined
}

/** Each begins before it ends, and after the one before it has ended. */
const inOrder = (windows: readonly Window[]): boolean =>
  windows.every(({ from, to }, i) => from < to && from >= (windows[i - 1]?.to ?? ''))

const sameAreas = (a: OfficeRule, b: OfficeRule): boolean =>
  JSON.stringify([...a.areas].sort()) === JSON.stringify([...b.areas].sort())
