import { WebsocketProvider } from 'y-websocket'
import type { EventId, RoomName } from '../../domain/ids.ts'
import { applyItems, newRoomDoc, watchRemote } from '../../domain/room/doc.ts'
import type { Item } from '../../domain/room/grammar.ts'
import { joinItems, type Part } from '../../domain/room/join.ts'
import {
  CLOSE,
  decodeCaughtUp,
  decodeReceipts,
  decodeRefused,
  encodeUpdate,
  formatCursor,
  MESSAGE,
  type Receipt,
  type Refusal,
} from '../../domain/room/protocol.ts'
import { frame } from '../frame.ts'

export type LinkEvents = {
  onRemote(items: readonly Item[]): void
  onReceipts(receipts: readonly Receipt[]): void
  onRefused(refusals: readonly Refusal[]): void
  onCaughtUp(cursor: string): void
  onStatus(connected: boolean): void
  onClosed(code: number): void
  /** Items of this room without a receipt, oldest first: offered again at each connection so that lost receipts come. */
  waiting(): readonly Part[]
}
export interface RoomLink {
  readonly room: RoomName
  /** Shows and sends items that are already on disk. */
  push(items: readonly (Part & { id: EventId })[]): void
  wake(): void
  close(): void
}

const OWN = ['form', 'disk']

/** One stock y-websocket provider for one room. Nothing outside `app/sync` knows it. */
export function openLink(
  room: RoomName,
  onDisk: readonly Part[],
  since: string | undefined,
  events: LinkEvents,
): RoomLink {
  const doc = newRoomDoc()
  if (onDisk.length > 0) applyItems(doc, joinItems(onDisk), 'disk')
  const stopWatching = watchRemote(doc, OWN, events.onRemote)
  const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`
  const provider = new WebsocketProvider(address, encodeURIComponent(room), doc, {
    connect: false,
    disableBc: true,
    params: { ext: '1', ...(frame ? { frame } : {}), ...(since ? { since } : {}) },
    // Many phones come back at once after an outage: each waits its own time.
    maxBackoffTime: 2500 + Math.random() * 7500,
  })
  const on = (number: number, take: (body: Uint8Array) => void): void => {
    provider.messageHandlers[number] = (_encoder, decoder) => {
      const body = decoder.arr.subarray(decoder.pos)
      decoder.pos = decoder.arr.length
      take(body)
    }
  }
  on(MESSAGE.receipt, (body) => {
    const message = decodeReceipts(body)
    if (message.ok) events.onReceipts(message.value.receipts)
  })
  on(MESSAGE.caughtUp, (body) => {
    const message = decodeCaughtUp(body)
    if (message.ok) events.onCaughtUp(formatCursor(message.value))
  })
  on(MESSAGE.refused, (body) => {
    const message = decodeRefused(body)
    if (message.ok) events.onRefused(message.value)
  })
  provider.on('status', ({ status }: { status: string }) => {
    events.onStatus(status === 'connected')
    if (status !== 'connected') return
    const waiting = events.waiting()
    if (waiting.length > 0) provider.ws?.send(encodeUpdate(joinItems(waiting)))
  })
  provider.on('connection-close', (event: { code?: number } | null) => {
    const code = event?.code ?? 1006
    if (code >= 4400 && code < 4500) {
      provider.disconnect()
      events.onClosed(code)
    }
  })
  provider.connect()
  return {
    room,
    push(items) {
      applyItems(doc, joinItems(items), 'form')
    },
    wake() {
      if (provider.wsconnected || provider.wsconnecting) return
      provider.wsUnsuccessfulReconnects = 0
      provider.connect()
    },
    close() {
      stopWatching()
      provider.destroy()
      doc.destroy()
    },
  }
}

export const mustSignIn = (code: number): boolean => code === CLOSE.signIn
