import type { EventId, RoomName, WriterId } from '../../domain/ids.ts'
import type { Item } from '../../domain/room/grammar.ts'
import type { Cursor } from '../../domain/room/protocol.ts'
import type { OpenItem, OutboxRow } from '../store/rows.ts'
import type { Ledger } from './ledger.ts'
import type { RoomLink } from './link.ts'
import { densePart } from './parts.ts'

export type RoomState = {
  link?: RoomLink
  opening: boolean
  up: boolean
  /** The code with which the server ended it. */
  shut?: number
  /** What came and is not yet on disk. */
  inbox: Item[]
  caughtUp?: Cursor
  /** Something of the room did not fit on disk: it waits in the inbox. */
  unstored: boolean
  /** This load's own writer id here, and its next clock. */
  writer?: { readonly id: WriterId; next: number }
  /** Writer ids of which nothing more can be sent. */
  readonly burnt: Set<WriterId>
  /** The server did not take a message and did not say which event of it: they go one at a time. */
  oneByOne: boolean
}

/** A random 53-bit number a load, never kept: a profile that was copied back writes under others. */
const freshWriter = (random: () => number): WriterId =>
  Math.floor(random() * (Number.MAX_SAFE_INTEGER - 2 ** 33)) + 2 ** 33

/** What each room needs beside its events: how it is reached, and under which writer id it is written. */
export type RoomStates = ReturnType<typeof createRoomStates>

export function createRoomStates(ledger: Ledger, random: () => number) {
  const rooms = new Map<RoomName, RoomState>()
  const of = (room: RoomName): RoomState => {
    const known = rooms.get(room)
    if (known) return known
    const made: RoomState = { opening: false, up: false, inbox: [], unstored: false, burnt: new Set(), oneByOne: false }
    rooms.set(room, made)
    return made
  }
  const markOf = (id: EventId): OutboxRow['state'] | undefined => ledger.outbox().get(id)?.state
  const waiting = (room: RoomName): OpenItem[] => ledger.itemsOf(room).filter((item) => markOf(item.id) === 'waiting')
  /** What a document of the room may hold: nothing that was refused, and nothing behind it. */
  const sendable = (room: RoomName): readonly OpenItem[] => {
    const { burnt } = of(room)
    return densePart(
      ledger.itemsOf(room).filter(({ id, writer }) => {
        const mark = markOf(id)
        return mark !== 'aside' && !(mark === 'waiting' && burnt.has(writer))
      }),
    )
  }
  return {
    all: rooms as ReadonlyMap<RoomName, RoomState>,
    of,
    markOf,
    waiting,
    sendable,
    waitingToSend: (room: RoomName): readonly OpenItem[] =>
      sendable(room).filter((item) => markOf(item.id) === 'waiting'),
    /** What waits and can no longer be sent under its writer id. */
    loose(room: RoomName): OpenItem[] {
      const kept = new Set(sendable(room).map((item) => item.id))
      return waiting(room).filter((item) => !kept.has(item.id))
    },
    /** Gives items this load's writer id here and its next clocks; `used` once they are on disk. */
    place(room: RoomName, list: readonly Pick<OpenItem, 'id' | 'bytes'>[]): OpenItem[] {
      const state = of(room)
      state.writer ??= { id: freshWriter(random), next: 0 }
      const { id: writer, next } = state.writer
      return list.map(({ id, bytes }, i) => ({ id, room, writer, clock: next + i, bytes }))
    },
    used(items: readonly OpenItem[]): void {
      for (const { room, writer } of items) {
        const own = of(room).writer
        if (own?.id === writer) own.next++
      }
    },
  }
}
