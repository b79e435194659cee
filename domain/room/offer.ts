import type { EventId, WriterId } from '../ids.ts'
import { Malformed, type Reader, readerOf, readVarUint } from './bytes.ts'
import { type Item, peekId, readItem } from './item.ts'
import { skipStruct } from './skip.ts'

/** An event of an offer that was not taken: for its own bytes, or because one before it of its writer was not taken. */
export type NotTaken = { readonly id: EventId; readonly code: 'form' | 'tooLarge' | 'behind' }

export type Offer = {
  /** In the order of the update; of each writer without gaps. */
  readonly items: readonly Item[]
  /** Structs that were left out, the unreadable rest of an offer counted as one. */
  readonly dropped: number
  readonly notTaken: readonly NotTaken[]
}

/**
 * Reads an answer to a state vector (step 2), or whatever else a Yjs client has made: of each section the items before
 * the first struct of another form, and none of the deletions. Nothing in it is a reason to refuse the rest.
 * Linear in the update, whose size (`LIMITS.offer`) is for the caller to check.
 */
export function readOffer(update: Uint8Array): Offer {
  const items: Item[] = []
  const notTaken: NotTaken[] = []
  const writers = new Set<WriterId>()
  const r = readerOf(update)
  let dropped = 0
  try {
    const sections = readVarUint(r)
    for (let s = 0; s < sections; s++) {
      const count = readVarUint(r)
      const writer = readVarUint(r)
      const clock = readVarUint(r)
      // Yjs would take only the last of two sections of one writer; no client sends two.
      if (writers.has(writer)) throw new Malformed('duplicate', 'two sections of one writer')
      writers.add(writer)
      let i = 0
      for (; i < count; i++) {
        const item = tryItem(r, writer, clock + i)
        if ('bytes' in item) items.push(item)
        else {
          const id = peekId(r)
          if (id) notTaken.push({ id, code: item.code })
          break
        }
      }
      for (let passed = i; passed < count; passed++) {
        const id = peekId(r)
        if (id && passed > i) notTaken.push({ id, code: 'behind' })
        skipStruct(r)
        dropped++
      }
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    dropped++
  }
  return { items, dropped, notTaken }
}

/** Leaves the reader before a struct that is no item. */
function tryItem(r: Reader, writer: WriterId, clock: number): Item | { readonly code: 'form' | 'tooLarge' } {
  const start = r.at
  try {
    return readItem(r, writer, clock)
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    r.at = start
    return { code: error.code === 'tooLarge' ? 'tooLarge' : 'form' }
  }
}
