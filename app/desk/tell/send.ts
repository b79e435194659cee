import { createOf, newEventId, type PersonId, recordOf } from '../../../domain/ids.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import type { ClientEvent, Fields } from '../../../domain/record/event.ts'
import { roomFor } from '../../../domain/room/names.ts'
import type { Shrunk } from '../../photo/shrink-worker.ts'
import { uploadPhoto } from '../../photo/upload.ts'
import { post } from '../../state/api.ts'

/** A picture of the desk goes out within this time, or not at all (ms). */
const PATIENCE = 60_000

/** A picture that goes with a record, shrunk as on the phone. */
export type Attached = Shrunk & { readonly label: string }

/**
 * A record, with its pictures and its first move if it has any, written in one request: all or nothing. The pictures are
 * on the server before that, so that nobody is shown a record whose picture never comes.
 */
export async function sendNew(
  kind: Kind,
  by: { readonly person: PersonId; readonly role: string },
  area: string,
  set: Fields,
  move?: { readonly id: string; readonly to: string },
  pictures: readonly Attached[] = [],
): Promise<boolean> {
  const at = Date.now()
  const create = newEventId(at)
  const act = { by: by.person, role: by.role, at }
  const events: { id: string; event: ClientEvent }[] = [
    { id: create, event: { type: 'create', kind: kind.id, version: kind.version, area, ...act, set } },
  ]
  const room = roomFor(kind, area, by.person, at)
  const record = recordOf(create)
  for (const { bytes, ...picture } of pictures) {
    const row = { sha256: picture.sha256, owner: { record, room } }
    const sent = await uploadPhoto(row, bytes, () => {}, AbortSignal.timeout(PATIENCE))
    if (sent.outcome !== 'received') return false
    const photo = { record, ...picture, bytes: bytes.length }
    events.push({ id: newEventId(at + events.length), event: { type: 'photo', ...act, ...photo } })
  }
  if (move) {
    const step = { record, base: [createOf(record)], move: move.id, to: move.to }
    events.push({ id: newEventId(at + events.length), event: { type: 'move', ...act, ...step } })
  }
  return (await post(`/api/rooms/${encodeURIComponent(room)}/events`, { events })).ok
}
