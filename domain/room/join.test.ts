import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { anyEvent, anyId, anyWriter, runs, seed, visit } from '../../tests/hostile/values.ts'
import { newWriter, writeVarUint, written } from './bytes.ts'
import { encodeItem } from './item.ts'
import { decodeStateVector, encodeStateVector, joinItems, type Part } from './join.ts'

// Ten thousand runs take seconds, on a busy machine tens of them.
vi.setConfig({ testTimeout: 60_000 })

/** A room as stock clients make it: each writer sets keys in a document of his own, one document holds all. */
const room = fc.uniqueArray(
  fc.tuple(
    anyWriter,
    fc.uniqueArray(fc.tuple(anyId, anyEvent), { selector: ([id]) => id, minLength: 1, maxLength: 4 }),
  ),
  { selector: ([writer]) => writer, minLength: 1, maxLength: 4 },
)
function build(writers: readonly (readonly [number, readonly (readonly [string, unknown])[]])[]): {
  doc: Y.Doc
  parts: Part[]
} {
  const doc = new Y.Doc()
  const met = new Set<string>()
  const parts: Part[] = []
  for (const [writer, events] of writers) {
    const own = new Y.Doc()
    own.clientID = writer
    let clock = 0
    for (const [id, event] of events) {
      if (met.has(id)) continue
      met.add(id)
      own.getMap('e').set(id, event)
      parts.push({ writer, clock: clock++, bytes: encodeItem(id as never, event as never) })
    }
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(own))
  }
  return { doc, parts }
}

describe(`join (seed ${seed})`, () => {
  it('[GRAM20] joined items are the update that Yjs gives for the same room, in whatever order they come', () => {
    fc.assert(
      fc.property(room, fc.nat(), (writers, turn) => {
        const { doc, parts } = build(writers)
        const order = (n: number): number => (n * 7919 + turn) % 101
        const joined = joinItems(parts.map((part, n) => ({ ...part, n })).sort((a, b) => order(a.n) - order(b.n)))
        expect(Buffer.compare(joined, Y.encodeStateAsUpdate(doc))).toBe(0)
      }),
      runs(),
    )
  })

  it('[GRAM20] the difference to a state vector is the same join over less', () => {
    fc.assert(
      fc.property(room, fc.nat(4), (writers, have) => {
        const { doc, parts } = build(writers)
        const heads = new Map(writers.map(([writer]) => [writer, have]))
        const missing = parts.filter((part) => part.clock >= have)
        const wanted = Y.encodeStateAsUpdate(doc, encodeStateVector(heads))
        expect(Buffer.compare(joinItems(missing), wanted)).toBe(0)
      }),
      runs(2000),
    )
  })

  it('[GRAM20] a stock document takes what was joined, and asks for nothing more', () => {
    const parts = Array.from({ length: 300 }, (_, n) => {
      const { id, event } = visit(n)
      return { writer: 2 ** 52 + (n % 7), clock: Math.floor(n / 7), bytes: encodeItem(id, event), id, event }
    })
    const doc = new Y.Doc()
    Y.applyUpdate(doc, joinItems(parts))
    expect(doc.store.pendingStructs).toBeNull()
    expect(doc.getMap('e').toJSON()).toEqual(Object.fromEntries(parts.map(({ id, event }) => [id, event])))
    expect(joinItems([])).toEqual(new Uint8Array([0, 0]))
  })

  it('[GRAM21] items of a writer with a gap or twice the same clock are never joined', () => {
    const bytes = encodeItem(visit().id, { type: 'withheld' })
    const at = (clock: number): Part => ({ writer: 1, clock, bytes })
    expect(() => joinItems([at(0), at(2)])).toThrow(/clock 2 where 1/)
    expect(() => joinItems([at(1), at(1)])).toThrow(/clock 1 where 2/)
  })

  it('[GRAM22] joining is linear: 64 times the items take less than 640 times the time', () => {
    const parts = (count: number): Part[] =>
      Array.from({ length: count }, (_, n) => ({
        writer: n % 1000,
        clock: Math.floor(n / 1000),
        bytes: encodeItem(visit(n).id, { type: 'withheld' }),
      }))
    const few = parts(1000)
    const many = parts(64_000)
    const took = (list: Part[]): number => {
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now()
        joinItems(list)
        return performance.now() - start
      })
      return Math.min(...times)
    }
    took(few)
    expect(took(many)).toBeLessThan(640 * Math.max(took(few), 0.05))
  })
})

describe(`state vectors (seed ${seed})`, () => {
  const heads = fc.uniqueArray(fc.tuple(anyWriter, fc.maxSafeNat()), { selector: ([writer]) => writer, maxLength: 30 })
  const codeOf = (bytes: Uint8Array, max?: number): string => {
    const result = decodeStateVector(bytes, max)
    return result.ok ? 'taken' : result.problem.code
  }

  it('[GRAM23] a state vector comes back, and Yjs reads and writes the same', () => {
    fc.assert(
      fc.property(heads, (entries) => {
        const map = new Map(entries)
        const bytes = encodeStateVector(map)
        expect(decodeStateVector(bytes)).toEqual({ ok: true, value: map })
        expect(Y.decodeStateVector(bytes)).toEqual(map)
      }),
      runs(),
    )
    fc.assert(
      fc.property(room, (writers) => {
        const { doc, parts } = build(writers)
        const own = new Map<number, number>()
        for (const { writer, clock } of parts) own.set(writer, Math.max(own.get(writer) ?? 0, clock + 1))
        expect(Buffer.compare(encodeStateVector(own), Y.encodeStateVector(doc))).toBe(0)
      }),
      runs(1000),
    )
  })

  it('[GRAM24] lies are refused: too many, more than follow, twice, cut, too long', () => {
    const announce = (...numbers: number[]): Uint8Array => {
      const w = newWriter()
      for (const number of numbers) writeVarUint(w, number)
      return written(w)
    }
    expect(codeOf(announce(2 ** 32))).toBe('tooMany')
    expect(codeOf(announce(30_000))).toBe('truncated')
    expect(codeOf(announce(2, 5, 1, 5, 2))).toBe('duplicate')
    expect(codeOf(announce(1, 5, 1, 0))).toBe('form')
    expect(codeOf(announce(2, 1, 1, 2, 1), 1)).toBe('tooMany')
    expect(codeOf(new Uint8Array())).toBe('truncated')
    const good = encodeStateVector(
      new Map([
        [2 ** 40, 7],
        [3, 2 ** 30],
      ]),
    )
    for (let length = 0; length < good.length; length++) expect(codeOf(good.slice(0, length))).not.toBe('taken')
    const most = new Map(Array.from({ length: 32_768 }, (_, i) => [2 ** 40 + i, 1]))
    expect(codeOf(encodeStateVector(most))).toBe('taken')
    expect(codeOf(encodeStateVector(new Map([...most, [1, 1]])))).toBe('tooMany')
  })
})
