import type { WriterId } from '../ids.ts'
import type { Result } from '../result.ts'
import {
  bytesLeft,
  expectEnd,
  type GrammarProblem,
  guarded,
  Malformed,
  newWriter,
  readerOf,
  readVarUint,
  writeBytes,
  writeVarUint,
  written,
} from './bytes.ts'
import { LIMITS } from './item.ts'

/** What joining needs of an item. */
export type Part = { readonly writer: WriterId; readonly clock: number; readonly bytes: Uint8Array }

/**
 * Joins items to one V1 update, byte for byte what `Y.encodeStateAsUpdate` gives for them: writers descending, each
 * writer's items by clock, counts before each group, no deletions. Linear but for the sorting of writers.
 * A writer's clocks must be without gaps; throws where they are not (a broken invariant, never input).
 */
export function joinItems(items: Iterable<Part>): Uint8Array<ArrayBuffer> {
  const byWriter = new Map<WriterId, Part[]>()
  let size = 16
  for (const item of items) {
    const section = byWriter.get(item.writer)
    if (section) section.push(item)
    else byWriter.set(item.writer, [item])
    size += item.bytes.length
  }
  const w = newWriter(size + byWriter.size * 24)
  writeVarUint(w, byWriter.size)
  for (const writer of [...byWriter.keys()].sort((a, b) => b - a)) {
    const section = byWriter.get(writer) as Part[]
    section.sort((a, b) => a.clock - b.clock)
    const first = (section[0] as Part).clock
    writeVarUint(w, section.length)
    writeVarUint(w, writer)
    writeVarUint(w, first)
    section.forEach((item, i) => {
      if (item.clock !== first + i) throw new Error(`writer ${writer}: clock ${item.clock} where ${first + i} was due`)
      writeBytes(w, item.bytes)
    })
  }
  writeVarUint(w, 0)
  return written(w)
}

/** A state vector: for each writer the next clock. */
export function encodeStateVector(heads: ReadonlyMap<WriterId, number>): Uint8Array<ArrayBuffer> {
  const w = newWriter(16 + heads.size * 16)
  writeVarUint(w, heads.size)
  for (const [writer, next] of [...heads].sort((a, b) => b[0] - a[0])) {
    writeVarUint(w, writer)
    writeVarUint(w, next)
  }
  return written(w)
}

/** The heads that a state vector names: at most `maxEntries` writers, each once. */
export const decodeStateVector = (
  bytes: Uint8Array,
  maxEntries: number = LIMITS.writers,
): Result<Map<WriterId, number>, GrammarProblem> =>
  guarded(() => {
    const r = readerOf(bytes)
    const count = readVarUint(r)
    if (count > maxEntries) throw new Malformed('tooMany', `${count} writers announced, at most ${maxEntries} are read`)
    if (count * 2 > bytesLeft(r)) throw new Malformed('truncated', `${count} writers announced, too few bytes there`)
    const heads = new Map<WriterId, number>()
    for (let i = 0; i < count; i++) {
      const writer = readVarUint(r)
      if (heads.has(writer)) throw new Malformed('duplicate', 'a writer stands twice')
      heads.set(writer, readVarUint(r))
    }
    expectEnd(r)
    return heads
  })
