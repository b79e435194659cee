import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { anyValue, runs, seed } from '../../tests/hostile/values.ts'
import type { Value } from '../record/event.ts'
import { readAny, writeAny } from './any.ts'
import { guarded, newWriter, readerOf, written } from './bytes.ts'

// Ten thousand runs take seconds, on a busy machine tens of them.
vi.setConfig({ testTimeout: 60_000 })

const encode = (value: unknown, levels = 8): Uint8Array => {
  const w = newWriter(1)
  writeAny(w, value, levels)
  return written(w)
}
const decode = (bytes: Uint8Array, levels = 8): Value => {
  const r = readerOf(bytes)
  const value = readAny(r, levels)
  if (r.at !== bytes.length) throw new Error('bytes left')
  return value
}
const refusal = (act: () => unknown): string => {
  const result = guarded(act)
  return result.ok ? 'taken' : result.problem.code
}
/** What Yjs writes for a value in a map: behind the key and the count. */
function asYjs(value: unknown): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getMap('e').set('k', [value])
  const update = Y.encodeStateAsUpdate(doc)
  // 1 section, 1 struct, client 1, clock 0, info, parent 1 'e', key 'k', count 1, list of 1 … no deletions
  return update.slice(13, -1)
}

describe(`values (seed ${seed})`, () => {
  it('[GRAM4] every value comes back as it was', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(decode(encode(value))).toStrictEqual(value)
      }),
      runs(),
    )
  })

  it('[GRAM5] a value has the bytes that Yjs gives it', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(Buffer.compare(encode(value), asYjs(value))).toBe(0)
      }),
      runs(),
    )
  })

  it('[GRAM5] half a surrogate pair becomes U+FFFD, as in Yjs, so that the rest of a text is kept', () => {
    for (const text of ['\uD83D', 'a\uDC00b', '\uD83D\uD83D\uDE00', `${'x'.repeat(200)}\uD800`]) {
      expect(Buffer.compare(encode(text), asYjs(text))).toBe(0)
      expect(decode(encode(text))).toBe(text.toWellFormed())
    }
  })

  it('[GRAM6] no bigint, undefined, function, symbol, NaN, infinity or instance of a class', () => {
    const wrong = [
      1n,
      undefined,
      () => 1,
      Symbol('x'),
      Number.NaN,
      Infinity,
      -Infinity,
      new Date(),
      new Map(),
      /x/,
      [undefined],
    ]
    for (const value of [...wrong, { a: undefined }, [undefined], { a: { b: new Set() } }]) {
      expect(refusal(() => encode(value))).toBe('value')
    }
    expect(decode(encode(Object.create(null)))).toEqual({})
  })

  it('[GRAM6] their bytes are refused too, and so is every type that is not of the grammar', () => {
    const allowed = new Set([116, 117, 118, 119, 120, 121, 123, 124, 125, 126])
    for (let type = 0; type < 256; type++) {
      if (allowed.has(type)) continue
      expect(refusal(() => decode(new Uint8Array([type, 0, 0, 0, 0, 0, 0, 0, 0])))).toBe('value')
    }
    expect(refusal(() => decode(new Uint8Array([124, 0x7f, 0xc0, 0, 0])))).toBe('value')
    expect(refusal(() => decode(new Uint8Array([123, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0])))).toBe('value')
  })

  it('[GRAM7] a number in a longer form than Yjs would choose is refused', () => {
    const as32 = (value: number): Uint8Array => {
      const view = new DataView(new ArrayBuffer(5))
      view.setUint8(0, 124)
      view.setFloat32(1, value)
      return new Uint8Array(view.buffer)
    }
    const as64 = (value: number): Uint8Array => {
      const view = new DataView(new ArrayBuffer(9))
      view.setUint8(0, 123)
      view.setFloat64(1, value)
      return new Uint8Array(view.buffer)
    }
    for (const value of [0, -0, 1, -5, 2 ** 30]) {
      expect(refusal(() => decode(as32(value)))).toBe('form')
      expect(refusal(() => decode(as64(value)))).toBe('form')
    }
    expect(refusal(() => decode(as64(0.5)))).toBe('form')
    expect(decode(as32(0.5))).toBe(0.5)
    expect(decode(as64(0.1))).toBe(0.1)
    expect(refusal(() => decode(new Uint8Array([125, 0x80, 0x80, 0x80, 0x80, 0x10])))).toBe('form')
  })

  it('[GRAM8] keys that would reach a prototype, look like an index, or stand twice are refused', () => {
    for (const key of ['__proto__', 'constructor', 'prototype', '0', '7', '4294967294', '99999999999']) {
      expect(refusal(() => encode(JSON.parse(`{"${key}":1}`)))).toBe('badKey')
      const name = new TextEncoder().encode(key)
      expect(refusal(() => decode(new Uint8Array([118, 1, name.length, ...name, 126])))).toBe('badKey')
    }
    expect(refusal(() => encode({ '\uD800': 1 }))).toBe('badKey')
    for (const key of ['01', '-1', '1.5', '', 'toString', 'hasOwnProperty']) {
      expect(decode(encode({ [key]: 1 }))).toEqual({ [key]: 1 })
    }
    expect(refusal(() => decode(new Uint8Array([118, 2, 1, 97, 126, 1, 97, 126])))).toBe('duplicate')
    expect(({} as { role?: string }).role).toBeUndefined()
  })

  it('[GRAM9] more levels than allowed are refused, and a thousand of them cost nothing', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)])
    expect(decode(encode(nested(8)))).toEqual(nested(8))
    expect(refusal(() => encode(nested(9)))).toBe('tooDeep')
    expect(refusal(() => decode(encode(nested(9), 9)))).toBe('tooDeep')
    const bomb = new Uint8Array(200_000).map((_, i) => (i % 2 === 0 ? 117 : 1))
    expect(refusal(() => decode(bomb))).toBe('tooDeep')
    const round: unknown[] = []
    round.push(round)
    expect(refusal(() => encode(round))).toBe('tooDeep')
  })

  it('[GRAM2] a list or an object that announces more than follows is refused before it is built', () => {
    for (const type of [117, 118]) {
      expect(refusal(() => decode(new Uint8Array([type, 0x80, 0x80, 0x80, 0x80, 0x10])))).toBe('truncated')
    }
  })
})
