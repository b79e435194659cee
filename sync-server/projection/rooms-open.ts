import type { DatabaseSync } from 'node:sqlite'
import { accessTo } from '../../domain/access.ts'
import { startOfDay } from '../../domain/clock.ts'
import type { RoomName } from '../../domain/ids.ts'
import { parseRoom } from '../../domain/room/names.ts'
import type { Reader } from './page.ts'

/** The projected rooms that are open to a reader now. */
export type OpenRooms = (reader: Reader) => ReadonlySet<RoomName>

const KEPT = 200

/** Remembers the answer while neither his grants, nor the day, nor the list of rooms changes. */
export function openRoomsOf(db: DatabaseSync): OpenRooms {
  const all = db.prepare('select room from cursor')
  const count = db.prepare('select count(*) n from cursor')
  const known = new Map<string, ReadonlySet<RoomName>>()
  return (reader) => {
    const { n } = count.get() as { n: number }
    const active = reader.grants.filter(({ from, to }) => from <= reader.now && (to === undefined || reader.now < to))
    const key = JSON.stringify([n, startOfDay(reader.now), reader.person, active])
    const found = known.get(key)
    if (found) return found
    const rooms = (all.all() as { room: RoomName }[]).flatMap(({ room }) => {
      const parsed = parseRoom(room)
      return parsed && accessTo(parsed, reader.person, active, reader.now) !== 'none' ? [room] : []
    })
    if (known.size >= KEPT) known.clear()
    const open = new Set(rooms)
    known.set(key, open)
    return open
  }
}
