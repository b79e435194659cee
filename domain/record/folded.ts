import type { EventId, PersonId, RecordId } from '../ids.ts'
import type { ClientEvent, Fields, Place, Value } from './event.ts'

/** One of the values of a field that was set by people who did not know of each other. */
export type ConflictValue = {
  readonly event: EventId
  readonly by: PersonId
  readonly role: string
  readonly at: number
  readonly value: Value
}
/** `values[0]` is the one that shows; the others stand beside it until somebody settles it with a `set` over all heads. */
export type Conflict = { readonly field: string; readonly values: readonly ConflictValue[] }

/** A broken rule of the kind. Computed by the fold, equal everywhere; removes nothing. */
export type Problem =
  | { readonly type: 'UnknownKind'; readonly kind: string }
  | {
      readonly type: 'BadValue'
      readonly field: string
      readonly why: 'type' | 'range' | 'length' | 'pattern' | 'option' | 'order' | 'year'
    }
  | { readonly type: 'IllegalMove'; readonly event: EventId; readonly move: string; readonly why: MoveRefusal }
  | { readonly type: 'ClockOff'; readonly event: EventId; readonly skewMs: number }
  | { readonly type: 'TooManyEvents'; readonly count: number }

/** Why a move is not effective. */
export type MoveRefusal =
  | { readonly type: 'UnknownMove' }
  | { readonly type: 'WrongState'; readonly state: string }
  | { readonly type: 'WrongRole'; readonly role: string }
  | { readonly type: 'NoReason' }
  | { readonly type: 'MissingFields'; readonly fields: readonly string[] }
  | { readonly type: 'MissingPhoto'; readonly label: string; readonly have: number; readonly min: number }
  | { readonly type: 'OwnWork'; readonly move: string }
  | { readonly type: 'NotThePerson'; readonly field: string }
  | { readonly type: 'ConditionFalse' }
  | { readonly type: 'TooFew'; readonly field: string; readonly have: number; readonly min: number }
  | { readonly type: 'TooEarly'; readonly since: string }
  | { readonly type: 'TooLate'; readonly since: string }
  | { readonly type: 'OncePerPerson'; readonly move: string }
  /** What other records say; the fold never finds these. */
  | { readonly type: 'OtherState'; readonly field: string }
  | { readonly type: 'NotUnique'; readonly fields: readonly string[] }
  | { readonly type: 'TooNear'; readonly metres: number }
  | { readonly type: 'NotAsNamed'; readonly field: string }
  | { readonly type: 'SampleTooSmall'; readonly have: number; readonly need: number }
  /** Legal by itself, but another chain of moves is longer. */
  | { readonly type: 'Overtaken' }
  /** More moves than a record can have: the rest is not looked at. */
  | { readonly type: 'TooManyMoves'; readonly max: number }

export type HistoryEntry = {
  readonly id: EventId
  readonly event: ClientEvent
  /** For a move: part of the chain that gives the state. True for everything else. */
  readonly effective: boolean
  /** Taken from an `accepted` or `copied` wrapper. */
  readonly acceptedBy?: PersonId
}

export type PhotoRef = {
  readonly event: EventId
  readonly sha256: string
  readonly label: string
  readonly by: PersonId
  readonly at: number
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly place?: Place
}

/** The last effective move sent the record back: what is owed again. */
export type Returned = {
  readonly event: EventId
  readonly by: PersonId
  readonly role: string
  readonly at: number
  readonly note?: string
  /** Empty = the whole record. */
  readonly fields: readonly string[]
  /** Those of `fields` that have been set again since. */
  readonly mended: readonly string[]
}

export type Proposal = { readonly event: EventId; readonly by: PersonId; readonly at: number; readonly set: Fields }

/** What the events about one record id fold to: equal on every phone and on the server. JSON-safe but for `Uint8Array` values. */
export type FoldedRecord = {
  readonly id: RecordId
  readonly kind: string
  readonly version: number
  readonly area: string
  readonly createdBy: PersonId
  readonly createdRole: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly place?: Place
  readonly fields: Fields
  readonly state: string
  /** Effective moves in order: `[{move, by, at, event}]`. */
  readonly chain: readonly {
    readonly event: EventId
    readonly move: string
    readonly to: string
    readonly by: PersonId
    readonly role: string
    readonly at: number
    readonly note?: string
  }[]
  readonly conflicts: readonly Conflict[]
  /** Bases for the next `set` or `move`. */
  readonly heads: readonly EventId[]
  readonly returned?: Returned
  readonly proposals: readonly Proposal[]
  readonly photos: readonly PhotoRef[]
  readonly remarks: readonly {
    readonly event: EventId
    readonly by: PersonId
    readonly at: number
    readonly text: string
  }[]
  readonly problems: readonly Problem[]
  readonly history: readonly HistoryEntry[]
}
