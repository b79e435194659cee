import type { Count } from '../../../domain/api.ts'
import type { Figure } from '../../../domain/figures/define.ts'
import { lang, t } from '../../words/words.ts'

/** Units of figures in English; the rest needs no word beside its label. */
const UNITS_EN: { readonly [unit: string]: string } = { 小时: 'h', 分钟: 'min', 元: 'yuan' }

/** The unit beside a number; a share is written without a space. */
export const unitWords = (unit: string): string => (lang() === 'en' && unit !== '%' ? (UNITS_EN[unit] ?? '') : unit)

/** A figure as it is read: `78.8%`, `9.4 小时`, `388 条`; words for “no data” where there is nothing to divide by. */
export function shownFigure(figure: Pick<Figure, 'unit' | 'denominator' | 'numerator'>, count: Count): string {
  const { numerator, denominator } = count
  const unit = unitWords(figure.unit)
  if (denominator === null) return `${number(numerator)} ${unit}`.trim()
  if (denominator === 0) return t('noData')
  if (figure.unit === '%') return `${((numerator / denominator) * 100).toFixed(1)}%`
  return `${(numerator / denominator).toFixed(1)} ${unit}`.trim()
}

/** What stands under it: `15,719 / 19,951`, or how many a mean is made of; nothing under a plain count. */
export function shownParts(figure: Pick<Figure, 'numerator'>, { numerator, denominator }: Count): string {
  if (denominator === null) return ''
  if ('mean' in figure.numerator) return t('meanOf', { n: number(denominator) })
  return `${number(numerator)} / ${number(denominator)}`
}

/** From 0 to 1, for a bar; undefined where there is no whole. */
export const shareOf = ({ numerator, denominator }: Count): number | undefined =>
  denominator ? Math.min(1, numerator / denominator) : undefined

const number = (n: number): string => n.toLocaleString('en', { maximumFractionDigits: 1 })
