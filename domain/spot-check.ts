import type { PersonId } from './ids.ts'

/** Of so many visits one is looked at again (a proposal of ours; no source fixes it). */
const ONE_OF = 8

/**
 * The visits that are checked by sample: the same ones for everybody who asks, on phone and desk, whenever he asks.
 * Drawn by the random part of the record's id: by nobody's choice, not to be foreseen by who writes, and without a
 * memory of what was drawn before. `checker`: nobody's sample holds his own.
 */
export const spotSample = <V extends { readonly id: string; readonly createdBy: string }>(
  visits: readonly V[],
  checker: PersonId,
): readonly V[] => visits.filter((visit) => visit.createdBy !== checker && isDrawn(visit.id))

/** FNV-1a of the random part: the time part would draw by the minute of writing. */
function isDrawn(id: string): boolean {
  let hash = 0x811c9dc5
  for (const char of id.slice(-16)) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193)
  return (hash >>> 0) % ONE_OF === 0
}
