import * as Y from 'yjs'
import type { Connect } from '../../app/sync/link.ts'
import { messagesOf } from '../../app/sync/parts.ts'
import { applyItems, newRoomDoc, watchRemote } from '../../domain/room/doc.ts'
import { joinItems } from '../../domain/room/join.ts'
import {
  decodeCaughtUp,
  decodeClientMessage,
  decodeReceipts,
  decodeRefused,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  MESSAGE,
  parseRetryAfter,
  splitMessage,
} from '../../domain/room/protocol.ts'
import type { Connection } from './network.ts'
import type { Schedule } from './schedule.ts'

/** Opens a connection to the room, or undefined where there is no network. */
export type Dial = (
  room: string,
  since: string | undefined,
  ends: { hears(bytes: Uint8Array): void; closed(code: number, reason: string): void },
) => Connection | undefined

/** What `app/sync/room-link.ts` does through a stock provider, with the same document, on a simulated network. */
export const simulatedLinks =
  (schedule: Schedule, random: () => number, dial: Dial, onDoc: (doc: Y.Doc, open: boolean) => void): Connect =>
  (room, start, events) => {
    const doc = newRoomDoc()
    onDoc(doc, true)
    if (start.items.length > 0) applyItems(doc, joinItems(start.items), 'disk')
    const stopWatching = watchRemote(doc, ['form', 'disk'], events.items)
    let wire: Connection | undefined
    let closed = false
    let tries = 0
    let attempt = 0

    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'form') wire?.toServer(encodeUpdate(update))
    })

    function connect(): void {
      if (closed || wire) return
      const own = ++attempt
      wire = dial(room, start.since(), {
        hears: (bytes) => own === attempt && !closed && hear(bytes),
        closed: (code, reason) => own === attempt && over(code, reason),
      })
      if (!wire) {
        retry(undefined)
        return
      }
      wire.toServer(encodeStep1(Y.encodeStateVector(doc)))
      events.status(true)
    }
    function over(code: number, reason: string): void {
      wire = undefined
      if (closed) return
      events.status(false)
      if (code >= 4400 && code < 4500) events.closed(code)
      else retry(parseRetryAfter(reason))
    }
    function retry(retryAfter: number | undefined): void {
      const own = attempt
      const wait = 200 + random() * (retryAfter ?? Math.min(60_000, 1000 * 2 ** tries++))
      schedule.after(wait, () => own === attempt && connect())
    }
    function hear(bytes: Uint8Array): void {
      const split = splitMessage(bytes)
      if (!split.ok) throw new Error('the server sent a message that cannot be read')
      const { number, body } = split.value
      if (number === MESSAGE.receipt) {
        const message = decodeReceipts(body)
        if (message.ok) events.receipts(message.value.log, message.value.receipts)
      } else if (number === MESSAGE.caughtUp) {
        const message = decodeCaughtUp(body)
        tries = 0
        if (message.ok) events.caughtUp(message.value)
      } else if (number === MESSAGE.refused) {
        const message = decodeRefused(body)
        if (message.ok) events.refused(message.value)
      } else hearSync(bytes)
    }
    function hearSync(bytes: Uint8Array): void {
      const message = decodeClientMessage(bytes)
      if (!message.ok) throw new Error('the server sent a message that cannot be read')
      if (message.value.type === 'step1') {
        wire?.toServer(encodeStep2(Y.encodeStateAsUpdate(doc, message.value.stateVector)))
      } else if (message.value.type === 'step2' || message.value.type === 'update') {
        Y.applyUpdate(doc, message.value.update, 'wire')
      }
    }
    schedule.after(random() * 100, connect)
    return {
      push(items) {
        for (const message of messagesOf(items)) applyItems(doc, joinItems(message), 'form')
      },
      offer(items) {
        for (const message of messagesOf(items)) wire?.toServer(encodeUpdate(joinItems(message)))
      },
      wake() {
        tries = 0
        if (!wire) connect()
      },
      drop: () => wire?.cut(),
      close() {
        closed = true
        wire?.closeFromPhone()
        wire = undefined
        stopWatching()
        onDoc(doc, false)
        doc.destroy()
      },
    }
  }
