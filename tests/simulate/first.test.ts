import { expect, it } from 'vitest'
import { simulateSeeds } from './seeds.ts'
import { simulate } from './simulate.ts'

simulateSeeds(1, 25)

it('[SIM11] a seed is the same day again, to the last byte', async () => {
  const [one, two, other] = [await simulate(7, 80), await simulate(7, 80), await simulate(8, 80)]
  expect(two).toEqual(one)
  expect(other.digest).not.toBe(one.digest)
})
