/** How long records of a class are kept, and from when: the creation, or the entry into a state. */
export type Retention = { readonly id: string; readonly keep: string; readonly from: string }

const rows: readonly (readonly [id: string, keep: string, from: string])[] = [
  ['visit', 'P2Y', 'create'],
  ['registry', 'P6M', 'inactive'],
  ['asset', 'P10Y', 'retired'],
  ['work', 'P2Y', 'create'],
  ['repair', 'P3Y', 'closed'],
  ['project', 'P10Y', 'closed'],
  ['incident', 'P30D', 'closed'],
  ['service', 'P30D', 'decided'],
  ['citizen', 'P1Y', 'closed'],
  ['notice', 'P1Y', 'create'],
  ['plan', 'P2Y', 'create'],
  ['track', 'P90D', 'create'],
]

/** Source: domain/data/domain-kinds.json. */
export const retentionClasses: readonly Retention[] = rows.map(([id, keep, from]) => ({ id, keep, from }))
