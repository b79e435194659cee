import type { HeldReason } from '../../domain/api.ts'
import type { EventId, PersonId, RoomName, WriterId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import type { Cursor } from '../../domain/room/protocol.ts'

/** Where an item stands in the document that it was written in. */
export type Placed = { readonly writer: WriterId; readonly clock: number }
/** Without `placed` the log puts the item behind what it keeps for this person: the desk's writer id, or the server's. */
export type Incoming = {
  readonly id: EventId
  readonly placed?: Placed
  readonly held?: HeldReason
  /** The item's struct. */
  readonly bytes: Uint8Array
}
/** What one person sent at once. `whole`: all of it is stored or nothing; else each writer's items up to the first bad one. */
export type Message = {
  readonly room: RoomName
  readonly person: PersonId
  readonly whole: boolean
  readonly items: readonly Incoming[]
}
/** One per item, in order. `known` covers an identical event that came before, under whatever writer and clock. */
export type Appended =
  | { readonly outcome: 'stored' | 'known'; readonly seq: number; readonly held?: HeldReason }
  /** The clock does not continue: the sender must offer what is missing. */
  | { readonly outcome: 'gap'; readonly next: number }
  | { readonly outcome: 'refused'; readonly why: 'idTaken' | 'writerTaken' | 'behind' | 'roomFull' }
export type Stored = Placed & {
  readonly room: RoomName
  /** Dense in its room, from 1. */
  readonly seq: number
  readonly id: EventId
  readonly person: PersonId
  readonly receivedAt: number
  readonly held?: HeldReason
  readonly bytes: Uint8Array
}
export type Written = {
  /** One list for each message. */
  readonly outcomes: readonly (readonly Appended[])[]
  /** Everything that is new, placeholders too, by room and seq. */
  readonly stored: readonly Stored[]
}

/** Why nothing was taken. `uncertain`: a flush failed, so that only a start from the log tells what is in it. */
export type Unavailable = {
  readonly why: 'readOnly' | 'full' | 'unreachable' | 'uncertain'
  readonly retryAfterMs: number
}

export type Decision = {
  readonly accept: boolean
  readonly by: PersonId
  readonly at: number
  readonly reason: string
}
/** What was decided about a held event. An accepted one is carried by `wrapper`, which the room's readers see. */
export type Decided = Decision & { readonly id: EventId; readonly wrapper?: EventId }
export type DecideOutcome =
  | { readonly outcome: 'decided'; readonly stored: readonly Stored[] }
  | { readonly outcome: 'notHeld' }
  | { readonly outcome: 'decidedBefore'; readonly as: Decided }

/** The truth: dense per-room sequences of items, durable when `append` resolves. */
export interface EventLog {
  /** Random; changes after a restore. */
  readonly id: string
  /** What is stored, is stored in one transaction; resolves only when it is on disk. Safe to call again. */
  append(batch: readonly Message[]): Promise<Result<Written, Unavailable>>
  tail(room: RoomName, after: number, limit?: number): Promise<readonly Stored[]>
  one(room: RoomName, id: EventId): Promise<Stored | undefined>
  /** What a reader with these heads lacks, and the position at which it then stands. */
  missing(room: RoomName, heads: ReadonlyMap<WriterId, number>): Promise<{ at: Cursor; rows: readonly Stored[] }>
  heads(room: RoomName): Promise<ReadonlyMap<WriterId, number>>
  /** Of a room that holds nothing: seq 0. */
  cursor(room: RoomName): Promise<Cursor>
  positions(): Promise<ReadonlyMap<RoomName, number>>
  /** Writes the decision, and with it the accepted event anew under the server's writer id. Once only. */
  decide(
    room: RoomName,
    id: EventId,
    decision: Decision,
    wrapper?: Pick<Incoming, 'id' | 'bytes'>,
  ): Promise<Result<DecideOutcome, Unavailable>>
  decisions(room: RoomName): Promise<readonly Decided[]>
  /** Why the log takes nothing now. */
  trouble(): Unavailable | undefined
  close(): void
}
