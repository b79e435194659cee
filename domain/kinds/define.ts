/** The closed vocabulary in which a kind of record is declared. A kind is plain data: it could be sent as JSON. */

export type Words = { readonly zh: string; readonly en: string }

export type Condition =
  | {
      readonly field: string
      readonly is?: string | number | boolean
      readonly in?: readonly (string | number)[]
      readonly min?: number
      readonly max?: number
      readonly present?: boolean
      readonly minField?: string
      readonly maxField?: string
      readonly some?: Condition
      readonly count?: { readonly min?: number; readonly max?: number }
    }
  | { readonly state: readonly string[] }
  | { readonly moved: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }

export type FieldType =
  | 'string'
  | 'text'
  | 'int'
  | 'decimal'
  | 'bool'
  | 'date'
  | 'time'
  | 'datetime'
  | 'enum'
  | 'enum[]'
  | 'ref'
  | 'ref[]'
  | 'string[]'
  | 'geo'
  | 'geometry'
  | 'list'
  | 'group'
  | 'photo'
  | 'signature'
  | 'url'
  /** A condition of this vocabulary as a value: only rules of the office have one. */
  | 'condition'

/** `always`: every step but one into a draft state. `from`: a step into that state or a later main one. `when`: only if it holds. */
export type Need = 'never' | 'always' | { readonly from?: string; readonly when?: Condition }

/** Where a derived field's value comes from. `linked` to `external` need more than the record itself. */
export type Derive =
  | { readonly createdAt: true }
  | { readonly createdBy: true }
  | { readonly createdArea: true }
  /** Of the last such move; several names with spaces between them. */
  | { readonly moveAt: string }
  | { readonly moveBy: string }
  | { readonly diff: readonly [field: string, field: string] }
  /** The first as per cent of the second. */
  | { readonly share: readonly [field: string, field: string] }
  | { readonly sumOf: string }
  | {
      readonly items: {
        readonly field: string
        readonly count?: true
        readonly sum?: string
        readonly where?: Condition
        /** The item `value` of the first or last row. */
        readonly pick?: 'first' | 'last'
        readonly value?: string
        /** Minutes between rows of `at` whose `clockType` are these two, in turn. */
        readonly pairs?: readonly string[]
      }
    }
  /** True if every value is within the norms that apply to it. */
  | { readonly norms: true }
  /** A figure of a track; `when` says for which records. */
  | { readonly measure: string | { readonly measure: string; readonly when: Condition } }
  | { readonly table: { readonly name: string; readonly key: string; readonly pick: 'max' } }
  | {
      readonly base: {
        readonly from: number
        readonly minus: { readonly field: string; readonly sum: string }
        readonly floor?: number
      }
    }
  | {
      readonly linked: { readonly kind: string; readonly by: string; readonly pick: string; readonly where?: Condition }
    }
  | { readonly retention: string }
  | { readonly device: string }
  | { readonly lookup: string }
  | { readonly external: string }

export type Norm = { readonly min?: number; readonly max?: number; readonly when?: Condition }

export type Field = Words & {
  readonly id: string
  readonly type: FieldType
  readonly need: Need
  readonly enum?: string
  readonly of?: string
  readonly items?: readonly Field[]
  readonly unit?: string
  readonly help?: Words
  /** `now`, `here`, `last`, `next`, `subject.{field}`, or a value. */
  readonly default?: string | readonly string[] | boolean | number
  readonly min?: number
  readonly max?: number
  readonly minField?: string
  readonly maxField?: string
  readonly minItems?: number
  readonly maxItems?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly digits?: number
  readonly derived?: boolean
  readonly derive?: Derive
  readonly norms?: readonly Norm[]
  readonly personal?: 'none' | 'personal' | 'sensitive'
  readonly mask?: 'name' | 'phone' | 'id' | 'plate'
  readonly filter?: Condition
  /** Only these roles write the field. */
  readonly setBy?: readonly string[]
}

export type State = Words & {
  readonly id: string
  readonly draft?: boolean
  readonly side?: boolean
  readonly final?: boolean
}

export type Guard =
  | { readonly type: 'field'; readonly field: string }
  | { readonly type: 'cond'; readonly if: Condition }
  | { readonly type: 'items'; readonly field: string; readonly min: number }
  | { readonly type: 'photo'; readonly label: string; readonly min: number }
  | { readonly type: 'notAuthorOf'; readonly move: string }
  | { readonly type: 'actorIs'; readonly field: string }
  | { readonly type: 'actorArea'; readonly field: string }
  | { readonly type: 'elapsed'; readonly since: readonly string[]; readonly atLeast: string }
  | { readonly type: 'within'; readonly since: readonly string[]; readonly rule: string }
  | { readonly type: 'state'; readonly field: string; readonly in: readonly string[] }
  | {
      readonly type: 'linked'
      readonly kind: string
      readonly by: string
      readonly where?: Condition
      readonly min?: number
      readonly none?: boolean
    }
  | { readonly type: 'unique'; readonly fields: readonly string[]; readonly per: string }
  | {
      readonly type: 'noneNear'
      readonly metres: number
      readonly same?: readonly string[] | string
      readonly elseReason?: boolean
    }
  | { readonly type: 'sample'; readonly share: number; readonly per: string; readonly field: string }

export type SystemCause = {
  readonly cause: 'event' | 'time' | 'external' | 'device'
  readonly after?: { readonly rule: string; readonly since?: string; readonly field?: string }
  readonly when?: Condition
}

export type Move = Words & {
  readonly id: string
  readonly from: readonly string[]
  readonly to: string
  readonly by: readonly string[]
  readonly guards: readonly Guard[]
  readonly needsReason?: boolean
  /** A person makes it once in a record. */
  readonly oncePerPerson?: boolean
  readonly system?: SystemCause
}

export type Evidence =
  | { readonly type: 'near'; readonly of: string; readonly metres: number; readonly elseReason?: boolean }
  | {
      readonly type: 'photo'
      readonly label: string
      readonly zh: string
      readonly en: string
      readonly min: number
      readonly max: number
      readonly blocking: boolean
      readonly move?: string
      readonly switch?: string
    }
  | { readonly type: 'qr'; readonly of: string }
  | { readonly type: 'signature'; readonly field: string }
  | { readonly type: 'track'; readonly switch?: string }
  | { readonly type: 'webhook' }

export type Deadline = {
  readonly id: string
  readonly rule: string
  readonly start: readonly string[]
  readonly stop: readonly string[]
  readonly when?: Condition
  readonly until?: string
  readonly yellowBefore?: string
  /** Without it an open line turns yellow by time alone. */
  readonly yellowWhen?: Condition
  /** Pairs of moves: the clock stands still from the first to the second. */
  readonly pauses?: readonly (readonly string[])[]
  readonly extension?: null | {
    readonly by: readonly string[]
    readonly times: number
    readonly beforeRed: boolean
    readonly needsReason: boolean
  }
}

export type EnumItem = Words & { readonly id: string }

export type Kind = Words & {
  readonly id: string
  readonly version: number
  readonly book: string
  readonly room: 'quarter' | 'registry' | 'worker' | 'private' | 'track' | 'org'
  /** The ref field that names what the record is about. */
  readonly subject?: string
  /** Records of this kind hold the restricted fields of another kind's; `by` is the ref field that names it. */
  readonly partOf?: { readonly kind: string; readonly by: string }
  readonly title: readonly string[]
  readonly createdBy: readonly string[]
  readonly retention: string
  readonly fields: readonly Field[]
  readonly states: readonly State[]
  readonly moves: readonly Move[]
  readonly evidence: readonly Evidence[]
  readonly deadlines: readonly Deadline[]
  /** Enumerations that only this kind uses; shared ones are in `vocabulary.ts`. */
  readonly enums?: { readonly [id: string]: readonly EnumItem[] }
}

/** Checks the declaration's type and keeps its literal one. */
export const defineKind = <const K extends Kind>(kind: K): K => kind
