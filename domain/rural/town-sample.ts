import { isPresent } from '../record/condition.ts'
import type { FoldedRecord } from '../record/folded.ts'

type Latrine = Pick<FoldedRecord, 'state' | 'fields'>

/** A tenth is looked at: the share of the kind's guard `sample`. */
export const SHARE = 0.1

/**
 * What the town draws its own sample from: what the village has finished and the district has not accepted. What the
 * town has decided stays in it, so that the same number goes on drawing the same homes.
 */
export const isInTownLot = ({ state, fields }: Latrine): boolean =>
  state === 'finished_checked' || state === 'town_checked' || (state === 'rectify' && isPresent(fields['coverOk']))

/** What the town decided about a home: its step is the result, and what is to be rectified its note. */
export const townResult = ({ state }: Latrine): 'open' | 'pass' | 'fail' =>
  state === 'town_checked' ? 'pass' : state === 'rectify' ? 'fail' : 'open'

/** How many of a sample passed, failed, and are still to be looked at. */
export function countsOf(sample: readonly Latrine[]): {
  readonly pass: number
  readonly fail: number
  readonly open: number
} {
  const count = (result: ReturnType<typeof townResult>) => sample.filter((one) => townResult(one) === result).length
  return { pass: count('pass'), fail: count('fail'), open: count('open') }
}
