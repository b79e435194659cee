import type { Columns } from '../../../domain/rural/roll.ts'
import { textOf } from '../../../domain/rural/roll.ts'
import type { Cell } from '../../../domain/rural/roll-cells.ts'

/** Which column is what, remembered for files with the same heading. */
const keyOf = (head: readonly Cell[]): string => `xunji-columns ${head.map(textOf).join('|').slice(0, 500)}`

export function keptColumns(head: readonly Cell[]): Columns | undefined {
  const kept = localStorage.getItem(keyOf(head))
  return kept === null ? undefined : (JSON.parse(kept) as Columns)
}
export const keepColumns = (head: readonly Cell[], columns: Columns): void =>
  localStorage.setItem(keyOf(head), JSON.stringify(columns))
