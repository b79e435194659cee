import type { HeldReason } from '../../domain/api.ts'
import type { EventId, PersonId, RoomName, WriterId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'

export type Incoming = {
  readonly room: RoomName
  readonly id: EventId
  readonly writer: WriterId
  readonly clock: number
  readonly person: PersonId
  readonly held?: HeldReason
  /** The item's struct. */
  readonly bytes: Uint8Array
}
/** One per `Incoming`, in order. `known` covers an identical event that came before, under whatever writer and clock. */
export type Appended =
  | { readonly outcome: 'stored' | 'known'; readonly seq: number; readonly held?: HeldReason }
  | { readonly outcome: 'gap'; readonly next: number }
  | { readonly outcome: 'refused'; readonly why: 'idTaken' | 'writerTaken' }
export type Stored = Incoming & { readonly seq: number; readonly receivedAt: number }
export type Unavailable = { readonly why: 'readOnly' | 'full' }

/** The truth: dense per-room sequences of items, durable when `append` has returned. */
export interface EventLog {
  readonly id: string
  /** What is stored, is stored in one transaction; returns only when it is on disk. Safe to call again. */
  append(batch: readonly Incoming[]): Result<readonly Appended[], Unavailable>
  tail(room: RoomName, after: number, limit?: number): readonly Stored[]
  heads(room: RoomName): ReadonlyMap<WriterId, number>
  position(room: RoomName): number
  rooms(): readonly RoomName[]
  nextServerWriter(): WriterId
  close(): void
}
