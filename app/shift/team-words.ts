import type { Doubt } from '../../domain/shift/clock.ts'
import type { Standing } from '../../domain/shift/day.ts'
import { t } from '../words/words.ts'
import { distanceWords, skewWords } from './words.ts'

const STANDINGS = {
  on: 'standOn',
  break: 'standBreak',
  missing: 'standMissing',
  leave: 'standLeave',
  absent: 'standAbsent',
  soon: 'standSoon',
  planned: 'standPlanned',
  off: 'standOff',
  free: 'standFree',
} as const
export const standingWords = (standing: Standing): string => t(STANDINGS[standing])

const DOUBTS = {
  uncertain: 'doubtUncertain',
  noPlace: 'doubtNoPlace',
  missedOut: 'doubtMissedOut',
  conflict: 'doubtConflict',
  broken: 'doubtBroken',
} as const
export function doubtWords(doubt: Doubt): string {
  switch (doubt.type) {
    case 'outside':
      return t('doubtOutside', { n: distanceWords(doubt.metres) })
    case 'late':
      return t('doubtLate', { n: doubt.minutes })
    case 'clockOff':
      return t(doubt.skewMs > 0 ? 'doubtFast' : 'doubtSlow', { span: skewWords(doubt.skewMs) })
    case 'early':
      return t('doubtEarly', { n: doubt.minutes })
    default:
      return t(DOUBTS[doubt.type])
  }
}
