import type { EventId, PersonId, RoomName } from '../../domain/ids.ts'
import type { ClientEvent } from '../../domain/record/event.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { decodeItem, encodeItem } from '../../domain/room/grammar.ts'
import type { Decided, Decision, EventLog, Stored, Unavailable } from '../storage/log.ts'
import { derivedId } from './derived-id.ts'

export type DecideProblem = { readonly why: 'notHeld' } | { readonly why: 'decidedBefore'; readonly as: Decided }

/** Decides about a held event. An accepted one is written anew, wrapped, so that all readers and its own author fold it. */
export async function decideHeld(
  log: EventLog,
  room: RoomName,
  id: EventId,
  decision: Decision,
): Promise<Result<{ decided: Decided; stored: readonly Stored[] }, DecideProblem | Unavailable>> {
  const row = await log.one(room, id)
  if (!row?.held) return fail({ why: 'notHeld' })
  const wrapper = decision.accept ? wrap(row, decision.by) : undefined
  const outcome = await log.decide(room, id, decision, wrapper)
  if (!outcome.ok) return outcome
  switch (outcome.value.outcome) {
    case 'notHeld':
      return fail({ why: 'notHeld' })
    case 'decidedBefore':
      return fail({ why: 'decidedBefore', as: outcome.value.as })
    case 'decided': {
      const decided = { ...decision, id, ...(wrapper ? { wrapper: wrapper.id } : {}) }
      return ok({ decided, stored: outcome.value.stored })
    }
  }
}

function wrap(row: Stored, acceptedBy: PersonId): { id: EventId; bytes: Uint8Array } {
  const decoded = decodeItem(row.bytes)
  if (!decoded.ok) throw new Error(`${row.room} ${row.id}: what is stored cannot be read: ${decoded.problem.detail}`)
  const id = derivedId(row.receivedAt, row.room, row.id, 'accepted')
  const event = decoded.value.event as ClientEvent
  return { id, bytes: encodeItem(id, { type: 'accepted', of: row.id, by: row.person, acceptedBy, event }) }
}
