import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAttempts } from './attempts.ts'

describe('wrong tries', () => {
  it('[AUTH1] no window of any rate ever holds more tries than it may, whoever waits as told', () => {
    const rates = [
      { max: 5, window: 60_000 },
      { max: 10, window: 900_000 },
    ]
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 20, maxLength: 60 }), (pauses) => {
        let at = 1e12
        const attempts = createAttempts(rates, () => at)
        const made: number[] = []
        for (const pause of pauses) {
          at += pause
          at += attempts.wait('a') * 1000
          expect(attempts.wait('a')).toBe(0)
          attempts.failed('a')
          made.push(at)
        }
        for (const { max, window } of rates) {
          for (const end of made) {
            expect(made.filter((one) => one > end - window && one <= end).length).toBeLessThanOrEqual(max)
          }
        }
      }),
      { numRuns: 2000 },
    )
  })
  it('[AUTH1] keys do not wait for each other, and a right password forgives', () => {
    const attempts = createAttempts([{ max: 2, window: 1000 }], () => 5000)
    for (const key of ['a', 'a', 'b']) attempts.failed(key)
    expect([attempts.wait('a'), attempts.wait('b'), attempts.wait('c')]).toEqual([1, 0, 0])
    attempts.forget('a')
    expect(attempts.wait('a')).toBe(0)
  })
  it('[AUTH1] a flood of invented accounts does not grow without end', () => {
    let at = 1e12
    const attempts = createAttempts([{ max: 1, window: 1e9 }], () => at++)
    for (let i = 0; i < 10_001; i++) attempts.failed(`key ${i}`)
    expect(attempts.wait('key 0')).toBe(0)
    expect(attempts.wait('key 1')).toBeGreaterThan(0)
  })
})
