import { isoDate, shanghaiDate } from '../../domain/clock.ts'
import type { RecordId } from '../../domain/ids.ts'
import type { Field, Kind } from '../../domain/kinds/define.ts'
import { enumOf } from '../../domain/kinds/registry.ts'
import { isPresent } from '../../domain/record/condition.ts'
import type { Fields, Place, Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'

/** What a form knows before anybody writes: the time, and the fixed values of the declaration. */
export function ownDefaults(kind: Kind, now: number): Fields {
  const known: { [field: string]: Value } = {}
  for (const field of kind.fields) {
    const value = fixed(kind, field, now)
    if (value !== undefined) known[field.id] = value
  }
  return known
}

function fixed(kind: Kind, field: Field, now: number): Value | undefined {
  const start = field.default
  if (start === undefined || field.derived) return undefined
  if (start === 'now' || start === 'created')
    return field.type === 'date' ? isoDate(now) : field.type === 'datetime' ? now : undefined
  if (start === 'year') return shanghaiDate(now).year
  if (typeof start !== 'string') return start
  return enumOf(kind, field.enum ?? '').some((item) => item.id === start) ? start : undefined
}

/** A value taken over from elsewhere, which the form says beside it. */
export type Carried = { readonly value: Value; readonly from: 'last' | 'subject' }

/** What the thing that the form is about, and the last record about it, already tell. */
export function carriedOver(
  kind: Kind,
  subject: RecordId | undefined,
  subjectFields: Fields,
  all: Iterable<FoldedRecord>,
): { readonly [field: string]: Carried } {
  if (!subject || !kind.subject) return {}
  const named = kind.subject
  const before = [...all]
    .filter((one) => one.kind === kind.id && one.fields[named] === subject)
    .sort((a, b) => b.createdAt - a.createdAt)
  const found: { [field: string]: Carried } = {}
  for (const field of kind.fields) {
    if (field.default === 'last') {
      const value = before.find((one) => isPresent(one.fields[field.id]))?.fields[field.id]
      if (value !== undefined) found[field.id] = { value, from: 'last' }
    } else if (typeof field.default === 'string' && field.default.startsWith('subject.')) {
      const value = subjectFields[field.default.slice('subject.'.length)]
      if (isPresent(value)) found[field.id] = { value: value as Value, from: 'subject' }
    }
  }
  return found
}

/** The fields that a first fix fills. */
export const fieldsOfHere = (kind: Kind): readonly string[] =>
  kind.fields.filter((field) => field.default === 'here').map((field) => field.id)
export const asPoint = (place: Place): Value => ({ lat: place.lat, lon: place.lon, acc: Math.round(place.acc) })
