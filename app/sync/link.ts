import type { EventId, RoomName } from '../../domain/ids.ts'
import type { Item } from '../../domain/room/grammar.ts'
import type { Part } from '../../domain/room/join.ts'
import type { Cursor, Receipt, Refusal } from '../../domain/room/protocol.ts'

/** What a room says to the phone, in the order of the wire. */
export type LinkEvents = {
  items(found: readonly Item[]): void
  receipts(log: string, found: readonly Receipt[]): void
  refused(found: readonly Refusal[]): void
  /** Everything up to here was handed out before. */
  caughtUp(cursor: Cursor): void
  status(up: boolean): void
  /** A deliberate end (44xx): the link does not come back by itself. */
  closed(code: number): void
}

export type LinkStart = {
  /** What the phone holds, each writer's items from clock 0 without a gap. */
  readonly items: readonly Part[]
  /** Where to go on reading; asked at each connection. */
  since(): string | undefined
}

/** One room's way to the server, whatever carries it. It comes back by itself after a cut, and waits as it is told to. */
export interface RoomLink {
  /** Shows and sends items that are already on disk. */
  push(items: readonly (Part & { readonly id: EventId })[]): void
  /** Sends again what the room's document already has: receipts may have been lost. */
  offer(items: readonly Part[]): void
  /** Tries now instead of later. */
  wake(): void
  /** The phone says that it has lost the network: a socket that has not noticed yet is let go, and tried again. */
  drop(): void
  close(): void
}

export type Connect = (room: RoomName, start: LinkStart, events: LinkEvents) => RoomLink
