import { covers, type Grant, isActive } from '../access.ts'
import { bookOf, kindOf } from '../kinds/registry.ts'
import type { Figure } from './define.ts'
import { kindOfFigure } from './list.ts'

/** Who, below those that supervise a book, answers for its work in his area. */
const ANSWERABLE: { readonly [book: string]: readonly string[] } = {
  police: ['officer', 'assistant'],
  sanitation: ['team_leader'],
  rural: ['village_staff'],
  tasks: ['officer', 'team_leader', 'town_inspector'],
}

/**
 * True if one of the grants lets its holder read the figure of an area: he supervises or checks its book there, or
 * answers for it. Figures name no person, so they also open to an auditor, who may read no record.
 */
export function mayCount(figure: Figure, area: string, grants: readonly Grant[], at: number): boolean {
  const book = bookOf(kindOf(kindOfFigure(figure))?.book ?? '')
  return grants.some(({ role, area: own, ...grant }) => {
    if (!isActive({ role, area: own, ...grant }, at) || !covers(own, area)) return false
    if (role === 'auditor' || book?.above.includes(role)) return true
    return book !== undefined && ANSWERABLE[book.id]?.includes(role) === true
  })
}
