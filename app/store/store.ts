import { Dexie, type EntityTable, type Table } from 'dexie'
import type { EventId, RoomName, WriterId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { ownKey } from '../frame.ts'
import { newWrappedKey, type Sealed, type Sealer, sealerOf, type WrappedKey } from './seal.ts'

/** One event as it lies on the phone: the item's bytes, sealed. */
type EventRow = { id: EventId; room: RoomName; writer: WriterId; clock: number; sealed: Sealed }
/** An event without a receipt: waiting, or durable on the server but held, or refused and kept aside. */
export type OutboxRow = { id: EventId; room: RoomName; state: 'waiting' | 'held' | 'aside'; reason?: string }
export type ReceiptRow = { id: EventId; at: number }
export type OpenItem = { id: EventId; room: RoomName; writer: WriterId; clock: number; bytes: Uint8Array<ArrayBuffer> }
export type NotSaved = { readonly why: 'full' | 'failed'; readonly detail: string }

class Database extends Dexie {
  events!: EntityTable<EventRow, 'id'>
  outbox!: EntityTable<OutboxRow, 'id'>
  receipts!: EntityTable<ReceiptRow, 'id'>
  cursors!: Table<{ room: string; cursor: string }, string>
  drafts!: Table<{ key: string; sealed: Sealed; at: number }, string>
  keys!: Table<WrappedKey, string>
  constructor(name: string) {
    // Chrome commits relaxed by default; what the app calls saved must have reached the disk.
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      events: 'id, room',
      outbox: 'id, room',
      receipts: 'id',
      cursors: 'room',
      drafts: 'key',
      keys: 'id',
    })
  }
}

export interface Store {
  /** Events and their outbox marks in one strict transaction. Saved, or nothing of it. */
  saveOwn(items: readonly OpenItem[]): Promise<Result<void, NotSaved>>
  saveRemote(items: readonly OpenItem[]): Promise<void>
  allItems(): Promise<readonly OpenItem[]>
  outbox(): Promise<readonly OutboxRow[]>
  receipts(): Promise<ReadonlyMap<EventId, number>>
  received(ids: readonly EventId[], at: number): Promise<void>
  setAside(id: EventId, state: 'held' | 'aside', reason: string): Promise<void>
  cursor(room: RoomName): Promise<string | undefined>
  setCursor(room: RoomName, cursor: string): Promise<void>
  saveDraft(key: string, value: unknown): Promise<Result<number, NotSaved>>
  draft(key: string): Promise<{ value: unknown; at: number } | undefined>
  dropDraft(key: string): Promise<void>
  close(): void
}

/** Opens the phone's store of one person. */
export async function openStore(person: string): Promise<Store> {
  const db = new Database(ownKey(`xunji-${person}`))
  await db.open()
  const found = await db.keys.get('data')
  const key = found ?? (await newWrappedKey())
  if (!found) await db.keys.put(key)
  const sealer: Sealer = await sealerOf(key)

  const sealAll = (items: readonly OpenItem[]): Promise<EventRow[]> =>
    Promise.all(
      items.map(async ({ bytes, ...rest }) => ({ ...rest, sealed: await sealer.seal(rest.room, rest.id, bytes) })),
    )

  return {
    async saveOwn(items) {
      try {
        // Sealing first: awaiting it inside would let the transaction commit too early.
        const rows = await sealAll(items)
        const marks = items.map(({ id, room }): OutboxRow => ({ id, room, state: 'waiting' }))
        await db.transaction('rw', db.events, db.outbox, async () => {
          await db.events.bulkAdd(rows)
          await db.outbox.bulkAdd(marks)
        })
        return ok(undefined)
      } catch (error) {
        return fail(notSaved(error))
      }
    },
    async saveRemote(items) {
      await db.events.bulkPut(await sealAll(items))
    },
    async allItems() {
      const rows = await db.events.toArray()
      return Promise.all(
        rows.map(async ({ sealed, ...rest }) => ({ ...rest, bytes: await sealer.open(rest.room, rest.id, sealed) })),
      )
    },
    outbox: () => db.outbox.toArray(),
    receipts: async () => new Map((await db.receipts.toArray()).map((row) => [row.id, row.at])),
    received: (ids, at) =>
      db.transaction('rw', db.outbox, db.receipts, async () => {
        await db.outbox.bulkDelete([...ids])
        await db.receipts.bulkPut(ids.map((id) => ({ id, at })))
      }),
    async setAside(id, state, reason) {
      await db.outbox.update(id, { state, reason })
    },
    cursor: async (room) => (await db.cursors.get(room))?.cursor,
    async setCursor(room, cursor) {
      await db.cursors.put({ room, cursor })
    },
    async saveDraft(draftKey, value) {
      try {
        const at = Date.now()
        const sealed = await sealer.seal('draft', draftKey, new TextEncoder().encode(JSON.stringify(value)))
        await db.drafts.put({ key: draftKey, sealed, at })
        return ok(at)
      } catch (error) {
        return fail(notSaved(error))
      }
    },
    async draft(draftKey) {
      const row = await db.drafts.get(draftKey)
      if (!row) return undefined
      const bytes = await sealer.open('draft', draftKey, row.sealed)
      return { value: JSON.parse(new TextDecoder().decode(bytes)) as unknown, at: row.at }
    },
    dropDraft: (draftKey) => db.drafts.delete(draftKey),
    close: () => db.close(),
  }
}

function notSaved(error: unknown): NotSaved {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return { why: /quota/i.test(detail) ? 'full' : 'failed', detail }
}
