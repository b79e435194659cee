import { DAY, fromIsoDate, isoDate, shanghaiDate, startOfDay } from '../clock.ts'

/** From `from` up to but not including `to` (ms UTC); both are midnights in Shanghai. */
export type Span = { readonly from: number; readonly to: number }

/**
 * The span that a word means at `now`: `day`, `week` (from Monday), `month`, `year`, a day `2026-11-25`, a month
 * `2026-11` or a year `2026`. Undefined for another text.
 */
export function spanOf(text: string, now: number): Span | undefined {
  const { year, month, weekday } = shanghaiDate(now)
  const today = startOfDay(now)
  switch (text) {
    case 'day':
      return { from: today, to: today + DAY }
    case 'week': {
      const monday = today - (weekday - 1) * DAY
      return { from: monday, to: monday + 7 * DAY }
    }
    case 'month':
      return monthSpan(year, month)
    case 'year':
      return yearSpan(year)
  }
  const day = fromIsoDate(text)
  if (day !== undefined) return { from: day, to: day + DAY }
  const [, y, m] = /^(\d{4})(?:-(\d{2}))?$/.exec(text) ?? []
  if (y === undefined || Number(y) < 2000 || Number(y) > 2200) return undefined
  if (m === undefined) return yearSpan(Number(y))
  return Number(m) >= 1 && Number(m) <= 12 ? monthSpan(Number(y), Number(m)) : undefined
}

const monthStart = (year: number, month: number): number =>
  fromIsoDate(`${month > 12 ? year + 1 : year}-${String(month > 12 ? 1 : month).padStart(2, '0')}-01`) as number
const monthSpan = (year: number, month: number): Span => ({
  from: monthStart(year, month),
  to: monthStart(year, month + 1),
})
const yearSpan = (year: number): Span => ({ from: monthStart(year, 1), to: monthStart(year, 13) })

/** The months up to the one that `now` lies in, oldest first, as `2026-11`. */
export function lastMonths(count: number, now: number): readonly string[] {
  const { year, month } = shanghaiDate(now)
  return Array.from({ length: count }, (_, i) => {
    const n = year * 12 + (month - 1) - (count - 1 - i)
    return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
  })
}

/** Its days up to today, as ISO dates. */
export function daysOf({ from, to }: Span, now: number): readonly string[] {
  const days: string[] = []
  for (let at = from; at < to && at <= now; at += DAY) days.push(isoDate(at))
  return days
}
