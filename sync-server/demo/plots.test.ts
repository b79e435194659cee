import { describe, expect, it } from 'vitest'
import { metresBetween } from '../../domain/record/marks.ts'
import { PANYUAN } from './accounts.ts'
import { plotsIn } from './plots.ts'

describe('the plots of a unit', () => {
  it('[DEMO15] are as many as asked for, in rows from south to north, and a street apart', () => {
    const plots = plotsIn(PANYUAN, 105)
    expect(plots.length).toBe(105)
    for (const [i, plot] of plots.entries()) {
      expect(plot.lat).toBeGreaterThanOrEqual(plots[i - 1]?.lat ?? 0)
      const near = plots.filter((other) => other !== plot && metresBetween(plot, other) < 40)
      expect(near).toEqual([])
    }
  })
})
