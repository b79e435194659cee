import '../words/late.ts'
import { HOUR, MINUTE, startOfDay } from '../../domain/clock.ts'
import { enumOf, kindOf, labelOf } from '../../domain/kinds/registry.ts'
import { spanWords as offBy } from '../parts/card-mark.tsx'
import type { Phone } from '../state/phone.ts'
import { dayWords, lang, t } from '../words/words.ts'

/** `340 米`; from ten kilometres on in kilometres. */
export const distanceWords = (metres: number): string =>
  metres < 10_000
    ? t('metresShort', { n: Math.round(metres) })
    : t('kmShort', { n: Math.round(metres / 1000).toLocaleString('en') })

export function spanWords(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / MINUTE)
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  return h > 0 ? t('worked', { h, m }) : t('workedMinutes', { m })
}

/** By how much a clock is off, to the minute: `3 小时`. */
export const skewWords = (ms: number): string => offBy(Math.round(Math.abs(ms) / MINUTE) * MINUTE)

/** The time of day alone, also of another day. */
export function hourWords(at: number): string {
  const time = at - startOfDay(at)
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0')
  return `${two(time / HOUR)}:${two((time % HOUR) / MINUTE)}`
}
/** `昨天 22:00`; today only the hour. */
export const momentWords = (at: number): string =>
  startOfDay(at) === startOfDay(Date.now()) ? hourWords(at) : `${dayWords(at)} ${hourWords(at)}`

export const optionOf = (kind: string, list: string, id: unknown): string => {
  const declared = kindOf(kind)
  const item = declared && enumOf(declared, list).find((one) => one.id === id)
  return item ? labelOf(item, lang()) : String(id ?? '')
}

export const routeName = (phone: Phone, id: string | undefined): string => {
  const name = id === undefined ? undefined : phone.records[id]?.record.fields['name']
  return typeof name === 'string' ? name : t('chooseRoad')
}
