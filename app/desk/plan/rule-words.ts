import { DAY, fromIsoDate } from '../../../domain/clock.ts'
import { figureOf } from '../../../domain/figures/list.ts'
import type { Condition } from '../../../domain/kinds/define.ts'
import { enums } from '../../../domain/kinds/enums.ts'
import { labelOf } from '../../../domain/kinds/registry.ts'
import { type OfficeRule, type Window, windowRules } from '../../../domain/office-rules.ts'
import { type PlanRule, planRules } from '../../../domain/plan.ts'
import { chosenIn } from '../../../domain/rule-subjects.ts'
import { dateWords, lang, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import { unitWords } from '../figures/shown.ts'

/** A rule that holds where no office says otherwise. */
export type Standing = {
  readonly id: string
  readonly kind: string
  readonly per?: PlanRule['per']
  readonly windows?: readonly Window[]
}
export const STANDING: readonly Standing[] = [...planRules, ...windowRules]
const OLD: { readonly [id: string]: Key } = {
  visit_year: 'ruleOld_visit_year',
  visit_rented: 'ruleOld_visit_rented',
  visit_elder: 'ruleOld_visit_elder',
  toilet_windows: 'ruleOld_toilet_windows',
}
export const standingName = (id: string): string | undefined => OLD[id] && t(OLD[id])
export const PERS = ['year', 'quarter', 'month', 'week'] as const
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
/** The options of a field for which one may choose. */
export const OPTIONS: { readonly [field: string]: string } = {
  tenancy: 'tenancy',
  careFlags: 'care_flag',
  toiletClass: 'toilet_class',
}
export const optionWords = (field: string, id: string): string =>
  labelOf(
    enums[OPTIONS[field] ?? '']?.find((one) => one.id === id),
    lang(),
  ) || id
/** 2026-11-23 was a Monday. */
export const weekdayWords = (id: string): string =>
  new Intl.DateTimeFormat(lang() === 'zh' ? 'zh-CN' : 'en', { weekday: 'short', timeZone: 'Asia/Shanghai' }).format(
    (fromIsoDate('2026-11-23') as number) + WEEKDAYS.indexOf(id as (typeof WEEKDAYS)[number]) * DAY,
  )

/** What a rule asks: how often, when, or how much. */
export function whatOf(rule: Partial<Pick<OfficeRule, 'per' | 'windows' | 'weekdays' | 'figure' | 'target'>>): string {
  if (rule.figure !== undefined) {
    const figure = figureOf(rule.figure)
    return t('ruleTargetIs', {
      figure: figure?.[lang()] ?? rule.figure,
      n: rule.target ?? 0,
      unit: unitWords(figure?.unit ?? ''),
    })
  }
  const days = rule.weekdays ? `${rule.weekdays.map(weekdayWords).join(t('comma'))} ` : ''
  return rule.per
    ? t(`rulePer_${rule.per}`)
    : `${days}${(rule.windows ?? []).map(({ from, to }) => `${from}–${to}`).join(t('comma'))}`
}
/** For whom; empty for everybody. */
export function whomOf(rule: Pick<OfficeRule, 'ruleType'> & { readonly subjects?: Condition }): string {
  const chosen = chosenIn(rule.ruleType, rule.subjects)
  if (!chosen) return t('ruleWritten')
  return Object.entries(chosen)
    .map(([field, values]) => values.map((id) => optionWords(field, id)).join(t('ruleOr')))
    .join(' + ')
}
export const dayOf = (date: string): string => dateWords(fromIsoDate(date) as number)

const BAD: { readonly [code: string]: Key } = {
  ruleWindows: 'ruleBad_ruleWindows',
  ruleInPast: 'ruleBad_ruleInPast',
  ruleDate: 'ruleBad_ruleDate',
  outOfScope: 'ruleBad_outOfScope',
  tooManyRules: 'ruleBad_tooManyRules',
  noNetwork: 'ruleBad_noNetwork',
}
export const problemWords = (code: string): string => t(BAD[code] ?? 'ruleBad_other')
