import type { Guard, Kind, Move } from '../kinds/define.ts'
import { stateOf } from '../kinds/registry.ts'
import { retentionClasses } from '../kinds/retention.ts'
import { holds, isPresent } from './condition.ts'
import { sameValue } from './equal.ts'
import type { Value } from './event.ts'
import type { FoldedRecord, MoveRefusal } from './folded.ts'
import { metresTo } from './geometry.ts'

type Linked = Extract<Guard, { readonly type: 'linked' }>

/** The other records that somebody holds; what he does not hold speaks against nothing. */
export type Others = { readonly ofKind: (kind: string) => readonly FoldedRecord[] }

/**
 * What other records say against a move. The fold never asks them: a phone that holds only some would come to another
 * state. A missing link is told by `missingLink`: the person can often write what is missing. `sample` is a matter of
 * figures and is judged there.
 */
export function againstOthers(move: Move, kind: Kind, record: FoldedRecord, others: Others): readonly MoveRefusal[] {
  return move.guards.flatMap((guard) => judge(guard, kind, record, others) ?? [])
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

function judge(guard: Guard, kind: Kind, record: FoldedRecord, others: Others): MoveRefusal | undefined {
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
    default:
      return undefined
  }
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
