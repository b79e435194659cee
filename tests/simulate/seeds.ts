import { expect, it } from 'vitest'
import { simulate } from './simulate.ts'

const STEPS = 500
/** What must have happened often in any 25 worlds, or they would prove nothing. */
const OFTEN = [
  'saved',
  'phone killed',
  'cut',
  'server killed',
  'server stopped',
  'clock',
  'full',
  'revoked',
  'accepted',
]

/** Worlds of three phones and a server, each from its seed. */
export function simulateSeeds(first: number, last: number): void {
  const counts: { [what: string]: number } = {}
  for (let seed = first; seed <= last; seed++) {
    it(`[SIM1–SIM9] seed ${seed}: 3 phones × ${STEPS} steps end in one truth`, async () => {
      const outcome = await simulate(seed, STEPS)
      for (const [what, n] of Object.entries(outcome.counts)) counts[what] = (counts[what] ?? 0) + n
    })
  }
  it('[SIM1–SIM9] of everything that can befall a world, much befell these', () => {
    for (const what of OFTEN) expect([what, (counts[what] ?? 0) > last - first]).toEqual([what, true])
  })
}
