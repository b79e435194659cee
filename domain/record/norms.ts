import type { Field, Kind, Norm } from '../kinds/define.ts'
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
  const said = fields[field.id]
  // A grade is a choice whose options are numbers.
  const value = field.type === 'enum' && typeof said === 'string' && /^\d+$/.test(said) ? Number(said) : said
  if (!norm || typeof value !== 'number') return undefined
  return value >= (norm.min ?? Number.NEGATIVE_INFINITY) && value <= (norm.max ?? Number.POSITIVE_INFINITY)
}

/**
 * Whether everything that was measured is within the norms of the kind: no as soon as one value is not, undefined while
 * a value waits for what its norm asks about (the class of a toilet that the writer did not know).
 */
export function isWithinNorms(kind: Kind, fields: Fields): boolean | undefined {
  let open = false
  for (const field of kind.fields) {
    if (!field.norms || fields[field.id] === undefined) continue
    const within = isWithinNorm(field, fields)
    if (within === false) return false
    const asked = field.norms.flatMap(({ when }) => (when && 'field' in when ? [when.field] : []))
    const unknown = normOf(field, fields) !== undefined || asked.some((name) => fields[name] === undefined)
    if (within === undefined && unknown) open = true
  }
  return open ? undefined : true
}
