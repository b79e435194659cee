import type { Field, Norm } from '../kinds/define.ts'
import { holds } from './condition.ts'
import type { Fields } from './event.ts'

/** The norm that applies to a number now, among its field's; undefined where none does. */
export const normOf = (field: Field, fields: Fields): Norm | undefined =>
  field.norms?.find((norm) => norm.when === undefined || holds(norm.when, { fields }))

/**
 * Whether a value is within the norm of a standard: undefined where no norm applies or nothing was measured. A norm
 * marks a value as failed; it never refuses one.
 */
export function isWithinNorm(field: Field, fields: Fields): boolean | undefined {
  const norm = normOf(field, fields)
  const value = fields[field.id]
  if (!norm || typeof value !== 'number') return undefined
  return value >= (norm.min ?? Number.NEGATIVE_INFINITY) && value <= (norm.max ?? Number.POSITIVE_INFINITY)
}
