import { shanghaiDate } from '../../domain/clock.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { offeredMoves } from '../../domain/record/moves.ts'
import { harmlessRate } from '../../domain/rural/harmless.ts'
import { isUnanswered } from '../stages/looks.ts'
import { plainRecords } from '../state/agenda.ts'
import type { Phone } from '../state/phone.ts'

const collator = new Intl.Collator('zh-CN', { numeric: true })
export const fileNoOf = (record: FoldedRecord): string => String(record.fields['fileNo'] ?? '')
const byFile = (list: readonly FoldedRecord[]): readonly FoldedRecord[] =>
  [...list].sort((a, b) => collator.compare(fileNoOf(a), fileNoOf(b)))

/** What this phone holds of its villages' households and latrines. */
export function villageOf(phone: Phone) {
  const all = plainRecords(phone).map((local) => local.record)
  const homes = all.filter((record) => record.kind === 'rural_household')
  const latrines = all.filter((record) => record.kind === 'latrine')
  const begun = new Set(
    latrines.filter((one) => one.state !== 'withdrawn').map((one) => String(one.fields['householdId'] ?? '')),
  )
  const stage = (state: string) => byFile(latrines.filter((one) => one.state === state))
  return {
    rate: harmlessRate(homes),
    latrines,
    /** In the base, without a sanitary latrine, and nobody has applied for them. */
    notBegun: byFile(
      homes.filter(
        ({ id, state, fields }) =>
          state === 'active' &&
          fields['exclusion'] === 'none' &&
          fields['latrineNow'] !== 'harmless' &&
          fields['latrineNow'] !== 'sanitary' &&
          !begun.has(id),
      ),
    ),
    toPost: stage('accepted'),
    posted: stage('publicised'),
  }
}

/** An application for a household: everything that the form would ask is known. */
export const applyFor = (phone: Phone, home: FoldedRecord) =>
  phone.create('latrine', {
    fields: { householdId: home.id, season: shanghaiDate(Date.now()).year },
    role: phone.roleFor(['village_staff']) ?? '',
    area: home.area,
  })

/** What waits for these roles, by village. */
export function waitingByVillage(phone: Phone, roles: readonly string[], now: number): ReadonlyMap<string, number> {
  const kind = kindOf('latrine')
  const found = new Map<string, number>()
  const who = { person: phone.me.person.id, roles, switches: phone.org().switches }
  for (const { record } of kind ? plainRecords(phone) : []) {
    if (record.kind !== 'latrine' || !kind) continue
    const offers = offeredMoves(kind, record, who, now)
    if (offers.some((offer) => (!offer.blocked && !offer.move.needsReason) || isUnanswered(offer)))
      found.set(record.area, (found.get(record.area) ?? 0) + 1)
  }
  return new Map([...found].sort((a, b) => b[1] - a[1]))
}
