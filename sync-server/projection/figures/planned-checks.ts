import type { DatabaseSync } from 'node:sqlite'
import { daysOf, type Span } from '../../../domain/figures/period.ts'
import { type CheckWindows, type OfficeRule, windowsOf } from '../../../domain/office-rules.ts'
import { holds } from '../../../domain/record/condition.ts'
import { afterPrefix } from '../page.ts'
import type { StoredRow } from '../row.ts'
import type { Planned } from './planned-shifts.ts'

/** Windows of the check rules that had ended by `now`, one for each toilet that a rule asks to be checked, once it is registered. */
export function plannedChecksIn(
  db: DatabaseSync,
  area: string,
  span: Span,
  now: number,
  rules: readonly OfficeRule[],
): Planned {
  const counted = new Map<string, number>()
  const windows = windowsByDay(rules)
  const days = daysOf(span, now)
  const assets = db
    .prepare(
      "select area, created, json from record where kind = 'asset' and state = 'active' and area >= ? and area < ?",
    )
    .all(area, afterPrefix(area)) as { area: string; created: number; json: string }[]
  for (const asset of assets) {
    const { fields, state } = JSON.parse(asset.json) as StoredRow
    let ended = 0
    for (const day of days) {
      const own = windows(asset.area, day).find((one) => holds(one.subjects, { fields, state }))
      ended += own?.windows.filter(({ from, to }) => from >= asset.created && to <= now).length ?? 0
    }
    if (ended > 0) counted.set(asset.area, (counted.get(asset.area) ?? 0) + ended)
  }
  return counted
}

/** Where no office has windows of its own, all areas have those of the standing rule: looked up once a day of the span. */
function windowsByDay(rules: readonly OfficeRule[]): (area: string, day: string) => readonly CheckWindows[] {
  const alike = rules.every((rule) => rule.ruleType !== 'check_window')
  const known = new Map<string, readonly CheckWindows[]>()
  return (area, day) => {
    const key = alike ? day : `${area} ${day}`
    const found = known.get(key) ?? windowsOf(rules, area, day).filter(({ kind }) => kind === 'toilet_check')
    known.set(key, found)
    return found
  }
}
