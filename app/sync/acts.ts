import { type EventId, newEventId, type PersonId, type RecordId, type RoomName, recordOf } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { MAX_BASES } from '../../domain/record/check-event.ts'
import type { ClientEvent, Fields, MoveEvent, PhotoEvent, Place } from '../../domain/record/event.ts'
import { type Split, splitPrivate } from '../../domain/record/private.ts'
import { roomFor } from '../../domain/room/names.ts'
import type { AnchoredClock } from './anchor.ts'

/** An event that is about to be written. */
export type Made = { readonly id: EventId; readonly room: RoomName; readonly event: ClientEvent }
export type NewPhoto = Pick<PhotoEvent, 'sha256' | 'label' | 'width' | 'height' | 'bytes' | 'place'>

export type Creation = {
  /** Given if another record of the same act names this one. */
  readonly id?: EventId | undefined
  readonly fields: Fields
  readonly role: string
  readonly area: string
  /** Whose week room it goes into, where the kind has rooms of persons: by proxy for a colleague; left out, one's own. */
  readonly owner?: PersonId | undefined
  /** A time (ms UTC) in the week whose room it goes into, where the kind has week rooms; left out, this week's. */
  readonly week?: number | undefined
  readonly place?: Place | undefined
  readonly move?:
    | {
        readonly id: string
        readonly to: string
        readonly note?: string | undefined
        readonly place?: Place | undefined
      }
    | undefined
  readonly photos?: readonly NewPhoto[] | undefined
  /** The draft that ends with this act. */
  readonly draft?: string | undefined
}
export type Change = {
  readonly role: string
  readonly set?: Fields | undefined
  readonly move?: Pick<MoveEvent, 'move' | 'to' | 'note' | 'fields' | 'place'> | undefined
  readonly photos?: readonly NewPhoto[] | undefined
  readonly draft?: string | undefined
}

/** One of several records that are written in one act. `create` is given the ids of those made before it. */
export type Part =
  | { readonly kind: string; readonly create: (made: readonly RecordId[]) => Creation }
  | { readonly record: RecordId; readonly change: Change }

/** What a person does, as events: who, in which role, when, over which others. */
export function createActs(deps: {
  person: PersonId
  now: () => number
  random: () => number
  clock: () => AnchoredClock
}) {
  const { person, now, random, clock } = deps
  const act = (role: string) => ({ by: person, role, at: now(), anchor: clock().anchor() })
  /** Ids of one act sort in the order in which they were made. */
  const ids = (): (() => EventId) => {
    let next = now()
    return () => newEventId(next++, random)
  }
  const photosOf = (record: RecordId, role: string, photos: readonly NewPhoto[] | undefined): PhotoEvent[] =>
    (photos ?? []).map((photo) => ({ type: 'photo', record, ...act(role), ...photo }))

  /** The record of another's restricted fields; nothing if there is nothing in them. */
  function restricted(record: RecordId, part: NonNullable<Split['part']>, role: string, area: string): readonly Made[] {
    const { kind, by, set } = part
    const filled = Object.entries(set).filter(([, value]) => value !== null)
    if (filled.length === 0) return []
    const fields = { ...Object.fromEntries(filled), [by]: record }
    const room = roomFor(kind, area, person, clock().roomTime())
    const { id, version } = kind
    return [
      {
        id: newEventId(now(), random),
        room,
        event: { type: 'create', kind: id, version, area, ...act(role), set: fields },
      },
    ]
  }

  return {
    creation(kindId: string, made: Creation): { record: RecordId; room: RoomName; events: readonly Made[] } {
      const kind = kindOf(kindId)
      if (!kind) throw new Error(`unknown kind ${kindId}`)
      const { fields, role, area, owner = person, week, place, move, photos } = made
      const split = splitPrivate(kind, fields)
      const nextId = ids()
      const id = made.id ?? nextId()
      const record = recordOf(id)
      const room = roomFor(kind, area, owner, week ?? clock().roomTime())
      const { version } = kind
      const placed = place ? { place } : {}
      const events: Made[] = [
        { id, room, event: { type: 'create', kind: kindId, version, area, ...act(role), set: split.open, ...placed } },
        ...photosOf(record, role, photos).map((event) => ({ id: nextId(), room, event })),
      ]
      if (move) {
        const { note, place: at } = move
        const more = { ...(note ? { note } : {}), ...(at ? { place: at } : {}) }
        const event: MoveEvent = { type: 'move', record, ...act(role), base: [id], move: move.id, to: move.to, ...more }
        events.push({ id: nextId(), room, event })
      }
      if (split.part) events.push(...restricted(record, split.part, role, area))
      return { record, room, events }
    },
    restricted,
    changes(record: RecordId, room: RoomName, heads: readonly EventId[], change: Change): readonly Made[] {
      const { role, set, move, photos } = change
      const nextId = ids()
      const events: Made[] = []
      let base = heads.slice(0, MAX_BASES)
      if (set && Object.keys(set).length > 0) {
        const id = nextId()
        events.push({ id, room, event: { type: 'set', record, ...act(role), base, set } })
        base = [id]
      }
      for (const event of photosOf(record, role, photos)) events.push({ id: nextId(), room, event })
      if (move) events.push({ id: nextId(), room, event: { type: 'move', record, ...act(role), base, ...move } })
      return events
    },
    remark: (record: RecordId, room: RoomName, role: string, text: string): Made => ({
      id: newEventId(now(), random),
      room,
      event: { type: 'remark', record, ...act(role), text },
    }),
  }
}
