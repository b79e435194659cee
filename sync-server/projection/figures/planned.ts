import type { DatabaseSync } from 'node:sqlite'
import { DAY, fromIsoDate, isoDate } from '../../../domain/clock.ts'
import { daysOf, type Span } from '../../../domain/figures/period.ts'
import { kindOf } from '../../../domain/kinds/registry.ts'
import { type CheckWindows, type OfficeRule, windowsOf } from '../../../domain/office-rules.ts'
import { holds } from '../../../domain/record/condition.ts'
import { onLeave, type PlanRecord, plannedShifts } from '../../../domain/roster.ts'
import { tableOf } from '../columns.ts'
import { afterPrefix } from '../page.ts'
import type { StoredRow } from '../row.ts'

/** How often something was planned, by the area it was planned in. */
export type Planned = ReadonlyMap<string, number>

/** Shifts that had begun by `now`, of published rosters; who was on leave that day is left out. */
export function plannedShiftsIn(db: DatabaseSync, area: string, span: Span, now: number): Planned {
  const counted = new Map<string, number>()
  const days = daysOf(span, now)
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return counted
  const entries = rowsOf(db, area, 'roster_entry', 'published', {
    field: 'weekStart',
    from: mondayBefore(first),
    to: last,
  })
  const leaves = rowsOf(db, area, 'leave_request', 'approved').map(({ record }) => record)
  const areas = new Map(entries.map(({ record, area: own }) => [record.id, own]))
  const records = entries.map(({ record }) => record)
  for (const shift of plannedShifts(records, first, last)) {
    if (shift.start > now || onLeave(leaves, shift.person, shift.date)) continue
    const own = areas.get(shift.roster) ?? area
    counted.set(own, (counted.get(own) ?? 0) + 1)
  }
  return counted
}

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

/** No week that begins before holds the day. */
const mondayBefore = (day: string): string => isoDate((fromIsoDate(day) ?? 0) - 6 * DAY)

function rowsOf(
  db: DatabaseSync,
  area: string,
  kind: string,
  state: string,
  within?: { readonly field: string; readonly from: string; readonly to: string },
): readonly { readonly area: string; readonly record: PlanRecord }[] {
  const own = kindOf(kind)
  const [also, values] =
    within && own
      ? [
          `and exists (select 1 from ${tableOf(own)} k where k.room = r.room and k.record = r.id
          and k."f_${within.field}" between ? and ?)`,
          [within.from, within.to],
        ]
      : ['', []]
  const found = db
    .prepare(`select area, json from record r where kind = ? and state = ? and area >= ? and area < ? ${also}`)
    .all(kind, state, area, afterPrefix(area), ...values) as { area: string; json: string }[]
  return found.map((row) => {
    const { id, fields, updatedAt } = JSON.parse(row.json) as StoredRow
    // A row has no chain: what was published last was changed last.
    const chain = [{ move: 'publish', at: updatedAt }] as unknown as PlanRecord['chain']
    return { area: row.area, record: { id, kind, state, fields, chain } }
  })
}
