import type { RecordRow } from '../../../domain/api.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { masked } from '../../../domain/record/mask.ts'

/** A latrine with the household that it belongs to. */
export type Pair = { readonly latrine: RecordRow; readonly home?: RecordRow }

const collator = new Intl.Collator('zh-CN', { numeric: true })
export const fileNoOf = (row: RecordRow): string => String(row.fields['fileNo'] ?? '')

/** In the order of the file numbers, which is that of the doors. */
export function pairsOf(latrines: readonly RecordRow[], homes: readonly RecordRow[]): readonly Pair[] {
  const byId = new Map(homes.map((home) => [home.id as string, home]))
  return latrines
    .map((latrine): Pair => {
      const home = byId.get(String(latrine.fields['householdId'] ?? ''))
      return { latrine, ...(home ? { home } : {}) }
    })
    .sort((a, b) => collator.compare(fileNoOf(a.latrine), fileNoOf(b.latrine)))
}

export const nameOf = ({ home }: Pair): string => String(home?.fields['headName'] ?? '')
export const maskedNameOf = (pair: Pair): string => masked('name', nameOf(pair))
/** Yuan. */
export const moneyOf = ({ latrine }: Pair): number => {
  const { province, city, district } = (latrine.fields['subsidy'] ?? {}) as { readonly [part: string]: unknown }
  return [province, city, district].reduce<number>((sum, part) => sum + (typeof part === 'number' ? part : 0), 0)
}

/** The states in which a latrine waits for one of these roles. */
export const waitStates = (kind: Kind, roles: readonly string[]): readonly string[] => [
  ...new Set(
    kind.moves
      .filter((move) => !move.needsReason && move.by.some((role) => roles.includes(role)))
      .flatMap((move) => move.from),
  ),
]
export const isOver = (row: RecordRow): boolean => ['in_service', 'withdrawn'].includes(row.state)
export const isAccepted = (row: RecordRow): boolean =>
  ['accepted', 'publicised', 'paid', 'in_service'].includes(row.state)
