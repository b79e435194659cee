import { createOf, newEventId, type PersonId, recordOf } from '../../../domain/ids.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import type { ClientEvent, Fields } from '../../../domain/record/event.ts'
import { roomFor } from '../../../domain/room/names.ts'
import { post } from '../../state/api.ts'

/** A record, with its first move if it has one, written in one request: all or nothing. */
export async function sendNew(
  kind: Kind,
  by: { readonly person: PersonId; readonly role: string },
  area: string,
  set: Fields,
  move?: { readonly id: string; readonly to: string },
): Promise<boolean> {
  const at = Date.now()
  const create = newEventId(at)
  const act = { by: by.person, role: by.role, at }
  const events: { id: string; event: ClientEvent }[] = [
    { id: create, event: { type: 'create', kind: kind.id, version: kind.version, area, ...act, set } },
  ]
  if (move) {
    const record = recordOf(create)
    const step = { record, base: [createOf(record)], move: move.id, to: move.to }
    events.push({ id: newEventId(at + 1), event: { type: 'move', ...act, ...step } })
  }
  const room = roomFor(kind, area, by.person, at)
  return (await post(`/api/rooms/${encodeURIComponent(room)}/events`, { events })).ok
}
