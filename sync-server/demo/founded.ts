import { DAY, fromIsoDate, shanghaiDate, startOfDay } from '../../domain/clock.ts'

/** Days of the demo's past: fourteen months. */
const PAST = 430

/**
 * The midnight on which the demo's office began. Never before the last calendar year: the register of this year is not
 * opened earlier.
 */
export const founded = (now: number): number =>
  Math.max(startOfDay(now) - PAST * DAY, fromIsoDate(`${shanghaiDate(now).year - 1}-01-01`) ?? 0)
