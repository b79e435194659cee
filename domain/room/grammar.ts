import type { EventId, WriterId } from '../ids.ts'
import type { Result } from '../result.ts'
import {
  bytesLeft,
  expectEnd,
  type GrammarProblem,
  guarded,
  Malformed,
  type Reader,
  readerOf,
  readVarUint,
} from './bytes.ts'
import { type Item, LIMITS, readItem, SHORTEST_ITEM } from './item.ts'

/**
 * The append grammar (V1 updates of Yjs): an update is a run of items of exactly one form,
 *
 *   0x28                   content Any, parentSub present, no origin, no right origin
 *   1 varString 'e'        parent is the root type `e`
 *   varString id           the key: an event id
 *   1 Any                  one value: an object
 *
 * so that each item can be checked, stored, compared and joined as bytes, without Yjs.
 */
export type { GrammarProblem } from './bytes.ts'
export { decodeItem, encodeItem, type Item, LIMITS } from './item.ts'
export { decodeStateVector, joinItems } from './join.ts'
export { readOffer } from './offer.ts'

/**
 * Reads a live update (sync message 2): whole or not at all. Items come in the order of the update, at most one
 * section a writer, no id twice. Whether the clocks continue what is stored is for the caller to say.
 */
export const readLive = (update: Uint8Array): Result<readonly Item[], GrammarProblem> =>
  guarded(() => {
    if (update.length > LIMITS.live) throw new Malformed('tooLarge', `update of ${update.length} bytes`)
    const r = readerOf(update)
    const items: Item[] = []
    const writers = new Set<WriterId>()
    const ids = new Set<EventId>()
    const sections = readVarUint(r)
    if (sections > LIMITS.writers) throw new Malformed('tooMany', `${sections} sections announced`)
    for (let s = 0; s < sections; s++) {
      const { count, writer, clock } = readSectionHead(r)
      if (writers.has(writer)) throw new Malformed('duplicate', 'two sections of one writer')
      writers.add(writer)
      if (count === 0) throw new Malformed('form', 'empty section')
      if (count * SHORTEST_ITEM > bytesLeft(r)) throw new Malformed('truncated', `${count} items announced`)
      for (let i = 0; i < count; i++) {
        const item = readItem(r, writer, clock + i)
        if (ids.has(item.id)) throw new Malformed('duplicate', `event ${item.id} stands twice`)
        ids.add(item.id)
        items.push(item)
      }
    }
    if (readVarUint(r) !== 0) throw new Malformed('deletes', 'nothing is ever deleted in a room')
    expectEnd(r)
    return items
  })

const readSectionHead = (r: Reader): { count: number; writer: WriterId; clock: number } => ({
  count: readVarUint(r),
  writer: readVarUint(r),
  clock: readVarUint(r),
})
