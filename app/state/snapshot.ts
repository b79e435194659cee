import type { RoomName } from '../../domain/ids.ts'
import { frameHeaders } from '../frame.ts'
import type { Snapshot } from '../sync/room-intake.ts'

/** A whole room as one update; undefined where there is no network or no access: the socket then tells why. */
export async function fetchSnapshot(room: RoomName): Promise<Snapshot | undefined> {
  const response = await fetch(`/api/rooms/${encodeURIComponent(room)}/snapshot`, { headers: frameHeaders() })
  const cursor = response.headers.get('etag')?.replace(/^W\//, '').replaceAll('"', '')
  if (!response.ok || !cursor) return undefined
  return { update: new Uint8Array(await response.arrayBuffer()), cursor }
}
