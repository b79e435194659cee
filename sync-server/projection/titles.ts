import type { DatabaseSync } from 'node:sqlite'
import type { RecordId, RoomName } from '../../domain/ids.ts'
import { bookOf, kindOf } from '../../domain/kinds/registry.ts'
import type { Fields } from '../../domain/record/event.ts'
import { type Lookup, titleOf } from '../../domain/record/title.ts'
import { parseRoom, type Room } from '../../domain/room/names.ts'

export type Title = { readonly zh: string; readonly en: string }

/** A record's title borrows the words of those that it names. */
export interface Titles {
  /** The title, and every record that was looked up for it, here or not. */
  of(room: RoomName, kind: string, fields: Fields): { title: Title; uses: ReadonlySet<string> }
  /** Remembers whose words a record borrows. */
  remember(room: RoomName, record: RecordId, uses: ReadonlySet<string>): void
  /** The records that borrow from this one. */
  borrowers(target: RecordId): readonly { room: RoomName; record: RecordId }[]
}

export function titlesOf(db: DatabaseSync): Titles {
  const q = {
    byId: db.prepare('select room, json from record where id = ? order by room desc'),
    uses: db.prepare('select target from uses where room = ? and record = ?'),
    add: db.prepare('insert or ignore into uses values (?, ?, ?)'),
    drop: db.prepare('delete from uses where room = ? and record = ? and target = ?'),
    borrowers: db.prepare('select room, record from uses where target = ?'),
  }
  function lookupFrom(room: RoomName, uses: Set<string>): Lookup {
    return (id) => {
      uses.add(id)
      const rows = q.byId.all(id) as { room: RoomName; json: string }[]
      const row = rows.find((one) => mayLend(one.room, room))
      if (!row) return undefined
      const { kind, fields } = JSON.parse(row.json) as { kind: string; fields: Fields }
      const declared = kindOf(kind)
      return declared && { kind: declared, fields }
    }
  }
  return {
    of(room, kindId, fields) {
      const uses = new Set<string>()
      const kind = kindOf(kindId)
      if (!kind) return { title: { zh: kindId, en: kindId }, uses }
      const lookup = lookupFrom(room, uses)
      return { title: { zh: titleOf(kind, fields, 'zh', lookup), en: titleOf(kind, fields, 'en', lookup) }, uses }
    },
    remember(room, record, uses) {
      const known = new Set((q.uses.all(room, record) as { target: string }[]).map((row) => row.target))
      for (const target of known) if (!uses.has(target)) q.drop.run(room, record, target)
      for (const target of uses) if (!known.has(target)) q.add.run(target, room, record)
    },
    borrowers: (target) => q.borrowers.all(target) as { room: RoomName; record: RecordId }[],
  }
}

/**
 * Words may pass from one room into another only if whoever reads the second may read the first: a record that names a
 * foreign one would else carry its words out of its room.
 */
export function mayLend(lender: RoomName, borrower: RoomName): boolean {
  if (lender === borrower) return true
  const [from, to] = [parseRoom(lender), parseRoom(borrower)]
  if (!from || !to || !isBook(from) || !isBook(to)) return false
  if (from.book === to.book) return from.area === to.area
  const [a, b] = [bookOf(from.book), bookOf(to.book)]
  const nested = from.area.startsWith(to.area) || to.area.startsWith(from.area)
  if (!a || !b || from.type !== 'registry' || !nested) return false
  const readers = new Set([...a.writers, ...a.above, ...(a.registryWriters ?? [])])
  return [...b.writers, ...b.above].every((role) => readers.has(role))
}

type BookRoom = Extract<Room, { type: 'quarter' | 'registry' }>
const isBook = (room: Room): room is BookRoom => room.type === 'quarter' || room.type === 'registry'
