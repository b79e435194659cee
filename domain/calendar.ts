import { DAY, HOUR, isoDate, MINUTE, shanghaiDate, startOfDay } from './clock.ts'

/** Days off and make-up days (ISO dates) that the organisation publishes each year; without them weekends are off. */
export type Calendar = { readonly holidays: ReadonlySet<string>; readonly makeUpDays: ReadonlySet<string> }
export const plainCalendar: Calendar = { holidays: new Set(), makeUpDays: new Set() }

/** Office hours from midnight (ms): 08:30–12:00 and 13:30–17:30. */
const HOURS: readonly (readonly [from: number, to: number])[] = [
  [8 * HOUR + 30 * MINUTE, 12 * HOUR],
  [13 * HOUR + 30 * MINUTE, 17 * HOUR + 30 * MINUTE],
]
const CLOSING = 17 * HOUR + 30 * MINUTE
/** Longer than any published holiday: a calendar without a workday in it is broken. */
const LONGEST_BREAK = 400

export function isWorkday(at: number, { holidays, makeUpDays }: Calendar): boolean {
  const date = isoDate(at)
  return makeUpDays.has(date) || (shanghaiDate(at).weekday <= 5 && !holidays.has(date))
}

/** The moment at which `ms` of office hours have passed since `start`. */
export function addWorkHours(start: number, ms: number, calendar: Calendar): number {
  let left = ms
  let off = 0
  for (let day = startOfDay(start); ; day += DAY) {
    off = isWorkday(day, calendar) ? 0 : off + 1
    if (off > LONGEST_BREAK) throw new Error('a calendar without workdays')
    if (off > 0) continue
    for (const [from, to] of HOURS) {
      const begin = Math.max(start, day + from)
      const open = day + to - begin
      if (open <= 0) continue
      if (left <= open) return begin + left
      left -= open
    }
  }
}

/** Office closing of the `days`th workday after the day of `start`, which itself is not counted. */
export function addWorkdays(start: number, days: number, calendar: Calendar): number {
  let day = startOfDay(start)
  let off = 0
  for (let left = days; left > 0; ) {
    day += DAY
    const works = isWorkday(day, calendar)
    off = works ? 0 : off + 1
    if (off > LONGEST_BREAK) throw new Error('a calendar without workdays')
    if (works) left--
  }
  return day + CLOSING
}

/** Office hours (ms) between two moments. */
export function workHoursBetween(from: number, to: number, calendar: Calendar): number {
  let sum = 0
  for (let day = startOfDay(from); day < to; day += DAY) {
    if (!isWorkday(day, calendar)) continue
    for (const [open, close] of HOURS) sum += Math.max(0, Math.min(to, day + close) - Math.max(from, day + open))
  }
  return sum
}
