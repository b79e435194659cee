import { Dexie, type EntityTable, type Table } from 'dexie'
import type { EventId, RecordId, RoomName, WriterId } from '../../domain/ids.ts'
import type { KeptAnchor, NotSaved, OutboxRow, PhotoRow } from './rows.ts'
import type { Sealed, WrappedKey } from './seal.ts'

/** One event as it lies on the phone: the item's bytes, sealed. */
export type EventRow = { id: EventId; room: RoomName; writer: WriterId; clock: number; sealed: Sealed }
export type SealedDraft = { key: string; kind?: string; record?: RecordId; sealed: Sealed; at: number }
/** Beside what is shown: whose it is, as an index. The photo's bytes are sealed under a key of their own. */
export type SealedPhoto = Omit<PhotoRow, 'place'> & { readonly of: string; readonly sealedPlace?: Sealed }
export type PhotoBlob = { id: string; key: Sealed; sealed: Sealed }

export class Database extends Dexie {
  events!: EntityTable<EventRow, 'id'>
  outbox!: EntityTable<OutboxRow, 'id'>
  receipts!: EntityTable<{ id: EventId; at: number }, 'id'>
  cursors!: Table<{ room: RoomName; cursor: string }, string>
  drafts!: Table<SealedDraft, string>
  keys!: Table<WrappedKey, string>
  photos!: Table<SealedPhoto, string>
  blobs!: Table<PhotoBlob, string>
  facts!: Table<{ area: string; cursor: string; sealed: Sealed }, string>
  heads!: Table<{ id: string; sealed: Sealed }, string>
  anchors!: Table<({ id: 'server' } & KeptAnchor) | { id: 'build'; build: string }, string>
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
    this.version(2).stores({ photos: 'id, of', blobs: 'id', anchors: 'id' })
    this.version(3).stores({ facts: 'area' })
    this.version(4).stores({ heads: 'id' })
  }
}

/** What a failed transaction means to a person: no room left, or try again. */
export function notSaved(error: unknown): NotSaved {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return { why: /quota/i.test(detail) ? 'full' : 'failed', detail }
}
