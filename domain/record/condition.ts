import type { Condition } from '../kinds/define.ts'
import type { Fields, Value } from './event.ts'

/** What a condition may ask about: a record's fields, its state, the moves it made. */
export type Subject = {
  readonly fields: Fields
  readonly state?: string
  readonly moves?: ReadonlySet<string>
}

/** True if the condition holds. A missing field makes every question about it false, `present: false` apart. */
export function holds(condition: Condition, subject: Subject): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, subject))
  if ('any' in condition) return condition.any.some((part) => holds(part, subject))
  if ('not' in condition) return !holds(condition.not, subject)
  if ('state' in condition) return subject.state !== undefined && condition.state.includes(subject.state)
  if ('moved' in condition) return subject.moves?.has(condition.moved) ?? false
  return fieldHolds(condition, subject)
}

type FieldCondition = Extract<Condition, { field: string }>

function fieldHolds(c: FieldCondition, subject: Subject): boolean {
  const value = subject.fields[c.field]
  if (c.present !== undefined) return isPresent(value) === c.present
  if (!isPresent(value)) return c.is === false && value === false
  if (c.is !== undefined) return Array.isArray(value) ? value.includes(c.is) : value === c.is
  if (c.in !== undefined) {
    const options = c.in as readonly Value[]
    return Array.isArray(value)
      ? value.some((entry) => options.includes(entry as Value))
      : options.includes(value as Value)
  }
  if (c.some !== undefined) {
    const part = c.some
    return Array.isArray(value) && value.some((entry) => isRow(entry) && holds(part, { fields: entry }))
  }
  if (c.count !== undefined) {
    return (
      Array.isArray(value) &&
      value.length >= (c.count.min ?? 0) &&
      value.length <= (c.count.max ?? Number.POSITIVE_INFINITY)
    )
  }
  return compares(c, value as Value, subject)
}

function compares(c: FieldCondition, value: Value, subject: Subject): boolean {
  const least = c.min ?? (c.minField === undefined ? undefined : subject.fields[c.minField])
  const most = c.max ?? (c.maxField === undefined ? undefined : subject.fields[c.maxField])
  const below = isPresent(least) && !(inOrder(least, value) ?? false)
  const above = isPresent(most) && !(inOrder(value, most) ?? false)
  return !below && !above
}

/** Whether a number or text comes before or equals the other; undefined where they are of different kinds. */
function inOrder(a: Value | undefined, b: Value | undefined): boolean | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a <= b
  return typeof a === 'string' && typeof b === 'string' ? a <= b : undefined
}

/** True for a row of a list or a group. */
export const isRow = (value: Value | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)

/** A field counts as filled if it is neither absent nor null nor an empty text or list. */
export function isPresent(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === '') return false
  return !(Array.isArray(value) && value.length === 0)
}
