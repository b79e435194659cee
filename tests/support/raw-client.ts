import WebSocket from 'ws'
import { asPerson, type EventId, newEventId, type RoomName, recordOf } from '../../domain/ids.ts'
import type { ClientEvent, RoomEvent } from '../../domain/record/event.ts'
import { encodeItem, type Item, readOffer } from '../../domain/room/grammar.ts'
import { decodeStateVector, encodeStateVector, joinItems } from '../../domain/room/join.ts'
import {
  type Cursor,
  decodeCaughtUp,
  decodeClientMessage,
  decodeReceipts,
  decodeRefused,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  formatCursor,
  MESSAGE,
  type Receipt,
  type Refusal,
  splitMessage,
} from '../../domain/room/protocol.ts'
import { ROOM } from './sync-server.ts'

export type Heard =
  | { readonly type: 'step1'; readonly heads: ReadonlyMap<number, number> }
  | { readonly type: 'step2'; readonly items: readonly Item[] }
  | { readonly type: 'update'; readonly items: readonly Item[] }
  | { readonly type: 'awareness' }
  | { readonly type: 'receipts'; readonly receipts: readonly Receipt[] }
  | { readonly type: 'caughtUp'; readonly cursor: Cursor }
  | { readonly type: 'refused'; readonly refused: readonly Refusal[] }

function read(bytes: Uint8Array): Heard {
  const split = must(splitMessage(bytes))
  switch (split.number) {
    case MESSAGE.receipt:
      return { type: 'receipts', receipts: must(decodeReceipts(split.body)).receipts }
    case MESSAGE.caughtUp:
      return { type: 'caughtUp', cursor: must(decodeCaughtUp(split.body)) }
    case MESSAGE.refused:
      return { type: 'refused', refused: must(decodeRefused(split.body)) }
  }
  const sync = must(decodeClientMessage(bytes))
  if (sync.type === 'step1') return { type: 'step1', heads: must(decodeStateVector(sync.stateVector)) }
  if (sync.type === 'step2') return { type: 'step2', items: readOffer(sync.update).items }
  if (sync.type === 'update') return { type: 'update', items: readOffer(sync.update).items }
  if (sync.type === 'awareness') return sync
  throw new Error(`message ${split.number}`)
}
function must<T>(result: { ok: true; value: T } | { ok: false; problem: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

/** Speaks the protocol by hand, so that it can also say what no honest client would. */
export type RawClient = Awaited<ReturnType<typeof rawClient>>

export async function rawClient(
  url: string,
  person: string,
  how: { readonly room?: RoomName; readonly ext?: boolean; readonly since?: Cursor | string } = {},
) {
  const query = new URLSearchParams({
    ...(how.ext === false ? {} : { ext: '1' }),
    ...(how.since ? { since: typeof how.since === 'string' ? how.since : formatCursor(how.since) } : {}),
  })
  const socket = new WebSocket(`${url}/${encodeURIComponent(how.room ?? ROOM)}?${query}`, {
    headers: { authorization: `Bearer ${person}` },
  })
  const heard: Heard[] = []
  const counts = { bytes: 0 }
  let ended: { code: number; reason: string } | undefined
  socket.on('message', (data: Buffer) => {
    counts.bytes += data.length
    heard.push(read(new Uint8Array(data)))
  })
  socket.on('close', (code, reason) => {
    ended = { code, reason: reason.toString() }
  })
  socket.on('error', () => undefined)
  await new Promise((open) => socket.once('open', open).once('close', open))
  const all = <T extends Heard['type']>(type: T) =>
    heard.filter((one): one is Extract<Heard, { type: T }> => one.type === type)
  return {
    socket,
    heard,
    counts,
    all,
    closed: () => ended,
    send: (bytes: Uint8Array) => socket.send(bytes),
    live: (...items: readonly Item[]) => socket.send(encodeUpdate(joinItems(items))),
    offer: (...items: readonly Item[]) => socket.send(encodeStep2(joinItems(items))),
    ask: (heads: ReadonlyMap<number, number> = new Map()) => socket.send(encodeStep1(encodeStateVector(heads))),
    receipts: () => all('receipts').flatMap((one) => one.receipts),
    refused: () => all('refused').flatMap((one) => one.refused),
    /** Every item that came, whichever way. */
    items: () => [...all('step2'), ...all('update')].flatMap((one) => one.items),
    until: (check: () => boolean) => until(check, 10_000),
    /** The code with which the server ended it. */
    async ending() {
      await until(() => ended !== undefined, 20_000)
      return (ended as { code: number }).code
    },
    close: () => socket.terminate(),
  }
}

async function until(check: () => boolean, ms: number): Promise<void> {
  for (const end = Date.now() + ms; !check(); ) {
    if (Date.now() > end) throw new Error(`after ${ms} ms not yet: ${check}`)
    await new Promise((done) => setTimeout(done, 4))
  }
}

let made = 0
/** A remark by this person as an item of `writer` at `clock`. */
export function remark(
  person: string,
  writer: number,
  clock: number,
  more: { readonly id?: EventId; readonly text?: string; readonly role?: string; readonly by?: string } = {},
): Item {
  const id = more.id ?? newEventId(1_764_000_000_000 + made++)
  const event: ClientEvent = {
    type: 'remark',
    record: RECORD,
    by: asPerson(more.by ?? person),
    role: more.role ?? 'assistant',
    at: 1_764_000_000_000,
    text: more.text ?? `${clock}`,
  }
  return { id, writer, clock, bytes: encodeItem(id, event) }
}
export const RECORD = recordOf(newEventId(1_764_000_000_000))
export const itemOf = (writer: number, clock: number, event: RoomEvent, id = newEventId(1_764_000_000_000)): Item => ({
  id,
  writer,
  clock,
  bytes: encodeItem(id, event),
})
