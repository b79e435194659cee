import * as Y from 'yjs'
import type { Item } from './item.ts'
import { readOffer } from './offer.ts'

/** The one place of `domain/` that touches Yjs. */

export type RoomDoc = Y.Doc

/** An empty document of a room. Its root is defined before anything comes in, so that nobody else can give it a type. */
export function newRoomDoc(): RoomDoc {
  const doc = new Y.Doc({ gc: false })
  doc.getMap('e')
  return doc
}

/** Shows a joined update (our own bytes, from the form or from disk) in the room's document. */
export const applyItems = (doc: RoomDoc, update: Uint8Array, origin: string): void => Y.applyUpdate(doc, update, origin)

/**
 * Calls back with the items of each update that came from elsewhere than `ownOrigins` (that is, off the wire).
 * Returns the way to stop.
 */
export function watchRemote(
  doc: RoomDoc,
  ownOrigins: readonly string[],
  onItems: (items: readonly Item[]) => void,
): () => void {
  const listen = (update: Uint8Array, origin: unknown): void => {
    if (typeof origin === 'string' && ownOrigins.includes(origin)) return
    const { items } = readOffer(update)
    if (items.length > 0) onItems(items)
  }
  doc.on('update', listen)
  return () => doc.off('update', listen)
}
