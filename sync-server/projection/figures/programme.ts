import type { DatabaseSync } from 'node:sqlite'
import { covers } from '../../../domain/access.ts'
import { isoDate } from '../../../domain/clock.ts'
import type { RecordId } from '../../../domain/ids.ts'
import { holdsOn, type OfficeRule } from '../../../domain/office-rules.ts'
import { afterPrefix } from '../page.ts'
import type { StoredRow } from '../row.ts'

/** A village of a programme of lights, with its lanes on the register. */
export type ProgrammeVillage = { readonly area: string; readonly lit: boolean; readonly lanes: readonly RecordId[] }

/**
 * The villages of the programmes of lane lights that hold on the day of `now`, as far as they lie in the area: the rule
 * names them, and the register says whether each lane of one is lit. A village without a lane is not.
 */
export function villagesOf(
  db: DatabaseSync,
  area: string,
  now: number,
  rules: readonly OfficeRule[],
): readonly ProgrammeVillage[] {
  const day = isoDate(now)
  const programmes = rules.filter((one) => one.ruleType === 'programme' && one.kind === KIND && holdsOn(one, day))
  const codes = new Set(programmes.flatMap(({ areas }) => areas).filter((code) => covers(area, code)))
  if (codes.size === 0) return []
  const street = area.slice(0, 9)
  const lanes = db
    .prepare(
      `select r.json from record r join kind_asset k on k.room = r.room and k.record = r.id
       where r.kind = 'asset' and r.state = 'active' and k."f_assetType" = 'lane' and r.area >= ? and r.area < ?`,
    )
    .all(street, afterPrefix(street)) as { json: string }[]
  const found = Map.groupBy(
    lanes.map(({ json }) => JSON.parse(json) as StoredRow),
    ({ fields }) => String(fields['unitCode']),
  )
  return [...codes].sort().map((code) => {
    const own = found.get(code) ?? []
    const lit = own.length > 0 && own.every(({ fields }) => fields['status'] === 'in_use')
    return { area: code, lit, lanes: own.map(({ id }) => id) }
  })
}

/** What the villages of a programme are looked at by. */
const KIND = 'lane_light'
