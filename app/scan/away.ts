import { t } from '../words/words.ts'

const KM = 1000

/** How far, for a row: “约 120 米”, “约 1.4 公里”; nothing without a place. */
export function awayWords(metres: number | undefined): string {
  if (metres === undefined) return ''
  return metres < KM
    ? t('mapMetres', { n: Math.round(metres / 10) * 10 })
    : t('mapKilometres', { n: (metres / KM).toFixed(1) })
}
