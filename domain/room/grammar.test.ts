import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { asPerson, type EventId, newEventId, recordOf } from '../ids.ts'
import type { RemarkEvent } from '../record/event.ts'
import { decodeItem, encodeItem, readLive, readOffer } from './grammar.ts'
import { joinItems } from './join.ts'

const NOW = 1_795_000_000_000
const RUNS = 10_000
const remark = (text: string): RemarkEvent => ({
  type: 'remark',
  record: recordOf(newEventId(NOW)),
  by: asPerson('p-1'),
  role: 'assistant',
  at: NOW,
  text,
})
const text = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((t) => t.isWellFormed())

/** What Yjs itself makes of the same event. */
function throughYjs(writer: number, events: readonly (readonly [EventId, object])[]): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = writer
  for (const [id, event] of events) doc.getMap('e').set(id, event)
  return Y.encodeStateAsUpdate(doc)
}

describe('the append grammar', () => {
  it('[GRAM11] an item is byte for byte what Yjs writes, and reads back to the same event', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 2 ** 31 }), (words, writer) => {
        const id = newEventId(NOW)
        const event = remark(words)
        const bytes = encodeItem(id, event)
        const joined = joinItems([{ writer, clock: 0, bytes }])
        const decoded = decodeItem(bytes)
        return (
          Buffer.compare(joined, throughYjs(writer, [[id, event]])) === 0 &&
          decoded.ok &&
          JSON.stringify(decoded.value.event) === JSON.stringify(event)
        )
      }),
      { numRuns: RUNS },
    )
  })
  it('[GRAM12] joined items of several writers are the update that Yjs gives, and Yjs reads them all', () => {
    const writers = [7, 300, 2 ** 31 - 1]
    const items = writers.flatMap((writer) =>
      [0, 1, 2]
        .map((clock) => ({ writer, clock, id: newEventId(NOW), bytes: new Uint8Array() }))
        .map((item) => ({
          ...item,
          bytes: encodeItem(item.id, remark(`${item.writer}/${item.clock}`)),
        })),
    )
    const doc = new Y.Doc()
    Y.applyUpdate(doc, joinItems([...items].reverse()))
    expect(doc.getMap('e').size).toBe(9)
    expect(Buffer.compare(Y.encodeStateAsUpdate(doc), joinItems(items))).toBe(0)
  })
  it('[GRAM13] every truncation of a good update is refused, and no bit flip makes the reader fail otherwise', () => {
    const id = newEventId(NOW)
    const good = joinItems([{ writer: 5, clock: 0, bytes: encodeItem(id, remark('燃气隐患')) }])
    expect(readLive(good).ok).toBe(true)
    for (let length = 0; length < good.length; length++) expect(readLive(good.slice(0, length)).ok).toBe(false)
    for (let bit = 0; bit < good.length * 8; bit++) {
      const bent = good.slice()
      bent[bit >> 3] = (bent[bit >> 3] as number) ^ (1 << (bit & 7))
      readLive(bent)
      readOffer(bent)
    }
  })
  it('[GRAM14] deletions, overwriting, nested types, arrays, texts and other roots are refused by form', () => {
    const attempts: ((doc: Y.Doc) => void)[] = [
      (doc) => {
        doc.getMap('e').set(newEventId(NOW), {})
        doc.getMap('e').delete([...doc.getMap('e').keys()][0] ?? '')
      },
      (doc) => {
        const id = newEventId(NOW)
        doc.getMap('e').set(id, {})
        doc.getMap('e').set(id, { again: true })
      },
      (doc) => doc.getMap('e').set(newEventId(NOW), new Y.Map()),
      (doc) => doc.getArray('e').push([{}]),
      (doc) => doc.getText('e').insert(0, 'text'),
      (doc) => doc.getMap('other').set(newEventId(NOW), {}),
      (doc) => doc.getMap('e').set('not-an-id', {}),
      (doc) => doc.getMap('e').set(newEventId(NOW), 'no object'),
    ]
    const good = new Y.Doc()
    good.getMap('e').set(newEventId(NOW), { type: 'remark' })
    expect(readLive(Y.encodeStateAsUpdate(good)).ok).toBe(true)
    for (const attempt of attempts) {
      const doc = new Y.Doc()
      attempt(doc)
      expect(readLive(Y.encodeStateAsUpdate(doc)).ok).toBe(false)
    }
  })
  it('[GRAM15] an update that announces 2^25 structs is refused without allocating for them', () => {
    expect(readLive(new Uint8Array([1, 0x80, 0x80, 0x80, 0x10, 7, 0]))).toMatchObject({ ok: false })
  })
})
