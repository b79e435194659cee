import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Seen, step, stepsDone, type Tour } from './tour.ts'

const way: readonly Seen[] = [
  { type: 'doorOpen' },
  { type: 'cut' },
  { type: 'saved', visit: 'v' },
  { type: 'killed' },
  { type: 'opened' },
  { type: 'waiting', n: 2 },
  { type: 'mended' },
  { type: 'atDesk', receivedAt: 7 },
]

describe('the tour', () => {
  it('[TOUR1] goes through its five steps as a record does, and never back', () => {
    const done: Tour[] = [{ stage: 'loading' }]
    for (const seen of way) done.push(step(done.at(-1) as Tour, seen))
    expect(done.map(stepsDone)).toEqual([0, 0, 0, 2, 2, 2, 3, 4, 5])
    expect(done.at(-1)).toEqual({ stage: 'done', visit: 'v', waiting: 2, receivedAt: 7 })
  })
  it('[TOUR2] whatever else the frames show changes nothing, and a reopened phone without its record is never passed over', () => {
    const any = fc.oneof(fc.constantFrom(...way), fc.constant<Seen>({ type: 'waiting', n: 0 }))
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (list) => {
        let tour: Tour = { stage: 'loading' }
        for (const seen of list) {
          const next = step(tour, seen)
          expect(stepsDone(next)).toBeGreaterThanOrEqual(stepsDone(tour))
          if (next.stage === 'reopened') expect(next.waiting).toBe(2)
          if (next.stage === 'done') expect(next.visit).toBe('v')
          tour = next
        }
      }),
      { numRuns: 10_000 },
    )
  })
})
