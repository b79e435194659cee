import type { Condition, Guard, Kind, Move } from '../kinds/define.ts'
import { stateOf } from '../kinds/registry.ts'
import { retentionClasses } from '../kinds/retention.ts'
import { holds, isPresent } from './condition.ts'
import { asksCopy, copiesOf, sourceOf } from './copied.ts'
import { sameValue } from './equal.ts'
import type { Fields, Value } from './event.ts'
import type { FoldedRecord, MoveRefusal } from './folded.ts'
import { metresTo } from './geometry.ts'

type Linked = Extract<Guard, { readonly type: 'linked' }>

/** The other records that somebody holds; what he does not hold speaks against nothing. */
export type Others = { readonly ofKind: (kind: string) => readonly FoldedRecord[] }

/**
 * What other records say against a move. The fold never asks them: a phone that holds only some would come to another
 * state. A missing link is told by `missingLink`: the person can often write what is missing.
 */
export function againstOthers(move: Move, kind: Kind, record: FoldedRecord, others: Others): readonly MoveRefusal[] {
  return move.guards.flatMap((guard) => judge(guard, move, kind, record, others) ?? [])
}

/** The first link of a move to other records that is not there (or, where there must be none, is there). */
export function missingLink(move: Move, record: FoldedRecord, others: Others): Linked | undefined {
  return move.guards.find((guard): guard is Linked => {
    if (guard.type !== 'linked') return false
    const naming = others.ofKind(guard.kind).filter((other) => {
      const value = other.fields[guard.by]
      const names = Array.isArray(value) ? value.includes(record.id) : value === record.id
      return names && (!guard.where || holds(guard.where, { fields: other.fields, state: other.state }))
    })
    return guard.none ? naming.length > 0 : naming.length < (guard.min ?? 1)
  })
}

function judge(guard: Guard, move: Move, kind: Kind, record: FoldedRecord, others: Others): MoveRefusal | undefined {
  switch (guard.type) {
    case 'state': {
      const field = kind.fields.find((one) => one.id === guard.field)
      const named = others.ofKind(field?.of ?? '').find((other) => other.id === record.fields[guard.field])
      return named && !guard.in.includes(named.state) ? { type: 'OtherState', field: guard.field } : undefined
    }
    case 'unique': {
      const within = guard.per === 'district' ? record.area.slice(0, DISTRICT_DIGITS) : record.area
      const twin = rivals(kind, record, others).some(
        (other) => other.area.startsWith(within) && guard.fields.every((id) => isSame(record, other, id)),
      )
      return twin ? { type: 'NotUnique', fields: guard.fields } : undefined
    }
    case 'noneNear': {
      const shape = kind.fields.find((field) => field.type === 'geo' || field.type === 'geometry')?.id ?? ''
      const here = pointOf(record.fields[shape])
      const near = rivals(kind, record, others).some((other) => {
        const alike = [guard.same ?? []].flat().every((id) => isSame(record, other, id))
        return alike && here && (metresTo(here, other.fields[shape]) ?? Number.POSITIVE_INFINITY) <= guard.metres
      })
      // With a reason it may still be: that is asked for where the step is made.
      return near && !guard.elseReason ? { type: 'TooNear', metres: guard.metres } : undefined
    }
    case 'cond': {
      const verdict = withNamed(kind, guard.if, record, (id) => byId(kind, id, others))
      if (verdict !== false) return undefined
      const asked = kind.fields.find((field) => asksCopy(kind, guard.if, (one) => one === field))
      return { type: 'NotAsNamed', field: (asked && sourceOf(asked)?.ref) ?? '' }
    }
    case 'sample': {
      const lot = others.ofKind(kind.id).filter((other) => isInLot(kind, move, guard, record, other))
      const all = lot.some((other) => other.id === record.id) ? lot : [...lot, record]
      const need = sampleSize(all.length, guard.share)
      const have = all.filter((other) => wasInspected(other.fields[guard.field])).length
      return have < need ? { type: 'SampleTooSmall', have, need } : undefined
    }
    default:
      return undefined
  }
}

/**
 * A condition about copied fields, asked with what the named records say now; undefined where it asks about none, or
 * about one that is not at hand.
 */
export function withNamed(
  kind: Kind,
  condition: Condition,
  record: Pick<FoldedRecord, 'fields' | 'state'>,
  named: (id: string) => Fields | undefined,
): boolean | undefined {
  if (!asksCopy(kind, condition)) return undefined
  const fields = { ...record.fields, ...copiesOf(kind, record.fields, named) }
  if (asksCopy(kind, condition, (field) => !isPresent(fields[field.id]))) return undefined
  return holds(condition, { fields, state: record.state })
}

/** The records that one of the references of this kind names. */
const byId = (kind: Kind, id: string, others: Others): Fields | undefined =>
  kind.fields
    .flatMap((field) => (field.type === 'ref' && field.of ? others.ofKind(field.of) : []))
    .find((other) => other.id === id)?.fields

/** How many of a lot of `n` must have been inspected. */
export const sampleSize = (n: number, share: number): number => Math.ceil(n * share - 1e-9)

/** Sampled: looked at, whatever was found. */
export const wasInspected = (value: Value | undefined): boolean =>
  value === 'inspected_pass' || value === 'inspected_fail'

/**
 * The lot from which the sample is taken: records of the same village that have come as far as the step asks, and are
 * not over. An earlier year's, long in service, say nothing about this one's.
 */
export function isInLot(
  kind: Kind,
  move: Move,
  guard: Extract<Guard, { readonly type: 'sample' }>,
  record: Pick<FoldedRecord, 'area' | 'fields'>,
  other: Pick<FoldedRecord, 'area' | 'fields' | 'state'>,
): boolean {
  const of = (one: Pick<FoldedRecord, 'area' | 'fields'>) => one.fields[guard.per] ?? one.area
  const main = kind.states.filter((state) => !state.side)
  const at = main.findIndex((state) => state.id === other.state)
  const from = Math.min(...move.from.map((id) => main.findIndex((state) => state.id === id)))
  return of(record) === of(other) && at >= from && !main[at]?.final
}

const DISTRICT_DIGITS = 6

/** Records of the same kind that are in use: neither drafts nor over nor written off. */
function rivals(kind: Kind, record: FoldedRecord, others: Others): readonly FoldedRecord[] {
  const writtenOff = retentionClasses.find((one) => one.id === kind.retention)?.from
  return others.ofKind(kind.id).filter((other) => {
    const state = stateOf(kind, other.state)
    return other.id !== record.id && state && !state.draft && !state.final && state.id !== writtenOff
  })
}

const isSame = (a: FoldedRecord, b: FoldedRecord, field: string): boolean =>
  isPresent(a.fields[field]) && sameValue(a.fields[field], b.fields[field])

/** A point of the record's own: its place, or the first corner of its shape. */
function pointOf(value: Value | undefined): { lat: number; lon: number } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { lat, lon, coordinates } = value as { readonly [key: string]: Value }
  if (typeof lat === 'number' && typeof lon === 'number') return { lat, lon }
  let first: Value | undefined = coordinates
  while (Array.isArray(first) && Array.isArray(first[0])) first = first[0]
  return Array.isArray(first) && typeof first[0] === 'number' && typeof first[1] === 'number'
    ? { lat: first[1], lon: first[0] }
    : undefined
}
