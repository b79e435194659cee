import type { Calendar } from '../../domain/calendar.ts'
import { DAY, fromIsoDate, isoDate } from '../../domain/clock.ts'
import days from '../../domain/data/calendar.json' with { type: 'json' }
import type { PublishedCalendar } from '../../domain/org.ts'

/** The days off and the make-up days of the State Council's notice, day by day, as phones are told them. */
export const publishedCalendar: PublishedCalendar = {
  holidays: days.holidays.flatMap(({ from, to }) => {
    const first = fromIsoDate(from) as number
    const count = ((fromIsoDate(to) as number) - first) / DAY + 1
    return Array.from({ length: count }, (_, i) => isoDate(first + i * DAY))
  }),
  makeUpDays: days.makeUpDays,
}

/** The same for the server's own deadlines. */
export const officeCalendar: Calendar = {
  holidays: new Set(publishedCalendar.holidays),
  makeUpDays: new Set(publishedCalendar.makeUpDays),
}
