import type { EventId, PersonId, RecordId } from '../ids.ts'

/** What a value of an event may be made of (the grammar's `Any`, without bigint and undefined). */
export type Value = null | boolean | number | string | Uint8Array | readonly Value[] | { readonly [key: string]: Value }
export type Fields = { readonly [field: string]: Value }

/** Where a phone was: WGS-84 degrees, accuracy in metres, time of the fix in ms UTC. */
export type Place = {
  readonly lat: number
  readonly lon: number
  readonly acc: number
  readonly fixAt: number
  readonly source: 'gps' | 'map' | 'qr'
  /** When the camera read the code on what the record is about, ms UTC. */
  readonly qr?: number
}

type Act = {
  readonly by: PersonId
  readonly role: string
  /** Claimed time, ms UTC. */
  readonly at: number
  /** The last server time that the writer knew (ms) and the monotonic time since (ms). */
  readonly anchor?: readonly [serverMs: number, deltaMs: number]
}
type OnRecord = Act & { readonly record: RecordId }

export type CreateEvent = Act & {
  readonly type: 'create'
  readonly kind: string
  readonly version: number
  readonly area: string
  readonly place?: Place
  readonly set: Fields
}
export type SetEvent = OnRecord & {
  readonly type: 'set'
  readonly base: readonly EventId[]
  readonly set: Fields
  readonly proposal?: boolean
}
export type MoveEvent = OnRecord & {
  readonly type: 'move'
  readonly base: readonly EventId[]
  readonly move: string
  readonly to: string
  /** The move returns, accepts or rejects just these fields. */
  readonly fields?: readonly string[]
  readonly note?: string
  readonly place?: Place
}
export type RemarkEvent = OnRecord & { readonly type: 'remark'; readonly text: string }
export type PhotoEvent = OnRecord & {
  readonly type: 'photo'
  readonly sha256: string
  readonly label: string
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly place?: Place
}
export type TrackEvent = OnRecord & {
  readonly type: 'track'
  readonly from: number
  readonly to: number
  readonly points: Uint8Array
}

/** What a person's phone or desk may write. */
export type ClientEvent = CreateEvent | SetEvent | MoveEvent | RemarkEvent | PhotoEvent | TrackEvent

/** Only the server writes these. `again`, `withheld` and `erased` hold a clock; the fold ignores them. */
export type ServerEvent =
  | { readonly type: 'again'; readonly of: EventId }
  | { readonly type: 'withheld' }
  | { readonly type: 'erased' }
  | {
      readonly type: 'accepted'
      readonly of: EventId
      readonly by: PersonId
      readonly acceptedBy: PersonId
      readonly event: ClientEvent
    }
  | { readonly type: 'copied'; readonly of: EventId; readonly from: string; readonly event: ClientEvent }
  /** An `org` room's entry: the newest `at` of a topic counts. */
  | {
      readonly type: 'publish'
      readonly topic: string
      readonly by: PersonId
      readonly role: string
      readonly at: number
      readonly value: Value
    }

export type RoomEvent = ClientEvent | ServerEvent
