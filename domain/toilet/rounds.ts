import { DAY, isoDate, startOfDay } from '../clock.ts'
import { type OfficeRule, windowsOf } from '../office-rules.ts'
import { holds } from '../record/condition.ts'
import type { FoldedRecord } from '../record/folded.ts'

export type CheckWindow = { readonly from: number; readonly to: number }
export type Round = {
  /** The window in which the next check is due, and its number in the day from 1; none after the day's last one. */
  readonly window?: CheckWindow & { readonly nth: number }
  readonly checked: boolean
  /** `window`: the one before was missed. `day`: nobody has looked since the day before yesterday's last window. */
  readonly missed?: 'window' | 'day'
}

/** The windows of a toilet on the day of `at` (ms UTC), by the office's rules. */
function windowsOn(rules: readonly OfficeRule[], toilet: FoldedRecord, at: number): readonly CheckWindow[] {
  const rule = windowsOf(rules, toilet.area, isoDate(at)).find(
    ({ kind, subjects }) => kind === 'toilet_check' && holds(subjects, { fields: toilet.fields, state: toilet.state }),
  )
  return rule?.windows ?? []
}

/**
 * Where a toilet stands in its windows at `now`. `checks`: when it was checked, ms UTC. What lay before the toilet was
 * registered was nobody's to check.
 */
export function roundOf(
  rules: readonly OfficeRule[],
  toilet: FoldedRecord,
  checks: readonly number[],
  now: number,
): Round {
  const today = windowsOn(rules, toilet, now)
  const yesterday = windowsOn(rules, toilet, startOfDay(now) - DAY / 2)
  const isChecked = ({ from, to }: CheckWindow): boolean => checks.some((at) => at >= from && at < to)
  const nth = today.findIndex(({ to }) => now < to)
  const window = today[nth]
  const past = [...yesterday, ...today].filter(({ from, to }) => to <= now && from >= toilet.createdAt)
  const before = past.at(-1)
  const whole = yesterday.filter(({ from }) => from >= toilet.createdAt)
  const first = whole[0]
  const none = first !== undefined && whole.length === yesterday.length && !checks.some((at) => at >= first.from)
  const missed = none ? 'day' : before && !isChecked(before) ? 'window' : undefined
  return {
    ...(window ? { window: { ...window, nth: nth + 1 } } : {}),
    checked: window !== undefined && isChecked(window),
    ...(missed ? { missed } : {}),
  }
}

const OPEN = ['reported', 'dispatched', 'accepted', 'on_site', 'waiting_parts', 'rework', 'rejected']

/** Repairs of a toilet that nobody has finished yet. */
export const openRepairs = (repairs: readonly FoldedRecord[], toilet: string): readonly FoldedRecord[] =>
  repairs.filter(
    ({ kind, state, fields }) => kind === 'toilet_repair' && fields['assetId'] === toilet && OPEN.includes(state),
  )

/** What its open repairs leave of a toilet: the registry's own word stays until a supervisor changes it. */
export function usableNow(open: readonly FoldedRecord[]): 'in_use' | 'limited' | 'closed' {
  const impacts = open.map(({ fields }) => fields['impact'])
  return impacts.includes('full_close') ? 'closed' : impacts.includes('part_close') ? 'limited' : 'in_use'
}
