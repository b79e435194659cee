import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { runs, seed, visit } from '../../tests/hostile/values.ts'
import { readLive, readOffer } from './grammar.ts'
import { encodeItem, LIMITS } from './item.ts'
import { joinItems } from './join.ts'

// Ten thousand runs take seconds, on a busy machine tens of them.
vi.setConfig({ testTimeout: 60_000 })

const OURS = 5
const ours = (count: number): Y.Doc => {
  const doc = new Y.Doc()
  doc.clientID = OURS
  for (let n = 0; n < count; n++) doc.getMap('e').set(visit(n).id, visit(n).event)
  return doc
}
/** What a stock client may do to a document: each kind of content that Yjs has, deletions among them. */
const acts: readonly ((doc: Y.Doc, n: number) => void)[] = [
  (doc) => doc.getText('t').insert(0, '巡迹 text'),
  (doc) => doc.getText('t').insert(doc.getText('t').length, 'x', { bold: true }),
  (doc) => doc.getText('t').insertEmbed(0, { image: 'x' }),
  (doc) => doc.getText('t').length > 1 && doc.getText('t').delete(0, 1),
  (doc, n) => doc.getArray('a').insert(0, [n, 'x', null, { deep: [1, 2, [3]], big: 1n, none: undefined }]),
  (doc) => doc.getArray('a').push([new Uint8Array([1, 2, 3])]),
  (doc) => doc.getArray('a').length > 0 && doc.getArray('a').delete(0, 1),
  (doc) => doc.getMap('m').set('type', new Y.Map([['k', new Y.Array()]])),
  (doc, n) => doc.getMap('m').set('k', n / 3),
  (doc) => doc.getMap('m').delete('k'),
  (doc) => doc.getMap('m').set('sub', new Y.Doc({ guid: 'g', meta: { a: 1 } })),
  (doc) => doc.getXmlFragment('x').push([new Y.XmlElement('p'), new Y.XmlText('t'), new Y.XmlHook('h') as never]),
  (doc, n) => doc.getMap('e').set(visit(100 + (n % 3)).id, { type: 'withheld' }),
  (doc, n) => doc.getMap('e').delete(visit(100 + (n % 3)).id),
]

describe(`offers (seed ${seed})`, () => {
  it('[GRAM25] whatever a stock client has made, our own sections behind it are read whole', () => {
    const act = fc.tuple(fc.nat(acts.length - 1), fc.nat(100))
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), fc.boolean(), (list, gc) => {
        const doc = new Y.Doc({ gc })
        doc.clientID = 900
        for (const [which, n] of list) (acts[which] as (typeof acts)[number])(doc, n)
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(ours(3)))
        const update = Y.encodeStateAsUpdate(doc)
        const { items, dropped } = readOffer(update)
        expect(items.filter((item) => item.writer === OURS)).toHaveLength(3)
        const structs = Y.decodeUpdate(update).structs
        expect(items.length + dropped).toBe(structs.length)
        // A section's items are its first structs, with their clocks.
        const theirs = items.filter((item) => item.writer === 900)
        expect(theirs.map((item) => item.clock)).toEqual(theirs.map((_, clock) => clock))
      }),
      runs(),
    )
  })

  it('[GRAM26] a garbage collected, a skipped and a deleted struct end their section only', () => {
    const theirs = new Y.Doc()
    theirs.clientID = 900
    const map = theirs.getMap('e')
    map.set(visit(10).id, visit(10).event)
    const first = Y.encodeStateAsUpdate(theirs)
    map.set(visit(11).id, visit(11).event)
    const head = Y.encodeStateVector(theirs)
    map.set(visit(12).id, visit(12).event)
    const third = Y.encodeStateAsUpdate(theirs, head)
    const skipped = readOffer(Y.mergeUpdates([Y.encodeStateAsUpdate(ours(2)), first, third]))
    expect(skipped.items.map((item) => [item.writer, item.clock])).toEqual([
      [900, 0],
      [5, 0],
      [5, 1],
    ])
    expect(skipped.notTaken).toEqual([{ id: visit(12).id, code: 'behind' }])
    map.delete(visit(11).id)
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(ours(2)))
    const deleted = readOffer(Y.encodeStateAsUpdate(theirs))
    expect(deleted.items.map((item) => [item.writer, item.clock])).toEqual([
      [900, 0],
      [5, 0],
      [5, 1],
    ])
    expect(readLive(Y.encodeStateAsUpdate(theirs)).ok).toBe(false)
  })

  it('[GRAM26] an overwritten event is not taken, and its author learns which', () => {
    const doc = ours(2)
    doc.getMap('e').set(visit(0).id, { type: 'withheld' })
    doc.getMap('e').set(visit(5).id, visit(5).event)
    const offer = readOffer(Y.encodeStateAsUpdate(doc))
    expect(offer.items).toEqual([])
    expect(offer.notTaken.map((one) => one.id)).toEqual([visit(1).id, visit(5).id])
    expect(offer.dropped).toBe(4)
  })

  it('[GRAM27] an event outside the limits is named with its reason, those behind it as behind it', () => {
    const doc = ours(1)
    doc.getMap('e').set(visit(1).id, { type: 'track', points: new Uint8Array(70_000) })
    doc.getMap('e').set(visit(2).id, { type: 'withheld' })
    const offer = readOffer(Y.encodeStateAsUpdate(doc))
    expect(offer.items.map((item) => item.id)).toEqual([visit(0).id])
    expect(offer.notTaken).toEqual([
      { id: visit(1).id, code: 'tooLarge' },
      { id: visit(2).id, code: 'behind' },
    ])
    const wrong = ours(0)
    wrong.getMap('e').set(visit(1).id, { type: 'create', '7': 1 })
    expect(readOffer(Y.encodeStateAsUpdate(wrong)).notTaken).toEqual([{ id: visit(1).id, code: 'form' }])
  })

  it('[GRAM28] what cannot be read ends the offer; what came before it stands', () => {
    const update = Y.encodeStateAsUpdate(ours(3))
    for (let length = 0; length < update.length - 1; length++) {
      const { items, dropped } = readOffer(update.slice(0, length))
      expect(items.length).toBeLessThanOrEqual(3)
      if (length < update.length - 2) expect(dropped).toBeGreaterThan(0)
    }
    const twice = new Uint8Array([2, ...update.slice(1, -1), ...update.slice(1)])
    expect(readOffer(twice).items).toHaveLength(3)
    expect(readOffer(new Uint8Array())).toEqual({ items: [], dropped: 1, notTaken: [] })
    expect(readOffer(joinItems([]))).toEqual({ items: [], dropped: 0, notTaken: [] })
  })

  it('[GRAM29] an offer of 8 MB is read in a time that grows with its bytes, good or hostile', () => {
    const bytes = encodeItem(visit().id, { type: 'track', points: new Uint8Array(300) } as never)
    const count = Math.floor(LIMITS.offer / bytes.length) - 1
    const good = joinItems(Array.from({ length: count }, (_, clock) => ({ writer: 1, clock, bytes })))
    expect(readOffer(good).items).toHaveLength(count)
    const nulls = new Uint8Array(LIMITS.offer).fill(126)
    // One item whose list of values claims the whole offer.
    const head = bytes.slice(0, 32)
    const list = new Uint8Array([1, 1, 1, 0, ...head, 117, 0xff, 0xff, 0xff, 3])
    nulls.set(list)
    const start = performance.now()
    expect(readOffer(nulls).items).toEqual([])
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
