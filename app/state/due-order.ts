import { DAY, startOfDay } from '../../domain/clock.ts'
import { type LatLon, metresBetween } from '../../domain/record/geometry.ts'
import type { DueItem } from './due-item.ts'

const NEVER = Number.MAX_VALUE

/**
 * What is overdue or due today goes by its minute; what is due later by its day, and within a day by the distance from
 * the last fix; then by title, with numbers in their order. Deadlines decide first: a way saved is no reason to be late.
 */
export function inOrder(items: readonly DueItem[], now: number, from?: LatLon): readonly DueItem[] {
  const tonight = startOfDay(now) + DAY
  const collator = new Intl.Collator('zh-CN', { numeric: true })
  return items
    .map((item) => ({
      item,
      at: item.dueAt === undefined ? NEVER : item.dueAt <= tonight ? item.dueAt : startOfDay(item.dueAt - 1) + DAY,
      away: from && item.place ? metresBetween(from, item.place) : NEVER,
    }))
    .sort((a, b) => a.at - b.at || a.away - b.away || collator.compare(a.item.title, b.item.title))
    .map(({ item }) => item)
}
