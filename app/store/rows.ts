import type { Coverage } from '../../domain/coverage.ts'
import type { Fact } from '../../domain/facts.ts'
import type { EventId, RecordId, RoomName, WriterId } from '../../domain/ids.ts'
import type { Fields, Place } from '../../domain/record/event.ts'
import type { Result } from '../../domain/result.ts'

/** What lies on the phone, as the rest of the app sees it: opened, and without a word of the database. */

/** An event without a receipt: waiting, or durable on the server but held, or refused and kept aside. */
export type OutboxRow = {
  readonly id: EventId
  readonly room: RoomName
  readonly state: 'waiting' | 'held' | 'aside'
  readonly reason?: string
  /** The words of whoever decided against it. */
  readonly note?: string
}
/** An event as one item of the grammar. */
export type OpenItem = {
  readonly id: EventId
  readonly room: RoomName
  readonly writer: WriterId
  readonly clock: number
  readonly bytes: Uint8Array<ArrayBuffer>
}
export type NotSaved = { readonly why: 'full' | 'tooLarge' | 'failed'; readonly detail: string }

/** Unfinished work: no event yet, on disk at each change. */
export type Draft = {
  readonly kind: string
  readonly record?: RecordId
  readonly fields: Fields
  /** What the same act writes of another record. */
  readonly beside?: Fields
}
/** Which drafts there are, without what they say. */
export type DraftRow = {
  readonly key: string
  readonly kind: string
  readonly record?: RecordId
  readonly at: number
}

/** The draft whose photos and whose end belong to the same act as the events. */
export type Settles = { readonly draft: string; readonly record: RecordId; readonly room: RoomName }

/** Server time (ms UTC) and the phone's own clock at the moment when it was learnt. */
export type KeptAnchor = { readonly server: number; readonly wall: number }

/** The truth on the phone: events, what of them waits, how far each room was read. Every method is one strict transaction. */
export interface EventStore {
  /** Events, their outbox marks and the end of their draft. Saved, or nothing of it. */
  saveOwn(items: readonly OpenItem[], settles?: Settles): Promise<Result<void, NotSaved>>
  /** What others wrote, and how far the room was read with it. */
  saveRemote(room: RoomName, items: readonly OpenItem[], cursor?: string): Promise<Result<void, NotSaved>>
  /** Events keep their id and bytes, and move to another writer id and clock. */
  rewrite(items: readonly OpenItem[]): Promise<void>
  allItems(): Promise<readonly OpenItem[]>
  items(ids: readonly EventId[]): Promise<readonly OpenItem[]>
  outbox(): Promise<readonly OutboxRow[]>
  /** When (ms UTC) each event's receipt came. */
  receipts(): Promise<ReadonlyMap<EventId, number>>
  received(ids: readonly EventId[], at: number): Promise<void>
  setAside(rows: readonly OutboxRow[]): Promise<void>
  /** A server that was restored may not have them: their receipts go, their marks come back. */
  reoffer(rows: readonly OutboxRow[]): Promise<void>
  cursors(): Promise<ReadonlyMap<RoomName, string>>
  anchor(): Promise<KeptAnchor | undefined>
  setAnchor(anchor: KeptAnchor): Promise<void>
}

export interface DraftStore {
  saveDraft(key: string, draft: Draft): Promise<Result<number, NotSaved>>
  draft(key: string): Promise<(Draft & { readonly at: number }) | undefined>
  /** Also the photos that were taken for it. */
  dropDraft(key: string): Promise<void>
  drafts(): Promise<readonly DraftRow[]>
}

export type PhotoOwner = { readonly draft: string } | { readonly record: RecordId; readonly room: RoomName }
/** A photo on the phone, without its bytes. */
export type PhotoRow = {
  readonly id: string
  readonly owner: PhotoOwner
  readonly label: string
  readonly sha256: string
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly at: number
  readonly place?: Place
  readonly state: 'waiting' | 'received' | 'refused'
  /** Why the server did not take it. */
  readonly reason?: string
  /** Where an upload that was cut goes on. */
  readonly upload?: string
  /** The office has it, and this phone had no more room for it. */
  readonly gone?: true
}
export interface PhotoStore {
  addPhoto(row: PhotoRow, bytes: Uint8Array<ArrayBuffer>): Promise<Result<void, NotSaved>>
  photos(): Promise<readonly PhotoRow[]>
  photoBytes(id: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  changePhoto(id: string, change: Partial<Pick<PhotoRow, 'state' | 'upload' | 'reason'>>): Promise<void>
  dropPhoto(id: string): Promise<void>
  /** The rows stay, the bytes go. */
  dropBytes(ids: readonly string[]): Promise<void>
}

/** What the server said of an area, and from where it goes on. */
export type KeptFacts = { readonly area: string; readonly cursor: string; readonly facts: readonly Fact[] }
export interface FactStore {
  facts(): Promise<readonly KeptFacts[]>
  saveFacts(kept: KeptFacts): Promise<void>
}

/** A line of the day as it was last painted. */
export type HeadLine = {
  readonly key: string
  readonly title: string
  readonly why: string
  readonly dueAt?: number
  readonly card: 'none' | 'yellow' | 'red'
  readonly href: string
}
/** The first screen as it was last painted, in the words of its language; nothing that is counted beside it. */
export type Head = {
  readonly lang: string
  /** ms UTC. */
  readonly at: number
  readonly place: string
  readonly lines: readonly HeadLine[]
  readonly heading: string
  readonly needs: number
  readonly shares?: Coverage
  readonly make: readonly { readonly href: string; readonly label: string }[]
}
export interface HeadStore {
  /** How many events there are: to be asked before the head is made. */
  headMark(): Promise<number>
  /** Kept only if no event came in since `mark`. */
  saveHead(head: Head, mark: number): Promise<void>
}

export interface Store extends EventStore, DraftStore, PhotoStore, FactStore, HeadStore {
  /** True once for each build of the app: what an older one was refused for may be mended. */
  isNewBuild(build: string): Promise<boolean>
  close(): void
}
