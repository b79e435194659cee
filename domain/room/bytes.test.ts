import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { runs, seed } from '../../tests/hostile/values.ts'
import {
  bytesLeft,
  guarded,
  Malformed,
  newWriter,
  readBytes,
  readerOf,
  readVarBytes,
  readVarInt,
  readVarString,
  readVarUint,
  writeVarBytes,
  writeVarInt,
  writeVarString,
  writeVarUint,
  written,
} from './bytes.ts'

// Ten thousand runs take seconds, on a busy machine tens of them.
vi.setConfig({ testTimeout: 60_000 })

const codeOf = (read: () => unknown): string => {
  const result = guarded(read)
  return result.ok ? 'read' : result.problem.code
}
const bytes = (...list: number[]): Uint8Array => new Uint8Array(list)

describe(`bytes (seed ${seed})`, () => {
  it('[GRAM1] numbers below 2^53 come back, with and without sign', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeNat(), (signed, unsigned) => {
        const w = newWriter(1)
        writeVarInt(w, signed)
        writeVarUint(w, unsigned)
        const r = readerOf(written(w))
        expect(readVarInt(r)).toBe(signed)
        expect(readVarUint(r)).toBe(unsigned)
        expect(bytesLeft(r)).toBe(0)
      }),
      runs(),
    )
    const w = newWriter()
    writeVarInt(w, -0)
    expect(readVarInt(readerOf(written(w)))).toBe(-0)
  })

  it('[GRAM1] a number in a longer form than needed is refused', () => {
    for (const list of [
      [0x80, 0],
      [0xff, 0],
      [0x80, 0x80, 0],
      [0x81, 0x80, 0x00],
    ]) {
      expect(codeOf(() => readVarUint(readerOf(bytes(...list))))).toBe('form')
    }
    expect(codeOf(() => readVarInt(readerOf(bytes(0x80, 0))))).toBe('form')
    expect(codeOf(() => readVarInt(readerOf(bytes(0xc1, 0x80, 0))))).toBe('form')
  })

  it('[GRAM1] a number above 2^53 is refused, however many bytes announce it', () => {
    const w = newWriter()
    writeVarUint(w, Number.MAX_SAFE_INTEGER)
    expect(readVarUint(readerOf(written(w)))).toBe(Number.MAX_SAFE_INTEGER)
    for (const last of [0x10, 0x1f, 0x7f]) {
      expect(codeOf(() => readVarUint(readerOf(bytes(...Array(7).fill(0xff), last))))).toBe('form')
    }
    expect(codeOf(() => readVarUint(readerOf(bytes(...Array(5000).fill(0xff)))))).toBe('form')
    expect(codeOf(() => readVarInt(readerOf(bytes(...Array(5000).fill(0xff)))))).toBe('form')
  })

  it('[GRAM2] a length that the input only announces is never reserved', () => {
    for (const announced of [1, 127, 2 ** 31, 2 ** 33, Number.MAX_SAFE_INTEGER]) {
      const w = newWriter()
      writeVarUint(w, announced)
      const before = process.memoryUsage().arrayBuffers
      expect(codeOf(() => readVarBytes(readerOf(written(w))))).toBe('truncated')
      expect(codeOf(() => readVarString(readerOf(written(w))))).toBe('truncated')
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000)
    }
    expect(codeOf(() => readVarUint(readerOf(bytes())))).toBe('truncated')
    expect(codeOf(() => readVarUint(readerOf(bytes(0x80))))).toBe('truncated')
    expect(codeOf(() => readVarInt(readerOf(bytes(0x80))))).toBe('truncated')
  })

  it('[GRAM3] texts come back, and what is not UTF-8 is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const w = newWriter(1)
        writeVarString(w, text)
        expect(readVarString(readerOf(written(w)))).toBe(text)
      }),
      runs(),
    )
    for (const wrong of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe7, 0x8e]]) {
      const w = newWriter()
      writeVarBytes(w, bytes(...wrong))
      expect(codeOf(() => readVarString(readerOf(written(w))))).toBe('form')
    }
  })

  it('[GRAM2] a reader of a part never reads beyond it', () => {
    const r = readerOf(new Uint8Array(new ArrayBuffer(100), 10, 4))
    expect(readBytes(r, 4)).toHaveLength(4)
    expect(() => readBytes(r, 1)).toThrow(Malformed)
  })

  it('a mistake in a reader is not taken for a mistake of the input', () => {
    expect(() =>
      guarded(() => {
        throw new TypeError('bug')
      }),
    ).toThrow(TypeError)
  })
})
