import type { Access } from '../../domain/access.ts'
import type { PersonId, RoomName, WriterId } from '../../domain/ids.ts'
import { encodeItem } from '../../domain/room/grammar.ts'
import type { Part } from '../../domain/room/join.ts'
import type { Receipt, Refusal } from '../../domain/room/protocol.ts'
import type { Stored } from '../storage/log.ts'
import type { Author } from './rooms.ts'

/** What the rooms need of a socket. They never know the library. */
export interface Wire {
  send(bytes: Uint8Array): void
  close(code: number, reason: string): void
  /** Ends it without a word: the other side does not listen. */
  cut(): void
  /** Asks whether anybody is still there, and cuts it if no answer comes. */
  probe(): void
  /** Bytes that were sent and not yet taken. */
  unread(): number
  pause(): void
  resume(): void
}

/** `author` is undefined once the session has ended. */
export type SocketSession = { readonly id: string; readonly author: () => Author | undefined }

export type Reader = {
  readonly wire: Wire
  readonly session: SocketSession
  readonly person: PersonId
  readonly room: RoomName
  /** Speaks the extension: receipts, cursors, refusals. */
  readonly ext: boolean
  readonly access: (author: Author) => Access
  readonly spend: () => boolean
  /** Nothing is sent of what is new before the catch-up, which holds it. */
  state: { readonly type: 'waiting' } | { readonly type: 'live'; readonly sent: number } | { readonly type: 'gone' }
  /** Messages are heard in their order, each after the one before was judged. */
  heard: Promise<void>
  inFlight: number
  /** Writer ids that this socket has written under: what it wrote is not sent back to it. */
  readonly writers: Set<WriterId>
  /** Said together, once everything of one commit is known. */
  pending: { readonly receipts: Receipt[]; readonly refused: Refusal[] }
  /** When the server last asked for what is missing, until the answer came. */
  askedAt: number | undefined
}

/** What others may see of a row: a held one only as a placeholder that keeps its writer's clocks dense. */
export const shown = (row: Stored): Part =>
  row.held ? { writer: row.writer, clock: row.clock, bytes: encodeItem(row.id, { type: 'withheld' }) } : row
