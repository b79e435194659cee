import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Place } from '../record/event.ts'
import { bestFix, decide, FENCE_RULE, fenceOf } from './fence.ts'

const AT = Date.parse('2026-11-25T05:24:00+08:00')
/** One degree of latitude, metres (geo.md 4.3). */
const DEGREE = 111_195.08
const fix = (lat: number, lon: number, acc: number, seconds = 0): Place => ({
  lat,
  lon,
  acc,
  fixAt: AT + seconds * 1000,
  source: 'gps',
})
/** A road of 0.009° from south to north. */
const ROAD = {
  type: 'LineString',
  coordinates: [
    [118, 36.8],
    [118, 36.809],
  ],
}
const metresNorth = (metres: number, acc: number, seconds = 0) => fix(36.809 + metres / DEGREE, 118, acc, seconds)
const best = (place: Place) => ({ ...place, jumped: false })

describe('inside, outside, or not to be told', () => {
  it.each([
    [20, 10, 50, 'inside'],
    [45, 4, 50, 'inside'],
    [45, 10, 50, 'uncertain'],
    [58, 10, 50, 'uncertain'],
    [61, 10, 50, 'outside'],
    [140, 65, 80, 'uncertain'],
    [10, 120, 80, 'uncertain'],
    [0, 0, 50, 'inside'],
  ] as const)('[SHIFT20] %d m away, %d m exact, %d m allowed: %s', (d, a, r, expected) => {
    expect(decide(d, a, r)).toBe(expected)
  })
  it('[SHIFT20] a better fix of the same place never takes a certain decision back', () => {
    const metres = fc.double({ min: 0, max: 5000, noNaN: true })
    fc.assert(
      fc.property(metres, metres, metres, fc.double({ min: 0, max: 1, noNaN: true }), (d, a, r, share) => {
        const rough = decide(d, a, r)
        return rough === 'uncertain' || decide(d, a * share, r) === rough
      }),
      { numRuns: 10_000 },
    )
  })
  it('[SHIFT21] a route is its line with 100 m around it, the nearest of several counts, and the rule is kept', () => {
    expect(fenceOf(best(fix(36.805, 118, 8)), [ROAD])).toEqual({ decision: 'inside', metres: 0, rule: FENCE_RULE })
    expect(fenceOf(best(metresNorth(91, 8)), [ROAD])).toMatchObject({ decision: 'inside', metres: 91 })
    expect(fenceOf(best(metresNorth(93, 8)), [ROAD])).toMatchObject({ decision: 'uncertain' })
    expect(fenceOf(best(metresNorth(340, 20)), [ROAD])).toMatchObject({ decision: 'outside', metres: 340 })
    const near = { lat: 36.812, lon: 118 }
    expect(fenceOf(best(metresNorth(340, 20)), [ROAD, near, { type: 'nothing' }])).toMatchObject({ decision: 'inside' })
    expect(fenceOf(best(metresNorth(0, 8)), [])).toBeUndefined()
    expect(fenceOf(best(metresNorth(0, 8)), [null, 'road', { type: 'nothing' }])).toBeUndefined()
  })
  it('[SHIFT22] an accuracy of 5 km decides nothing', () => {
    expect(fenceOf(best(fix(36.805, 118, 5000)), [ROAD])).toMatchObject({ decision: 'uncertain' })
  })
})

describe('the fix to go by', () => {
  it('[SHIFT23] of fixes that belong together the most exact one', () => {
    const found = bestFix([metresNorth(0, 65), metresNorth(6, 12, 5), metresNorth(9, 30, 10)])
    expect(found).toMatchObject({ acc: 12, jumped: false })
  })
  it('[SHIFT24] a jump of 1,000 km between two fixes is marked, and the many outweigh the one', () => {
    const far = fix(45.8, 118, 5, 4)
    expect(bestFix([metresNorth(0, 20), metresNorth(3, 15, 2), far])).toMatchObject({
      lat: metresNorth(3, 15).lat,
      jumped: true,
    })
    const two = bestFix([metresNorth(0, 20), far])
    expect(two?.jumped).toBe(true)
    expect(fenceOf(two as never, [ROAD])).toMatchObject({ decision: 'uncertain' })
  })
  it('[SHIFT25] what is no place on earth is left out: not a number, 0° 0°, beyond the poles', () => {
    const none = [
      fix(Number.NaN, 118, 5),
      fix(0, 0, 5),
      fix(91, 118, 5),
      fix(36, 181, 5),
      fix(36, 118, -1),
      fix(36, 118, Number.POSITIVE_INFINITY),
    ]
    expect(bestFix(none)).toBeUndefined()
    expect(bestFix([])).toBeUndefined()
    expect(bestFix([...none, metresNorth(0, 40)])).toMatchObject({ acc: 40, jumped: false })
  })
  it('[SHIFT26] whatever comes, it is one of those that came', () => {
    const any = fc.record({
      lat: fc.double({ min: -95, max: 95 }),
      lon: fc.double({ min: -190, max: 190 }),
      acc: fc.double({ min: -10, max: 10_000 }),
      fixAt: fc.integer({ min: 0, max: 4e12 }),
      source: fc.constant('gps' as const),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (fixes) => {
        const found = bestFix(fixes)
        if (!found) return true
        const { jumped: _, ...fix } = found
        return fixes.some((one) => JSON.stringify(one) === JSON.stringify(fix))
      }),
      { numRuns: 10_000 },
    )
  })
})
