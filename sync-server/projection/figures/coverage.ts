import type { DatabaseSync } from 'node:sqlite'
import { isoDate, MINUTE } from '../../../domain/clock.ts'
import { type Standing, standingOf } from '../../../domain/coverage.ts'
import { type Act, factOf } from '../../../domain/facts.ts'
import type { RecordId } from '../../../domain/ids.ts'
import { cyclesOf, type OfficeRule } from '../../../domain/office-rules.ts'
import type { PlanRule } from '../../../domain/plan.ts'
import type { Fields } from '../../../domain/record/event.ts'
import { afterPrefix } from '../page.ts'
import { markOf } from '../projector.ts'
import type { StoredRow } from '../row.ts'

export type Home = { readonly id: RecordId; readonly area: string; readonly standing: Standing }

/**
 * The homes of an area that are due in their cycle at `at` (ms UTC), each with where it stands: by the same rules and
 * the same facts as the phone's own coverage.
 */
const kept = new WeakMap<DatabaseSync, Map<string, readonly Home[]>>()

/** The same homes serve all shares of one page: they are looked up again when something has changed, or a minute later. */
export function homesAt(db: DatabaseSync, area: string, at: number, rules: readonly OfficeRule[]): readonly Home[] {
  const { generation, changed } = markOf(db)
  const key = JSON.stringify([generation, changed, area, Math.floor(at / MINUTE), rules])
  const known = kept.get(db) ?? new Map<string, readonly Home[]>()
  kept.set(db, known)
  const homes = known.get(key) ?? lookedUp(db, area, at, rules)
  if (known.size >= 20) known.clear()
  known.set(key, homes)
  return homes
}

function lookedUp(db: DatabaseSync, area: string, at: number, rules: readonly OfficeRule[]): readonly Home[] {
  const cycles = new Map<string, readonly PlanRule[]>()
  const cyclesIn = (own: string): readonly PlanRule[] => {
    const known = cycles.get(own) ?? cyclesOf(rules, own, isoDate(at))
    cycles.set(own, known)
    return known
  }
  const end = afterPrefix(area)
  const acts = new Map<string, Act[]>()
  // Rooms begin with the area whose records they hold.
  for (const { subject, json } of db
    .prepare('select subject, json from act where room >= ? and room < ?')
    .iterate(area, end) as Iterable<{ subject: string; json: string }>) {
    const act = JSON.parse(json) as Act
    if (act.kind !== 'home_visit' || act.at > at) continue
    const known = acts.get(subject)
    if (known) known.push(act)
    else acts.set(subject, [act])
  }
  const parts = restricted(db, area)
  const homes: Home[] = []
  const rows = db.prepare(
    `select id, area, json from record where kind = 'household' and state = 'active' and area >= ? and area < ?
     and created <= ?`,
  )
  for (const row of rows.iterate(area, end, at) as Iterable<{ id: RecordId; area: string; json: string }>) {
    const fields = { ...(JSON.parse(row.json) as StoredRow).fields, ...parts.get(row.id) }
    const subject = { record: row.id, kind: 'household', state: 'active', fields }
    const plan = cyclesIn(row.area)
    const fact = factOf(subject, acts.get(row.id) ?? [], at, undefined, plan)
    const standing = standingOf(subject, fact, at, plan)
    if (standing) homes.push({ id: row.id, area: row.area, standing })
  }
  return homes
}

/** What only some may read of a home decides how often it is due; a count gives none of it away. */
function restricted(db: DatabaseSync, area: string): ReadonlyMap<string, Fields> {
  const found = new Map<string, Fields>()
  const rows = db.prepare("select json from record where kind = 'household_private' and area >= ? and area < ?")
  for (const { json } of rows.iterate(area, afterPrefix(area)) as Iterable<{ json: string }>) {
    const { fields } = JSON.parse(json) as StoredRow
    const home = fields['householdId']
    if (typeof home === 'string') found.set(home, { ...found.get(home), ...fields })
  }
  return found
}

/** The part of the due homes that a figure of coverage counts; undefined for any other figure. */
export function coverageOf(figure: string): ((standing: Standing) => boolean) | undefined {
  switch (figure) {
    case 'home_visit.coverage':
      return (standing) => standing !== 'due'
    case 'home_visit.met_share':
      return (standing) => standing === 'met'
    case 'home_visit.closed_share':
      return (standing) => standing === 'closed'
    case 'home_visit.open_share':
      return (standing) => standing === 'due'
    default:
      return undefined
  }
}
