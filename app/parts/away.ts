import { type LatLon, metresBetween } from '../../domain/record/geometry.ts'
import { lastFix } from '../state/last-fix.ts'
import { t } from '../words/words.ts'

/** How far it is from where this phone was last, in words; nothing if either is not known. */
export function awayWords(place: LatLon | undefined, from = lastFix()): string {
  if (!from || !place) return ''
  const metres = metresBetween(from, place)
  return metres < 1000
    ? t('mapMetres', { n: Math.round(metres / 10) * 10 })
    : t('mapKilometres', { n: (metres / 1000).toFixed(1) })
}
