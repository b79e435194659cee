import type { PersonId } from '../ids.ts'
import type { FoldedRecord } from './folded.ts'

/**
 * Whose work was sent back: of whoever made the step before the return (the maintainer whose repair is not good, the
 * leader whose order was refused), else of who made the record.
 */
export const sentBackTo = ({ kind, returned, chain, createdBy }: FoldedRecord): PersonId | undefined => {
  // Absence and an appeal are words about a shift: nothing of it is to be written again.
  if (!returned || kind === 'shift') return undefined
  const at = chain.findLastIndex((step) => step.by === returned.by && step.at === returned.at)
  const before = chain[at - 1]
  return before && before.role !== 'system' ? before.by : createdBy
}
