import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { visit } from '../../tests/hostile/values.ts'
import { applyItems, newRoomDoc, watchRemote } from './doc.ts'
import { encodeItem, type Item } from './item.ts'
import { joinItems } from './join.ts'

const item = (n: number): Item => ({ ...visit(n), writer: 3, clock: n, bytes: encodeItem(visit(n).id, visit(n).event) })

describe('the room document', () => {
  it('[GRAM30] shows our own items and hands out only those that come off the wire, byte for byte', () => {
    const doc = newRoomDoc()
    const met: Item[] = []
    const stop = watchRemote(doc, ['form', 'disk'], (items) => met.push(...items))
    applyItems(doc, joinItems([item(0)]), 'disk')
    applyItems(doc, joinItems([item(1)]), 'form')
    expect(met).toEqual([])
    Y.applyUpdate(doc, joinItems([item(2)]), { a: 'provider' })
    const { id, writer, clock, bytes } = item(2)
    expect(met).toEqual([{ id, writer, clock, bytes }])
    Y.applyUpdate(doc, joinItems([item(0), item(1), item(2)]), null)
    expect(met).toHaveLength(1)
    stop()
    Y.applyUpdate(doc, joinItems([item(3)]), null)
    expect(met).toHaveLength(1)
    expect([...doc.getMap('e').keys()]).toEqual([0, 1, 2, 3].map((n) => visit(n).id))
  })

  it('[GRAM30] sends on exactly the bytes that were stored', () => {
    const doc = newRoomDoc()
    let sent: Uint8Array | undefined
    doc.on('update', (update: Uint8Array) => {
      sent = update
    })
    const stored = joinItems([item(0), item(1)])
    applyItems(doc, stored, 'form')
    expect(sent).toEqual(stored)
  })

  it('[GRAM31] its root cannot be taken for another type', () => {
    const doc = newRoomDoc()
    const other = new Y.Doc()
    other.getArray('e').push(['x'])
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    expect(doc.getMap('e').size).toBe(0)
    expect(() => doc.getArray('e')).toThrow()
  })
})
