import { DAY, fromIsoDate, shanghaiDate, startOfDay } from './clock.ts'
import type { Condition } from './kinds/define.ts'
import { holds, type Subject } from './record/condition.ts'

/**
 * How often a subject is due for an act of a kind. Source: domain/data/domain-kinds.json, `planRules`; an office changes
 * them by rules of its own (office-rules.ts).
 */
export type PlanRule = {
  readonly id: string
  /** In the words of the office that changed it. */
  readonly name?: string
  /** The kind of the acts that fulfil it. */
  readonly kind: string
  /** The kind of what is due. */
  readonly of: string
  readonly subjects: Condition
  readonly times: number
  readonly per: 'year' | 'quarter' | 'month' | 'week' | 'day'
  /** The result of an act that fulfils it; what else closes it (`done`, `tried`) closes it lawfully. */
  readonly met: string
  /** The act closes the cycle: met, or lawfully closed. */
  readonly done: Condition
  /** So many acts of this sort on different days close it as well. */
  readonly tried: { readonly if: Condition; readonly days: number }
}

const elderAlone: Condition = { field: 'careFlags', is: 'elder_alone' }
const visit = {
  kind: 'home_visit',
  of: 'household',
  times: 1,
  met: 'met',
  done: { field: 'result', in: ['met', 'refused'] },
  tried: { if: { field: 'result', is: 'no_answer' }, days: 2 },
} as const

export const planRules: readonly PlanRule[] = [
  {
    id: 'visit_year',
    ...visit,
    per: 'year',
    subjects: { not: { any: [{ field: 'tenancy', in: ['vacant', 'rented', 'mixed'] }, elderAlone] } },
  },
  {
    id: 'visit_rented',
    ...visit,
    per: 'quarter',
    subjects: { all: [{ field: 'tenancy', in: ['rented', 'mixed'] }, { not: elderAlone }] },
  },
  { id: 'visit_elder', ...visit, per: 'month', subjects: elderAlone },
]

/** The rule under which a subject is due; undefined for one that is not. `rules`: those of its area and day. */
export const planFor = (kind: string, subject: Subject, rules = planRules): PlanRule | undefined =>
  rules.find((rule) => rule.of === kind && holds(rule.subjects, subject))

export type Period = { readonly from: number; readonly to: number }

/** The calendar period in Shanghai that `at` lies in (ms UTC): from its first midnight to that of the next one. */
export function periodOf(per: PlanRule['per'], at: number): Period {
  const midnight = startOfDay(at)
  if (per === 'day') return { from: midnight, to: midnight + DAY }
  const { year, month, weekday } = shanghaiDate(at)
  const monday = midnight - (weekday - 1) * DAY
  if (per === 'week') return { from: monday, to: monday + 7 * DAY }
  const months = { year: 12, quarter: 3, month: 1 }[per]
  const first = month - ((month - 1) % months)
  return { from: monthStart(year, first), to: monthStart(year, first + months) }
}

function monthStart(year: number, month: number): number {
  const over = month > 12
  const text = `${over ? year + 1 : year}-${String(over ? month - 12 : month).padStart(2, '0')}-01`
  return fromIsoDate(text) as number
}
