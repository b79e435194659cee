import type { Figure } from '../../../domain/figures/define.ts'
import { kindOfFigure } from '../../../domain/figures/list.ts'
import { kindOf } from '../../../domain/kinds/registry.ts'

/** Lines of work in the order in which a district reads them. */
const ORDER = ['police', 'worker', 'sanitation', 'rural', 'tasks']

export const bookOfFigure = (figure: Figure): string => kindOf(kindOfFigure(figure))?.book ?? ''

/** Figures by their line of work. */
export function byLine(figures: readonly Figure[]): readonly (readonly [book: string, figures: readonly Figure[]])[] {
  const found = Map.groupBy(figures, bookOfFigure)
  return ORDER.flatMap((book) => {
    const own = found.get(book)
    return own ? [[book, own] as const] : []
  })
}

/** Text for a spreadsheet: a mark for UTF-8, CRLF, and no cell that a spreadsheet would take as a formula. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `\u{feff}${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
