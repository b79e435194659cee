import { encodeTime } from 'ulid'
import { asPerson, type EventId, type PersonId, type RecordId, recordOf, SYSTEM } from '../ids.ts'
import { kindOf, moveOf } from '../kinds/registry.ts'
import type { ClientEvent, CreateEvent, Fields, MoveEvent, PhotoEvent, RoomEvent } from './event.ts'
import { foldRecord } from './fold.ts'
import type { FoldedRecord } from './folded.ts'

/** Tells the life of one record event by event, for tests. Each act builds on all heads unless it names others. */
export type Pair = readonly [EventId, RoomEvent]
export type Who = { readonly by: PersonId; readonly role: string }
export const who = (name: string, role: string): Who => ({ by: asPerson(`p-${name}`), role })
export const system: Who = { by: SYSTEM, role: 'system' }

/** An event id of that time, the `n`th: no chance in it, so that a failing seed comes back. */
export const idAt = (at: number, n: number): EventId => `${encodeTime(at)}${encodeTime(n, 16)}` as EventId
let told = 0

export const T0 = Date.parse('2026-11-25T09:00:00+08:00')

export function createStory(kind: string, author: Who, at: number, set: Fields, more: Partial<CreateEvent> = {}) {
  const create = idAt(at, ++told)
  const record: RecordId = recordOf(create)
  const events: Pair[] = [
    [create, { type: 'create', kind, version: 1, area: '370303005003', ...author, at, set, ...more }],
  ]
  const fold = (): FoldedRecord => {
    const folded = foldRecord(record, events)
    if (!folded) throw new Error('no record')
    return folded
  }
  const tell = (at: number, event: ClientEvent): EventId => {
    const id = idAt(at, ++told)
    events.push([id, event])
    return id
  }
  const common = (actor: Who, at: number, base: readonly EventId[] = fold().heads) => ({ record, ...actor, at, base })
  return {
    record,
    create,
    events,
    fold,
    set: (actor: Who, at: number, fields: Fields, more: { base?: readonly EventId[]; proposal?: boolean } = {}) =>
      tell(at, {
        type: 'set',
        ...common(actor, at, more.base),
        set: fields,
        ...(more.proposal ? { proposal: true } : {}),
      }),
    move: (actor: Who, at: number, name: string, more: Partial<MoveEvent> = {}) => {
      const known = kindOf(kind)
      const to = (known && moveOf(known, name)?.to) ?? name
      return tell(at, { type: 'move', ...common(actor, at, more.base), move: name, to, ...more })
    },
    photo: (actor: Who, at: number, label: string, more: Partial<PhotoEvent> = {}) =>
      tell(at, {
        type: 'photo',
        record,
        ...actor,
        at,
        sha256: '0'.repeat(64),
        label,
        width: 800,
        height: 600,
        bytes: 1000,
        ...more,
      }),
  }
}

/** A visit as an assistant would hand it in. */
export const visitFields: Fields = {
  householdId: idAt(T0, 0),
  visitAt: T0,
  purpose: ['routine'],
  result: 'met',
  metPeople: [{ metRole: 'owner' }],
  tenancySeen: 'rented',
  residentCount: 3,
  noticeGiven: true,
}

export const repairFields: Fields = { assetId: idAt(T0, 0), fault: 'leak', impact: 'usable', severity: 'low' }
