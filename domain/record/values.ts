import { fromIsoDate, shanghaiDate } from '../clock.ts'
import type { Field, Kind } from '../kinds/define.ts'
import { enumOf, stateOf } from '../kinds/registry.ts'
import { holds, isPresent, isRow, type Subject } from './condition.ts'
import { sourceOf } from './copied.ts'
import type { Fields, Value } from './event.ts'
import type { Problem } from './folded.ts'

type BadValue = Extract<Problem, { type: 'BadValue' }>
type Why = BadValue['why']

/** Whether a condition-bound field has a part in the form now: what is needed only `when` it holds shows only then. */
export function isVisible(field: Field, subject: Subject): boolean {
  if (field.derived) return false
  if (typeof field.need === 'object' && field.need.when) return holds(field.need.when, subject)
  return true
}

/** Position of a state among the main ones; -1 for a side state. */
function mainIndex(kind: Kind, state: string): number {
  return kind.states.filter((s) => !s.side).findIndex((s) => s.id === state)
}

/**
 * The fields that a step into `to` needs, in the order of the form. A step into a draft or a side state needs none:
 * there only the guards of the move count.
 */
export function neededFields(kind: Kind, to: string, subject: Subject): readonly string[] {
  const target = stateOf(kind, to)
  if (!target || target.draft || target.side) return []
  const reached = mainIndex(kind, to)
  return kind.fields.filter((field) => isNeeded(field, reached)).map((field) => field.id)

  function isNeeded(field: Field, index: number): boolean {
    if (field.derived || field.need === 'never') return false
    if (field.need === 'always') return true
    const from = field.need.from === undefined ? 0 : mainIndex(kind, field.need.from)
    return index >= from && (field.need.when === undefined || holds(field.need.when, subject))
  }
}

export const missingFields = (kind: Kind, to: string, subject: Subject): readonly string[] =>
  neededFields(kind, to, subject).filter((id) => !isPresent(subject.fields[id]))

/** What is wrong with a value that is there; an absent one is a matter of `missingFields`. */
export function checkValue(kind: Kind, field: Field, value: Value | undefined, all: Fields): readonly BadValue[] {
  if (!isPresent(value) || (field.derived && !sourceOf(field))) return []
  const why = whyBad(kind, field, value as Value, all)
  return why ? [{ type: 'BadValue', field: field.id, why }] : []
}

export const checkFields = (kind: Kind, fields: Fields): readonly BadValue[] =>
  kind.fields.flatMap((field) => checkValue(kind, field, fields[field.id], fields))

function whyBad(kind: Kind, field: Field, value: Value, all: Fields): Why | undefined {
  switch (field.type) {
    case 'string':
    case 'text':
    case 'url':
      return badText(field, value)
    case 'int':
      return Number.isInteger(value) ? badRange(field, value as number, all) : 'type'
    case 'decimal':
      return typeof value === 'number' ? badRange(field, value, all) : 'type'
    case 'datetime':
      if (typeof value !== 'number') return 'type'
      return isPlausible(value) ? badRange(field, value, all) : 'year'
    case 'bool':
      return typeof value === 'boolean' ? undefined : 'type'
    case 'date':
      return badDate(field, value, all)
    case 'time':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? undefined : 'type'
    case 'enum':
      return badOption(kind, field, [value])
    case 'enum[]':
      return Array.isArray(value) ? badOption(kind, field, value) : 'type'
    case 'ref':
      return typeof value === 'string' ? undefined : 'type'
    case 'photo':
    case 'signature':
      return typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array ? undefined : 'type'
    case 'ref[]':
    case 'string[]':
      return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? undefined : 'type'
    case 'geo':
      return isPoint(value) ? undefined : 'type'
    case 'geometry':
      return isShape(value) ? undefined : 'type'
    case 'condition':
      return isRow(value) ? undefined : 'type'
    case 'group':
      return isRow(value) ? badRow(kind, field, value) : 'type'
    case 'list':
      return badList(kind, field, value)
  }
}

/** Work of people who live: a date far outside their time is a slip of the finger, or a clock that was reset. */
const PLAUSIBLE = [1990, 2079] as const
const isPlausible = (at: number): boolean => {
  const { year } = shanghaiDate(at)
  return year >= PLAUSIBLE[0] && year <= PLAUSIBLE[1]
}
function badDate(field: Field, value: Value, all: Fields): Why | undefined {
  const midnight = typeof value === 'string' ? fromIsoDate(value) : undefined
  if (midnight === undefined) return 'type'
  return isPlausible(midnight) ? badRange(field, value as string, all) : 'year'
}

const isPoint = (value: Value): boolean =>
  isRow(value) && typeof value['lat'] === 'number' && typeof value['lon'] === 'number'
const isShape = (value: Value): boolean =>
  isRow(value) && typeof value['type'] === 'string' && Array.isArray(value['coordinates'])

function badText(field: Field, value: Value): Why | undefined {
  if (typeof value !== 'string') return 'type'
  if (field.maxLength !== undefined && value.length > field.maxLength) return 'length'
  if (field.pattern !== undefined && !new RegExp(field.pattern, 'u').test(value)) return 'pattern'
  return undefined
}

function badRange(field: Field, value: number | string, all: Fields): Why | undefined {
  if (typeof value === 'number' && field.min !== undefined && value < field.min) return 'range'
  if (typeof value === 'number' && field.max !== undefined && value > field.max) return 'range'
  const least = field.minField === undefined ? undefined : all[field.minField]
  const most = field.maxField === undefined ? undefined : all[field.maxField]
  if (typeof least === typeof value && value < (least as number | string)) return 'order'
  if (typeof most === typeof value && value > (most as number | string)) return 'order'
  return undefined
}

function badOption(kind: Kind, field: Field, values: readonly Value[]): Why | undefined {
  const options = enumOf(kind, field.enum ?? '').map((item) => item.id)
  return values.every((value) => options.includes(value as string)) ? undefined : 'option'
}

function badRow(kind: Kind, field: Field, row: Fields): Why | undefined {
  for (const item of field.items ?? []) {
    const value = row[item.id]
    if (!isPresent(value)) {
      if (item.need === 'always') return 'range'
      continue
    }
    const why = whyBad(kind, item, value as Value, row)
    if (why) return why
  }
  return undefined
}

function badList(kind: Kind, field: Field, value: Value): Why | undefined {
  if (!Array.isArray(value)) return 'type'
  if (value.length < (field.minItems ?? 0) || value.length > (field.maxItems ?? 1000)) return 'length'
  for (const row of value as readonly Value[]) {
    if (!isRow(row)) return 'type'
    const why = badRow(kind, field, row)
    if (why) return why
  }
  return undefined
}
