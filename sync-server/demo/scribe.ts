import { asPerson, type EventId, newEventId, type PersonId, type RecordId, SYSTEM } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { ClientEvent, Fields, MoveEvent, Place } from '../../domain/record/event.ts'
import { roomFor } from '../../domain/room/names.ts'
import type { People } from '../people/people.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { demoAccounts } from './accounts.ts'

export type Actor = { readonly person: PersonId; readonly role: string }
export type Draft = { readonly id: EventId; readonly event: ClientEvent }

export function actor(account: string): Actor {
  const role = demoAccounts.find((one) => one.account === account)?.role
  if (!role) throw new Error(`demo: no account ${account}`)
  return { person: asPerson(`p-${account}`), role }
}

/** What belongs to nobody's hand. */
export const theSystem: Actor = { person: SYSTEM, role: 'system' }

export function create(who: Actor, kind: string, area: string, at: number, set: Fields, place?: Place): Draft {
  const act = { by: who.person, role: who.role, at }
  return {
    id: newEventId(at),
    event: { type: 'create', kind, version: 1, area, ...act, set, ...(place ? { place } : {}) },
  }
}

type Step = Pick<MoveEvent, 'move' | 'to' | 'note' | 'fields'>
export function move(who: Actor, record: RecordId, at: number, base: EventId, step: Step): Draft {
  return {
    id: newEventId(at),
    event: { type: 'move', record, by: who.person, role: who.role, at, base: [base], ...step },
  }
}

export function edit(who: Actor, record: RecordId, at: number, base: EventId, set: Fields): Draft {
  return { id: newEventId(at), event: { type: 'set', record, by: who.person, role: who.role, at, base: [base], set } }
}

/** `roomAt`: the time of the record that the drafts are about, whose room they go to. */
export type Scribe = (
  who: Actor,
  kind: string,
  area: string,
  at: number,
  drafts: readonly Draft[],
  roomAt?: number,
) => Promise<void>

/** Writes through the ordinary append, received half a second after it was written. Anything refused ends the start. */
export const scribeOf =
  (people: People, rooms: Rooms, now: number, setClock: (now: () => number) => void): Scribe =>
  async (who, kindId, area, at, drafts, roomAt = at) => {
    const kind = kindOf(kindId)
    if (!kind) throw new Error(`demo: no kind ${kindId}`)
    setClock(() => Math.min(at + 500, now))
    if (who.person === SYSTEM) {
      await rooms.writeAsServer(roomFor(kind, area, who.person, roomAt), drafts)
      return
    }
    const author = { person: who.person, grants: people.grantsOf(who.person) }
    const room = roomFor(kind, area, who.person, roomAt)
    for (let i = 0; i < drafts.length; i += 200) {
      const outcome = await rooms.write(author, room, drafts.slice(i, i + 200))
      if (!outcome.ok || outcome.value.refused.length > 0) {
        throw new Error(`demo: ${room} refused ${JSON.stringify(outcome)}`)
      }
    }
  }
