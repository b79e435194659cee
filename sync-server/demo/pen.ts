import { ulid } from 'ulid'
import { asPerson, type EventId, type PersonId, type RecordId, SYSTEM } from '../../domain/ids.ts'
import type { Random } from '../../domain/random.ts'
import type { ClientEvent, Fields, MoveEvent, PhotoEvent, Place } from '../../domain/record/event.ts'
import { demoAccounts } from './accounts.ts'
import { staff } from './staff.ts'

export type Actor = { readonly person: PersonId; readonly role: string }
export type Draft = { readonly id: EventId; readonly event: ClientEvent }
type PhotoOf = Pick<PhotoEvent, 'sha256' | 'label' | 'width' | 'height' | 'bytes'>
type Step = Pick<MoveEvent, 'move' | 'to' | 'note' | 'fields'>

/** A person of the demo by account, or by the short name of one without. */
export function actor(name: string): Actor {
  const role = [...demoAccounts, ...staff].find((one) => one.account === name)?.role
  if (!role) throw new Error(`demo: nobody is called ${name}`)
  return { person: asPerson(`p-${name}`), role }
}

/** What belongs to nobody's hand. */
export const theSystem: Actor = { person: SYSTEM, role: 'system' }

export type Pen = {
  create(who: Actor, kind: string, area: string, at: number, set: Fields, place?: Place): Draft
  edit(who: Actor, record: RecordId, at: number, base: EventId, set: Fields): Draft
  photo(who: Actor, record: RecordId, at: number, photo: PhotoOf): Draft
  move(who: Actor, record: RecordId, at: number, base: EventId, step: Step): Draft
}

/** Makes events whose ids come from the seed, so that the same start gives the same district, event by event. */
export function penOf(random: Random): Pen {
  const nextId = (at: number): EventId => ulid(at, random.next) as EventId
  const act = (who: Actor, at: number) => ({ by: who.person, role: who.role, at })
  return {
    create: (who, kind, area, at, set, place) => ({
      id: nextId(at),
      event: { type: 'create', kind, version: 1, area, ...act(who, at), set, ...(place ? { place } : {}) },
    }),
    edit: (who, record, at, base, set) => ({
      id: nextId(at),
      event: { type: 'set', record, ...act(who, at), base: [base], set },
    }),
    photo: (who, record, at, photo) => ({
      id: nextId(at),
      event: { type: 'photo', record, ...act(who, at), ...photo },
    }),
    move: (who, record, at, base, step) => ({
      id: nextId(at),
      event: { type: 'move', record, ...act(who, at), base: [base], ...step },
    }),
  }
}
