import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoDate } from '../clock.ts'
import { kindOf } from '../kinds/registry.ts'
import { figures, kindOfFigure } from './list.ts'
import { daysOf, lastMonths, spanOf } from './period.ts'

type Json = { readonly [key: string]: unknown }
const source = JSON.parse(readFileSync(new URL('../data/domain-kinds.json', import.meta.url), 'utf8')) as {
  readonly kinds: readonly { readonly id: string; readonly figures: readonly Json[] }[]
}
const OWN = ['latrine.stages', 'asset.villages_lit']

describe('figures', () => {
  it('[FIG1] each is what its source says, word for word, and belongs to a kind', () => {
    for (const figure of figures) {
      expect(kindOf(kindOfFigure(figure)), figure.id).toBeDefined()
      if (OWN.includes(figure.id)) continue
      const declared = source.kinds.flatMap((kind) => kind.figures).find(({ id }) => id === figure.id) as Json
      const { src: _, ...rest } = declared
      expect(figure).toEqual(rest)
    }
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length)
  })
  it('[FIG2] a period is a day, a week from Monday, a month or a year of Shanghai', () => {
    const now = Date.parse('2026-11-25T23:30:00+08:00')
    const shown = (text: string) => {
      const span = spanOf(text, now)
      return span && [isoDate(span.from), isoDate(span.to)]
    }
    expect(shown('day')).toEqual(['2026-11-25', '2026-11-26'])
    expect(shown('week')).toEqual(['2026-11-23', '2026-11-30'])
    expect(shown('month')).toEqual(['2026-11-01', '2026-12-01'])
    expect(shown('year')).toEqual(['2026-01-01', '2027-01-01'])
    expect(shown('2026-12')).toEqual(['2026-12-01', '2027-01-01'])
    expect(shown('2024-02-29')).toEqual(['2024-02-29', '2024-03-01'])
    expect(shown('2025')).toEqual(['2025-01-01', '2026-01-01'])
    for (const wrong of ['', '2026-13', '2026-02-30', '1970', 'always', '20261']) expect(shown(wrong)).toBeUndefined()
    expect(lastMonths(3, Date.parse('2026-01-15T12:00:00+08:00'))).toEqual(['2025-11', '2025-12', '2026-01'])
    expect(daysOf(spanOf('week', now) as { from: number; to: number }, now)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
    ])
  })
})
