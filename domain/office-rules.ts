import { covers } from './access.ts'
import { DAY, fromIsoDate, HOUR, isoDate, MINUTE, shanghaiDate } from './clock.ts'
import type { PersonId } from './ids.ts'
import type { Condition } from './kinds/define.ts'
import { type PlanRule, planRules } from './plan.ts'
import type { Fields } from './record/event.ts'

/** Rules that an office lays down for its areas, each with the days from which and to which it holds. */

/** From and to as hours of the day, `06:00`. */
export type Window = { readonly from: string; readonly to: string }

/** One version of a rule, as SQL holds it and `org` publishes it. What was in force before stays as it was. */
export type OfficeRule = {
  readonly id: string
  /** The rule of which this is a version: one of the standing ones, such as `visit_rented`, or the office's own. */
  readonly rule: string
  readonly name: string
  /** A programme lists its villages as `areas`. */
  readonly ruleType: 'visit_cycle' | 'check_window' | 'target' | 'programme'
  /** The kind of the acts that fulfil it. */
  readonly kind: string
  readonly areas: readonly string[]
  /** None = every subject of the kind. */
  readonly subjects?: Condition
  readonly per?: PlanRule['per']
  readonly windows?: readonly Window[]
  /** Of a target: the figure, and what it should come to, in its unit. */
  readonly figure?: string
  readonly target?: number
  /** `mon` … `sun`; none = each day. */
  readonly weekdays?: readonly string[]
  /** ISO dates in Shanghai, both counted. */
  readonly validFrom: string
  readonly validTo?: string
  /** Why, in the words of whoever laid it down. */
  readonly reason: string
  readonly by: PersonId
  /** When it was laid down, ms UTC. */
  readonly at: number
}

/** A rule that was written down and does not hold: `open` until it is put in force or ended. */
export type RuleDraft = FormRule & { readonly draft: 'open' | 'ended' }

/** Where a rule stands on a day (ISO), as the kind `plan_rule` names it. */
export const ruleState = (rule: OfficeRule | RuleDraft, today: string): 'draft' | 'in_force' | 'ended' => {
  if ('draft' in rule) return rule.draft === 'open' ? 'draft' : 'ended'
  // One that ended before it began was taken back.
  return rule.validTo !== undefined && (rule.validTo < today || rule.validTo < rule.validFrom) ? 'ended' : 'in_force'
}

/** The fields of the kind `plan_rule` that a rule says: each cycle is once, windows are of each day. */
export const planFields = (rule: OfficeRule): Fields => {
  const { name, ruleType, kind, areas, per, windows, figure, target, validFrom, validTo } = rule
  return {
    ...{ name, ruleType, kind, areas, validFrom },
    ...(ruleType === 'visit_cycle' ? { times: 1 } : {}),
    ...(ruleType === 'check_window' ? { per: 'day' } : {}),
    ...(per ? { per } : {}),
    ...(windows ? { windows } : {}),
    ...(figure === undefined ? {} : { figure }),
    ...(target === undefined ? {} : { target }),
    ...(validTo ? { validTo } : {}),
  }
}

/** Hours of a day in which a subject is to be checked once each. */
export type WindowRule = {
  readonly id: string
  readonly kind: string
  readonly of: string
  readonly subjects: Condition
  readonly windows: readonly Window[]
  readonly weekdays?: readonly string[]
}
/** The windows of one day, ms UTC. */
export type CheckWindows = Pick<WindowRule, 'id' | 'kind' | 'of' | 'subjects'> & {
  readonly windows: readonly { readonly from: number; readonly to: number }[]
}

/** Source: domain/data/domain-kinds.json, `planRules`. */
export const windowRules: readonly WindowRule[] = [
  {
    id: 'toilet_windows',
    kind: 'toilet_check',
    of: 'asset',
    subjects: { field: 'assetType', is: 'toilet' },
    windows: [
      { from: '06:00', to: '10:00' },
      { from: '10:00', to: '16:00' },
      { from: '16:00', to: '22:00' },
    ],
  },
]

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const EVERYTHING: Condition = { all: [] }

/** A rule that a form lays down; a programme comes as a list, and no form changes it yet. */
export type FormRule = OfficeRule & { readonly ruleType: Exclude<OfficeRule['ruleType'], 'programme'> }
export const isFormRule = (rule: OfficeRule): rule is FormRule => rule.ruleType !== 'programme'

/** True if a version holds on the day (ISO). */
export const holdsOn = ({ validFrom, validTo }: OfficeRule, day: string): boolean =>
  validFrom <= day && (validTo === undefined || day <= validTo)

/**
 * Of each rule the version that holds in an area on a day: that of the smallest area, then the newest. A day of the past
 * gives the plan of that time.
 */
export function versionsOn(rules: readonly OfficeRule[], area: string, day: string): readonly OfficeRule[] {
  const here = rules.flatMap((rule) => {
    const reach = Math.max(...rule.areas.map((code) => (covers(code, area) ? code.length : 0)))
    return reach > 0 && holdsOn(rule, day) ? [{ rule, reach }] : []
  })
  here.sort(
    (a, b) =>
      b.reach - a.reach ||
      (a.rule.validFrom < b.rule.validFrom ? 1 : a.rule.validFrom > b.rule.validFrom ? -1 : 0) ||
      b.rule.at - a.rule.at ||
      (a.rule.id < b.rule.id ? 1 : -1),
  )
  return [...Map.groupBy(here, ({ rule }) => rule.rule).values()].flatMap(([first]) => (first ? [first.rule] : []))
}

/** The visit cycles of an area on a day, for `planFor`: the office's own before the standing ones, of which each may have a version. */
export function cyclesOf(rules: readonly OfficeRule[], area: string, day: string): readonly PlanRule[] {
  const versions = versionsOn(rules, area, day).filter((rule) => rule.ruleType === 'visit_cycle')
  const own = versions.filter((version) => planRules.every((rule) => rule.id !== version.rule))
  return [
    ...own.flatMap(
      (version) =>
        cycleOf(
          version,
          planRules.find((rule) => rule.kind === version.kind),
        ) ?? [],
    ),
    ...planRules.map(
      (rule) =>
        cycleOf(
          versions.find((version) => version.rule === rule.id),
          rule,
        ) ?? rule,
    ),
  ]
}

/** What fulfils a cycle belongs to the kind; how often, for whom and when belongs to the office. */
function cycleOf(version: OfficeRule | undefined, like: PlanRule | undefined): PlanRule | undefined {
  if (!version?.per || !like || version.kind !== like.kind) return undefined
  const subjects = version.subjects ?? (version.rule === like.id ? like.subjects : EVERYTHING)
  return { ...like, id: version.rule, name: version.name, per: version.per, subjects }
}

/** In which hours of a day (ISO) subjects of an area are to be checked; the first rule that fits a subject counts. */
export function windowsOf(rules: readonly OfficeRule[], area: string, day: string): readonly CheckWindows[] {
  const midnight = fromIsoDate(day)
  if (midnight === undefined) return []
  const versions = versionsOn(rules, area, day).filter((rule) => rule.ruleType === 'check_window')
  const own = versions.filter((version) => windowRules.every((rule) => rule.id !== version.rule))
  const all = [
    ...own.flatMap((version) => windowRuleOf(version) ?? []),
    ...windowRules.map(
      (rule) =>
        windowRuleOf(
          versions.find((one) => one.rule === rule.id),
          rule,
        ) ?? rule,
    ),
  ]
  const weekday = WEEKDAYS[shanghaiDate(midnight).weekday - 1] as string
  return all.flatMap(({ id, kind, of, subjects, windows, weekdays }) =>
    weekdays && !weekdays.includes(weekday)
      ? []
      : [
          {
            id,
            kind,
            of,
            subjects,
            windows: windows.map(({ from, to }) => ({ from: midnight + ms(from), to: midnight + ms(to) })),
          },
        ],
  )
}

function windowRuleOf(version: OfficeRule | undefined, like?: WindowRule): WindowRule | undefined {
  const of = version && windowRules.find((rule) => rule.kind === version.kind)?.of
  if (!version?.windows || !of) return undefined
  return {
    id: version.rule,
    kind: version.kind,
    of,
    subjects: version.subjects ?? like?.subjects ?? EVERYTHING,
    windows: version.windows,
    ...(version.weekdays ? { weekdays: version.weekdays } : {}),
  }
}

/** What a figure should come to in an area on a day (ISO); undefined if the office says nothing. */
export const targetOf = (
  rules: readonly OfficeRule[],
  figure: string,
  area: string,
  day: string,
): OfficeRule | undefined =>
  versionsOn(rules, area, day).find((rule) => rule.ruleType === 'target' && rule.figure === figure)

const ms = (hour: string): number => Number(hour.slice(0, 2)) * HOUR + Number(hour.slice(3, 5)) * MINUTE

/** The last day before a date (ISO), on which what is replaced from that date still holds. */
export const dayBefore = (date: string): string => {
  const midnight = fromIsoDate(date)
  if (midnight === undefined) throw new Error(`not a date: ${date}`)
  return isoDate(midnight - DAY)
}
