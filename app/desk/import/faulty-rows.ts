import type { Kind } from '../../../domain/kinds/define.ts'
import { fieldOf, labelOf } from '../../../domain/kinds/registry.ts'
import { type RowFault, textOf } from '../../../domain/rural/roll.ts'
import type { Cell } from '../../../domain/rural/roll-cells.ts'
import { lang, t } from '../../words/words.ts'
import { faultWords } from './words.ts'

/** The faulty rows as they stood in the file, with what is wrong behind each: mended, it can be handed in again. */
export function faultyRows(
  kind: Kind,
  rows: readonly (readonly Cell[])[],
  heading: number,
  faults: readonly RowFault[],
): readonly (readonly string[])[] {
  const head = (rows[heading] ?? []).map(textOf)
  const byRow = [...Map.groupBy(faults, (fault) => fault.row)]
  return [
    [...head, t('importWhy')],
    ...byRow.map(([row, own]) => {
      const cells = (rows[row - 1] ?? []).map(textOf)
      const why = own.map((fault) => `${labelOf(fieldOf(kind, fault.field), lang())}: ${faultWords(fault)}`).join('; ')
      return [...head.map((_, i) => cells[i] ?? ''), why]
    }),
  ]
}
