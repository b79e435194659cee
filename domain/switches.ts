import { covers } from './access.ts'
import type { Words } from './kinds/define.ts'
import type { OrgSwitch } from './org.ts'

/**
 * What an office may ask of its workers only with a ground that they can read: off, unless somebody with the right to
 * it turned it on for a book and an area. `books`: where the product obeys it; nowhere else is there anything to turn on.
 */
export type Switch = Words & {
  readonly id: string
  readonly books: readonly string[]
  /** Not obeyed yet: nothing is asked while it is on either. */
  readonly later?: true
}

export const switches: readonly Switch[] = [
  { id: 'clock_in', zh: '打卡', en: 'Clock-in', books: ['worker'] },
  { id: 'track', zh: '轨迹', en: 'Track', books: ['worker'], later: true },
  { id: 'required_photo', zh: '必拍照片', en: 'Required photo', books: ['sanitation', 'rural'] },
  { id: 'ranking', zh: '排名', en: 'Ranking', books: [] },
  { id: 'idle_notice', zh: '脱岗提醒', en: 'Idle and off-route notice', books: [] },
]

/** False where turning it on would change nothing that the product does. */
export const hasEffect = (id: string, book: string): boolean =>
  switches.some((one) => one.id === id && one.books.includes(book))

/** How a switch stands for somebody: off without a word about it. */
export type Standing = { readonly on: boolean; readonly ground?: string; readonly from?: number }

/**
 * Whether a switch is on for a role in an area at a time (ms UTC), and on which ground. The word about the smallest area
 * counts, then the one about the role alone, then the newest. `said`: as the server publishes it.
 */
export function switchOn(
  said: readonly OrgSwitch[],
  id: string,
  book: string,
  role: string,
  area: string,
  at: number,
): Standing {
  const word = said
    .filter((one) => one.id === id && one.book === book && one.from <= at && covers(one.area, area))
    .filter((one) => one.role === undefined || one.role === role)
    .sort(
      (a, b) =>
        b.area.length - a.area.length || Number(b.role !== undefined) - Number(a.role !== undefined) || b.from - a.from,
    )[0]
  if (!word) return { on: false }
  return { on: word.on, from: word.from, ...(word.ground ? { ground: word.ground } : {}) }
}
