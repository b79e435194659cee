import { describe, expect, it, vi } from 'vitest'
import { figures } from '../../../domain/figures/list.ts'
import { byLine, csvOf } from './lines.ts'

// The words remember the language there, and hear of it from other tabs.
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
vi.stubGlobal('window', new EventTarget())
const { shareOf, shownFigure, shownParts } = await import('./shown.ts')
await import('../../words/late.ts')

const one = (id: string) => figures.find((figure) => figure.id === id) as (typeof figures)[number]

describe('figures at the desk', () => {
  it('[FIG12] a rate never stands without its denominator, and nothing by nothing is no data, not 0', () => {
    const coverage = one('home_visit.coverage')
    expect(shownFigure(coverage, { numerator: 15_719, denominator: 19_951 })).toBe('78.8%')
    expect(shownParts(coverage, { numerator: 15_719, denominator: 19_951 })).toBe('15,719 / 19,951')
    expect(shownFigure(coverage, { numerator: 0, denominator: 0 })).toBe('暂无数据')
    expect(shareOf({ numerator: 0, denominator: 0 })).toBeUndefined()
    expect(shownFigure(one('asset.roads'), { numerator: 388, denominator: null })).toBe('388 条')
    expect(shownFigure(one('toilet_repair.mttr'), { numerator: 30, denominator: 2 })).toBe('15.0 小时')
    expect(shownParts(one('toilet_repair.mttr'), { numerator: 30, denominator: 2 })).toContain('2')
    // The golden figure of the article.
    expect(shownFigure(one('task.done_rate'), { numerator: 274, denominator: 290 })).toBe('94.5%')
  })
  it('[FIG13] each figure stands in one line of work', () => {
    expect(byLine(figures).flatMap(([, own]) => own).length).toBe(figures.length)
  })
  it('[FIG14] what is exported opens in a spreadsheet as it is shown', () => {
    expect(
      csvOf([
        ['社区', '走访率'],
        ['a,"b"', '=1+1'],
      ]),
    ).toBe('\u{feff}社区,走访率\r\n"a,""b""",\'=1+1\r\n')
  })
})
