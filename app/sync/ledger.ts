import type { EventId, PersonId, RecordId, RoomName } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { type OrgView, orgOf } from '../../domain/org.ts'
import type { RoomEvent } from '../../domain/record/event.ts'
import { entryOf, foldRecord, recordOfEntry } from '../../domain/record/fold.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { sentBackTo } from '../../domain/record/sent-back.ts'
import { decodeItem } from '../../domain/room/grammar.ts'
import type { OpenItem, OutboxRow } from '../store/rows.ts'
import { type Clash, clashesOf } from './clashes.ts'

export type RecordStatus = 'waiting' | 'received' | 'needs'
export type LocalRecord = {
  readonly room: RoomName
  readonly record: FoldedRecord
  readonly status: RecordStatus
  /** What two wrote without knowing of each other, in the record and in its restricted part. */
  readonly clashes: readonly Clash[]
  /** When (ms UTC) the newest receipt of its events came. */
  readonly receivedAt?: number
}

/** What is on disk, mirrored in memory: items by room, events by record, marks and receipts. Folds, and writes nothing. */
export type Ledger = ReturnType<typeof createLedger>

export function createLedger(me: PersonId) {
  const rooms = new Map<RoomName, Map<EventId, OpenItem>>()
  const clocks = new Set<string>()
  const events = new Map<RecordId, { room: RoomName; events: Map<EventId, RoomEvent> }>()
  const recordOfEvent = new Map<EventId, RecordId>()
  const own = new Set<EventId>()
  const accepted = new Set<EventId>()
  /** The restricted part of a record, by the record; two who began it offline made two. */
  const parts = new Map<string, Set<RecordId>>()
  const wholes = new Map<RecordId, RecordId>()
  const published = new Map<RoomName, Map<EventId, RoomEvent>>()
  let org: OrgView | undefined
  const records = new Map<RecordId, LocalRecord>()
  let outbox: ReadonlyMap<EventId, OutboxRow> = new Map()
  let receipts: ReadonlyMap<EventId, number> = new Map()

  const clockOf = (item: OpenItem): string => `${item.room} ${item.writer} ${item.clock}`

  /** Takes an item in, in place of what stood under its id; the record that it is about. */
  function add(item: OpenItem): RecordId | undefined {
    const room = rooms.get(item.room) ?? new Map<EventId, OpenItem>()
    const before = room.get(item.id)
    if (before) clocks.delete(clockOf(before))
    room.set(item.id, item)
    rooms.set(item.room, room)
    clocks.add(clockOf(item))
    const decoded = decodeItem(item.bytes)
    if (!decoded.ok) return undefined
    const { id, event } = decoded.value
    if (event.type === 'publish') {
      const said = published.get(item.room) ?? new Map<EventId, RoomEvent>()
      said.set(id, event)
      published.set(item.room, said)
      org = undefined
      return undefined
    }
    const entry = entryOf(id, event)
    if (!entry) return undefined
    const record = recordOfEntry(entry)
    const known = events.get(record) ?? { room: item.room, events: new Map<EventId, RoomEvent>() }
    known.events.set(id, event)
    events.set(record, known)
    recordOfEvent.set(id, record)
    if (entry.event.by === me) own.add(entry.id)
    if (entry.acceptedBy !== undefined) accepted.add(entry.id)
    return record
  }

  function fold(id: RecordId): void {
    const known = events.get(id)
    const record = known && foldRecord(id, known.events)
    if (!known || !record) return
    const whole = record.fields[kindOf(record.kind)?.partOf?.by ?? ''] as RecordId | undefined
    if (whole !== undefined) {
      parts.set(whole, (parts.get(whole) ?? new Set()).add(id))
      wholes.set(id, whole)
    }
    place(known.room, record)
    // How the whole stands depends on its parts.
    const shown = whole && records.get(whole)
    if (shown) place(shown.room, shown.record)
  }
  function place(room: RoomName, record: FoldedRecord): void {
    const { id } = record
    const hidden = partsOf(id).map((part) => part.record)
    const clashes = clashesOf(record, hidden)
    const history = [record, ...hidden].flatMap((one) => one.history)
    const marks = history.flatMap((entry) => outbox.get(entry.id) ?? [])
    const times = history.flatMap((entry) => receipts.get(entry.id) ?? [])
    const owed = sentBackTo(record) === me || clashes.length > 0 || marks.some((mark) => mark.state !== 'waiting')
    const status = owed ? 'needs' : marks.length > 0 ? 'waiting' : 'received'
    const receivedAt = times.length > 0 ? { receivedAt: Math.max(...times) } : {}
    records.set(id, { room, record, status, clashes, ...receivedAt })
  }
  const partsOf = (id: string): readonly LocalRecord[] =>
    [...(parts.get(id) ?? [])].sort().flatMap((part) => records.get(part) ?? [])

  return {
    records: records as ReadonlyMap<RecordId, LocalRecord>,
    /** What the `org` rooms say together; the same object until they say something else. */
    org(): OrgView {
      org ??= orgOf(published.values())
      return org
    },
    add,
    fold(ids: Iterable<RecordId>): void {
      for (const id of ids) fold(id)
    },
    /** All records, whether they are folded yet or not. */
    ids: (): readonly RecordId[] => [...events.keys()],
    setMarks(nextOutbox: ReadonlyMap<EventId, OutboxRow>, nextReceipts: ReadonlyMap<EventId, number>): void {
      outbox = nextOutbox
      receipts = nextReceipts
    },
    outbox: () => outbox,
    receipts: () => receipts,
    /** The records that hold the restricted fields of this one, as far as this person may read them: mostly one. */
    partsOf,
    /** These, and the records whose restricted parts they are. */
    withWholes: (ids: ReadonlySet<RecordId>): ReadonlySet<RecordId> =>
      new Set([...ids].flatMap((id) => [id, wholes.get(id) ?? id])),
    /** Written by this person, on whatever phone. */
    isOwn: (id: EventId): boolean => own.has(id),
    /** Held once, and since then taken by whoever decides. */
    isAccepted: (id: EventId): boolean => accepted.has(id),
    /** True if the room has the id, or something else under its writer and clock. */
    has: (item: OpenItem): boolean => rooms.get(item.room)?.has(item.id) === true || clocks.has(clockOf(item)),
    item: (room: RoomName, id: EventId): OpenItem | undefined => rooms.get(room)?.get(id),
    itemsOf: (room: RoomName): readonly OpenItem[] => [...(rooms.get(room)?.values() ?? [])],
    roomOf: (record: RecordId): RoomName | undefined => events.get(record)?.room,
    recordsOf(ids: Iterable<EventId>): Set<RecordId> {
      const found = new Set<RecordId>()
      for (const id of ids) {
        const record = recordOfEvent.get(id)
        if (record) found.add(record)
      }
      return found
    },
  }
}
