import { WebsocketProvider } from 'y-websocket'
import { applyItems, newRoomDoc, watchRemote } from '../../domain/room/doc.ts'
import { joinItems } from '../../domain/room/join.ts'
import {
  decodeCaughtUp,
  decodeReceipts,
  decodeRefused,
  encodeUpdate,
  MESSAGE,
  parseRetryAfter,
} from '../../domain/room/protocol.ts'
import { frame } from '../frame.ts'
import type { Connect } from './link.ts'
import { messagesOf } from './parts.ts'

const OWN = ['form', 'disk']
const FIRST_WAIT = 1000
const LONGEST_WAIT = 60_000

/** How long to wait (ms) before the n-th try, fully jittered: many phones come back at once after an outage. */
export const waitBefore = (tries: number, random: () => number, retryAfter?: number): number =>
  200 + random() * (retryAfter ?? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries))

/** One stock y-websocket provider for one room. Nothing outside `app/sync` knows it. */
export const openLink: Connect = (room, start, events) => {
  const doc = newRoomDoc()
  if (start.items.length > 0) applyItems(doc, joinItems(start.items), 'disk')
  const stopWatching = watchRemote(doc, OWN, events.items)
  const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`
  const params: Record<string, string> = { ext: '1', ...(frame ? { frame } : {}) }
  const provider = new WebsocketProvider(address, encodeURIComponent(room), doc, {
    connect: false,
    disableBc: true,
    params,
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  let tries = 0
  let closed = false

  function connect(): void {
    clearTimeout(timer)
    timer = undefined
    const since = start.since()
    if (since) params['since'] = since
    else delete params['since']
    provider.connect()
  }
  const on = (number: number, take: (body: Uint8Array) => void): void => {
    provider.messageHandlers[number] = (_encoder, decoder) => {
      const body = decoder.arr.subarray(decoder.pos)
      decoder.pos = decoder.arr.length
      take(body)
    }
  }
  on(MESSAGE.receipt, (body) => {
    const message = decodeReceipts(body)
    if (message.ok) events.receipts(message.value.log, message.value.receipts)
  })
  on(MESSAGE.caughtUp, (body) => {
    const message = decodeCaughtUp(body)
    if (!message.ok) return
    tries = 0
    events.caughtUp(message.value)
  })
  on(MESSAGE.refused, (body) => {
    const message = decodeRefused(body)
    if (message.ok) events.refused(message.value)
  })
  provider.on('status', ({ status }: { status: string }) => {
    if (status !== 'connecting' && !closed) events.status(status === 'connected')
  })
  provider.on('connection-close', (event: { code?: number; reason?: string } | null) => {
    // The provider's own way back knows neither jitter nor what the server asks for.
    provider.shouldConnect = false
    const code = event?.code ?? 1006
    if (closed) return
    if (code >= 4400 && code < 4500) {
      events.closed(code)
      return
    }
    clearTimeout(timer)
    timer = setTimeout(connect, waitBefore(tries++, Math.random, parseRetryAfter(event?.reason ?? '')))
  })
  connect()
  return {
    push(items) {
      for (const message of messagesOf(items)) applyItems(doc, joinItems(message), 'form')
    },
    offer(items) {
      for (const message of messagesOf(items)) provider.ws?.send(encodeUpdate(joinItems(message)))
    },
    wake() {
      if (provider.wsconnected || provider.wsconnecting) return
      tries = 0
      connect()
    },
    // Without a network interface the server may still be there, on this very machine.
    drop: () => provider.disconnect(),
    close() {
      closed = true
      clearTimeout(timer)
      stopWatching()
      provider.destroy()
      doc.destroy()
    },
  }
}
