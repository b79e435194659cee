import type { DatabaseSync } from 'node:sqlite'
import { accessTo } from '../../domain/access.ts'
import { startOfDay } from '../../domain/clock.ts'
import type { RoomName } from '../../domain/ids.ts'
import { parseRoom, type Room } from '../../domain/room/names.ts'
import type { GrantsReader } from '../people/grants-reader.ts'
import type { Reader } from './page.ts'

/** The projected rooms that are open to a reader now. */
export type OpenRooms = (reader: Reader) => ReadonlySet<RoomName>

const KEPT = 200
type Known = { upTo: number; readonly open: Set<RoomName> }

/**
 * Remembers the answer while neither his grants, nor anybody's, nor the day changes, and looks only at rooms that have
 * come since: a week begins with a new room of every worker.
 */
export function openRoomsOf(db: DatabaseSync, people: Pick<GrantsReader, 'grantsOf' | 'version'>): OpenRooms {
  const since = db.prepare('select rowid, room from cursor where rowid > ? order by rowid')
  const mark = db.prepare("select value from meta where key = 'generation'")
  const rooms: (readonly [RoomName, Room])[] = []
  const known = new Map<string, Known>()
  let last = 0
  let generation = ''

  function lookForMore(): void {
    const { value = '' } = (mark.get() as { value: string } | undefined) ?? {}
    if (value !== generation) {
      generation = value
      last = 0
      rooms.length = 0
      known.clear()
    }
    for (const { rowid, room } of since.all(last) as { rowid: number; room: RoomName }[]) {
      last = rowid
      const parsed = parseRoom(room)
      if (parsed) rooms.push([room, parsed])
    }
  }
  return (reader) => {
    lookForMore()
    const active = reader.grants.filter(({ from, to }) => from <= reader.now && (to === undefined || reader.now < to))
    const key = JSON.stringify([people.version(), startOfDay(reader.now), reader.person, active])
    let found = known.get(key)
    if (!found) {
      if (known.size >= KEPT) known.clear()
      found = { upTo: 0, open: new Set() }
      known.set(key, found)
    }
    for (; found.upTo < rooms.length; found.upTo++) {
      const [room, parsed] = rooms[found.upTo] as readonly [RoomName, Room]
      if (accessTo(parsed, reader.person, active, reader.now, people.grantsOf) !== 'none') found.open.add(room)
    }
    return found.open
  }
}
