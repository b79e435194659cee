import type { RoomName } from '../../domain/ids.ts'
import { joinItems } from '../../domain/room/join.ts'
import { formatCursor } from '../../domain/room/protocol.ts'
import { shown } from './reader.ts'
import type { Rooms } from './rooms.ts'

/** The whole room as one update, with the cursor it stands at. */
export async function snapshotOf(rooms: Rooms, room: RoomName): Promise<{ update: Uint8Array; cursor: string }> {
  const { at, rows } = await rooms.log.missing(room, new Map())
  return { update: joinItems(rows.map(shown)), cursor: formatCursor(at) }
}
