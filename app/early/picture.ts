import { shanghaiDate } from '../../domain/clock.ts'
import type { Head } from '../store/rows.ts'

/** What stands in the first picture: the day as it was, with what can be said of it now. */
export type Early = Omit<Head, 'lang'> & {
  readonly now: number
  /** Events that have no receipt, counted now. */
  readonly waiting: number
}

const month = (at: number): string => `${shanghaiDate(at).year}-${shanghaiDate(at).month}`

/**
 * What of the kept day is still so at `now` (ms UTC): a deadline that passed meanwhile is red, the shares of another month
 * are left out. Nothing in another language, and nothing from a clock that has since been set back.
 */
export function shownEarly(
  { head, waiting }: { readonly head: Head; readonly waiting: number },
  lang: string,
  now: number,
): Early | undefined {
  const { lang: spoken, lines, shares, ...rest } = head
  if (spoken !== lang || head.at > now) return undefined
  return {
    ...rest,
    now,
    waiting,
    lines: lines.map((line) => (line.dueAt !== undefined && line.dueAt < now ? { ...line, card: 'red' } : line)),
    ...(shares && month(head.at) === month(now) ? { shares } : {}),
  }
}
