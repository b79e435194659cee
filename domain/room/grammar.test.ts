import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { anyEvent, anyId, anyWriter, runs, seed, visit } from '../../tests/hostile/values.ts'
import type { RoomEvent } from '../record/event.ts'
import { decodeItem, encodeItem, type Item, joinItems, LIMITS, readLive, readOffer } from './grammar.ts'

// Ten thousand runs take seconds, on a busy machine tens of them.
vi.setConfig({ testTimeout: 60_000 })

const id = visit().id
const asEvent = (value: unknown): RoomEvent => value as RoomEvent
const codeOf = (result: ReturnType<typeof readLive> | ReturnType<typeof decodeItem>): string =>
  result.ok ? 'taken' : result.problem.code
const itemOf = (n: number, writer = 7): Item => {
  const { id: own, event } = visit(n)
  return { id: own, writer, clock: n, bytes: encodeItem(own, event) }
}
const sizeOf = (event: unknown): number => encodeItem(id, asEvent(event)).length
const padded = (size: number, rest: object): RoomEvent => {
  const base = sizeOf({ ...rest, x: new Uint8Array(60_000) })
  return asEvent({ ...rest, x: new Uint8Array(60_000 + size - base) })
}

/** Checks what was taken against what Yjs reads in the same bytes. */
function expectSameAsYjs(update: Uint8Array, items: readonly Item[]): void {
  const { structs, ds } = Y.decodeUpdate(update)
  expect(ds.clients.size).toBe(0)
  expect(structs).toHaveLength(items.length)
  structs.forEach((struct, i) => {
    const item = items[i] as Item
    const decoded = decodeItem(item.bytes)
    if (!(struct instanceof Y.Item) || !decoded.ok) throw new Error('no item')
    expect([struct.id.client, struct.id.clock, struct.length]).toEqual([item.writer, item.clock, 1])
    expect([struct.parent, struct.parentSub, struct.origin, struct.rightOrigin]).toEqual(['e', item.id, null, null])
    expect(struct.content.getContent()).toStrictEqual([decoded.value.event])
    // Only one form: what is taken is what we would have written.
    expect(Buffer.compare(encodeItem(decoded.value.id, decoded.value.event), item.bytes)).toBe(0)
  })
}

describe(`grammar (seed ${seed})`, () => {
  it('[GRAM10] an item is what Yjs writes for the same key and value, and reads back', () => {
    fc.assert(
      fc.property(anyId, anyEvent, anyWriter, (key, event, writer) => {
        const bytes = encodeItem(key, event)
        const doc = new Y.Doc()
        doc.clientID = writer
        doc.getMap('e').set(key, event)
        const update = Y.encodeStateAsUpdate(doc)
        expect(Buffer.compare(joinItems([{ writer, clock: 0, bytes }]), update)).toBe(0)
        expect(decodeItem(bytes)).toStrictEqual({ ok: true, value: { id: key, event } })
        expect(readLive(update)).toStrictEqual({ ok: true, value: [{ id: key, writer, clock: 0, bytes }] })
      }),
      runs(),
    )
  })

  it('[GRAM10] what was read has a buffer of its own, also from a Node buffer', () => {
    const update = Buffer.from(joinItems([itemOf(0), itemOf(1)]))
    const live = readLive(update)
    if (!live.ok) throw new Error('refused')
    for (const item of [...live.value, ...readOffer(update).items]) {
      expect(item.bytes.buffer.byteLength).toBe(item.bytes.length)
    }
    const track = encodeItem(id, asEvent({ type: 'track', points: new Uint8Array([1, 2, 3]) }))
    const decoded = decodeItem(Buffer.from(track))
    track.fill(0)
    expect(decoded).toStrictEqual({
      ok: true,
      value: { id, event: { type: 'track', points: new Uint8Array([1, 2, 3]) } },
    })
  })

  it('[GRAM11] placeholders are ordinary items', () => {
    for (const event of [{ type: 'again', of: id }, { type: 'withheld' }, { type: 'erased' }] as const) {
      const bytes = encodeItem(id, event)
      expect(readLive(joinItems([{ writer: 1, clock: 3, bytes }])).ok).toBe(true)
      const doc = new Y.Doc()
      Y.applyUpdate(doc, joinItems([{ writer: 1, clock: 0, bytes }]))
      expect(doc.getMap('e').get(id)).toEqual(event)
      expect(Y.encodeStateAsUpdate(doc).at(-1)).toBe(0)
    }
  })

  it('[GRAM12] every truncation of an update is refused', () => {
    const updates = Array.from({ length: 20 }, (_, n) =>
      joinItems(Array.from({ length: 1 + (n % 3) }, (_unused, i) => itemOf(n + i, 7 + (n % 2)))),
    )
    let cut = 0
    for (const update of updates) {
      for (let length = 0; length < update.length; length++, cut++) {
        expect(readLive(update.slice(0, length)).ok).toBe(false)
      }
      expect(readLive(update).ok).toBe(true)
      expect(codeOf(readLive(new Uint8Array([...update, 0])))).toBe('form')
    }
    expect(cut).toBeGreaterThan(4000)
  })

  it('[GRAM13] a flipped bit never crashes, and what is still taken Yjs reads the same', () => {
    const good = joinItems([itemOf(0), itemOf(1), itemOf(2)])
    let taken = 0
    for (let bit = 0; bit < good.length * 8; bit++) {
      const flipped = good.slice()
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
      readOffer(flipped)
      const live = readLive(flipped)
      if (!live.ok) continue
      taken++
      expectSameAsYjs(flipped, live.value)
    }
    expect(taken).toBeGreaterThan(0)
  })

  it('[GRAM13] the same for any event and any change of a few bytes', () => {
    const change = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(anyId, anyEvent, anyWriter, change, (key, event, writer, changes) => {
        const update = joinItems([{ writer, clock: 0, bytes: encodeItem(key, event) }])
        for (const [at, byte] of changes) update[at % update.length] = byte
        readOffer(update)
        const live = readLive(update)
        if (live.ok) expectSameAsYjs(update, live.value)
      }),
      runs(),
    )
  })

  it('[GRAM14] noise of 1 to 40 bytes is refused, 20,000 times', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (noise) => {
        const live = readLive(noise)
        if (live.ok) expect(live.value).toEqual([])
        expect(readOffer(noise).items).toEqual([])
      }),
      runs(20_000),
    )
  })

  it('[GRAM15] a key that is no canonical event id is refused', () => {
    for (const wrong of [
      '',
      'x',
      id.toLowerCase(),
      `8${id.slice(1)}`,
      `${id}0`,
      `I${id.slice(1)}`,
      `0L${id.slice(2)}`,
    ]) {
      expect(() => encodeItem(wrong as never, { type: 'withheld' })).toThrow(/event id/)
      const doc = new Y.Doc()
      doc.getMap('e').set(wrong, { type: 'remark', text: 'long enough to be one item' })
      expect(codeOf(readLive(Y.encodeStateAsUpdate(doc)))).toBe('badId')
    }
  })

  it('[GRAM16] an event is at most 64 KB; what carries another has room for it', () => {
    const { event: tooMuch } = { event: padded(LIMITS.event + 1, { type: 'track' }) }
    expect(() => encodeItem(id, tooMuch)).toThrow(/65537 bytes/)
    const most = padded(LIMITS.event, { type: 'track' })
    const bytes = encodeItem(id, most)
    expect(bytes).toHaveLength(65_536)
    expect(codeOf(decodeItem(bytes))).toBe('taken')
    const wrapped = asEvent({ type: 'accepted', of: id, by: 'a', acceptedBy: 'b', event: most })
    expect(codeOf(decodeItem(encodeItem(id, wrapped)))).toBe('taken')
    expect(() => encodeItem(id, padded(LIMITS.event + LIMITS.wrapper + 1, { type: 'accepted' }))).toThrow(
      /at most 66560/,
    )
    for (const size of [70_000, 200_000, 900_000]) {
      const doc = new Y.Doc()
      doc.getMap('e').set(id, { type: 'track', points: new Uint8Array(size) })
      expect(codeOf(readLive(Y.encodeStateAsUpdate(doc)))).toBe('tooLarge')
    }
  })

  it('[GRAM9] an event is at most 8 levels deep; what carries another has one more', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) })
    expect(codeOf(decodeItem(encodeItem(id, asEvent(nested(8)))))).toBe('taken')
    expect(() => encodeItem(id, asEvent(nested(9)))).toThrow(/levels/)
    const carried = asEvent({ event: nested(8), type: 'copied' })
    expect(codeOf(decodeItem(encodeItem(id, carried)))).toBe('taken')
    const update = Buffer.from(joinItems([{ writer: 1, clock: 0, bytes: encodeItem(id, carried) }]))
    update.set(Buffer.from('capied'), update.indexOf('copied'))
    expect(codeOf(readLive(update))).toBe('tooDeep')
  })

  it('[GRAM17] a value that is no object is refused', () => {
    for (const value of [null, 1, 'text', true, [1]]) {
      expect(() => encodeItem(id, asEvent(value))).toThrow(/object/)
      const doc = new Y.Doc()
      doc.getMap('e').set(id, value)
      expect(codeOf(readLive(Y.encodeStateAsUpdate(doc)))).toBe('value')
    }
  })

  it('[GRAM18] two sections of one writer, an empty section, one id twice, a clock at the end of numbers', () => {
    const [a, b] = [joinItems([itemOf(0)]), joinItems([itemOf(1)])]
    const twice = new Uint8Array([2, ...a.slice(1, -1), ...b.slice(1)])
    expect(codeOf(readLive(twice))).toBe('duplicate')
    expect(codeOf(readLive(new Uint8Array([1, 0, 7, 0, 0])))).toBe('form')
    const again = joinItems([itemOf(0), { ...itemOf(1), bytes: itemOf(0).bytes }])
    expect(codeOf(readLive(again))).toBe('duplicate')
    const last = joinItems([{ ...itemOf(0), clock: Number.MAX_SAFE_INTEGER - 1 }])
    expect(codeOf(readLive(last))).toBe('taken')
    expect(codeOf(readLive(joinItems([{ ...itemOf(0), clock: Number.MAX_SAFE_INTEGER }])))).toBe('form')
    expect(readLive(joinItems([]))).toEqual({ ok: true, value: [] })
  })

  it('[GRAM19] a live update with a deletion is refused, and so is one above 256 KB', () => {
    const doc = new Y.Doc()
    doc.getMap('e').set(id, { type: 'withheld' })
    const before = Y.encodeStateVector(doc)
    doc.getMap('e').delete(id)
    expect(codeOf(readLive(Y.encodeStateAsUpdate(doc, before)))).toBe('deletes')
    const item = { ...visit(0), bytes: encodeItem(id, padded(60_000, { type: 'track' })) }
    const many = Array.from({ length: 5 }, (_, clock) => ({ writer: 1, clock, bytes: item.bytes }))
    expect(codeOf(readLive(joinItems(many)))).toBe('tooLarge')
  })
})
