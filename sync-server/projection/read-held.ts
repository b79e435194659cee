import type { DatabaseSync } from 'node:sqlite'
import { covers, type GrantsOf, heldIn, isActive } from '../../domain/access.ts'
import type { EventId, RoomName } from '../../domain/ids.ts'
import { parseRoom } from '../../domain/room/names.ts'
import type { LogReader } from '../storage/log-reader.ts'
import { heldOf, type UnnamedHeld } from './one.ts'
import type { Reader } from './page.ts'
import type { OpenRooms } from './rooms-open.ts'

const MOST = 500

/** Which held events: my own, whatever became of them; or those that I have to decide. */
export type HeldQuestion = 'mine' | 'toDecide'

type Key = { readonly room: RoomName; readonly event: EventId; readonly seq: number }

export function readHeld(
  db: DatabaseSync,
  log: LogReader,
  open: OpenRooms,
  grantsOf: GrantsOf,
  reader: Reader,
  question: HeldQuestion,
): readonly UnnamedHeld[] {
  const keys =
    question === 'mine'
      ? db
          .prepare('select room, event, seq from held where by = ? order by received desc, room, seq desc limit ?')
          .all(reader.person, MOST)
      : db
          .prepare(
            `select room, event, seq from held where decision is null and by != ?
             and room in (select value from json_each(?)) order by received, room, seq limit ?`,
          )
          .all(reader.person, JSON.stringify([...open(reader)].filter((room) => owns(reader, room, grantsOf))), MOST)
  return (keys as unknown as Key[]).flatMap(({ room, seq }) => heldOf(db, log.rows(room, [seq])))
}

/**
 * True if the person decides about what is held in a room: a supervisor of its area, of a worker's week one of the areas
 * in which that worker is; in the private rooms, which he does not read, an officer of it.
 */
export function owns({ grants, now }: Reader, name: RoomName, grantsOf: GrantsOf): boolean {
  const room = parseRoom(name)
  const areas =
    room?.type === 'worker' ? heldIn(room, grantsOf).map(({ area }) => area) : room && 'area' in room ? [room.area] : []
  const owner = room?.type === 'private' ? 'officer' : 'supervisor'
  return grants.some(
    (grant) => grant.role === owner && isActive(grant, now) && areas.some((area) => covers(grant.area, area)),
  )
}
