import type { Field, Kind } from '../kinds/define.ts'
import { enumOf, fieldOf, stateOf } from '../kinds/registry.ts'

/** A condition of the office is at most so deep and so wide: it is asked of every home of a street. */
const DEEPEST = 4
const MOST = 20

/**
 * What is wrong with a condition that somebody wrote about records of a kind: the part that names nothing, or that no
 * record could fulfil; undefined for a good one. Takes anything, also what is no condition at all.
 */
export function conditionFault(kind: Kind, value: unknown, depth = 0): string | undefined {
  if (depth > DEEPEST) return 'it is nested too deep'
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no condition'
  const entries = Object.entries(value)
  const [only, part] = entries[0] ?? []
  if (entries.length === 1 && (only === 'all' || only === 'any')) {
    if (!Array.isArray(part) || part.length > MOST) return `"${only}" takes a list of at most ${MOST} conditions`
    return part.map((one) => conditionFault(kind, one, depth + 1)).find((fault) => fault !== undefined)
  }
  if (entries.length === 1 && only === 'not') return conditionFault(kind, part, depth + 1)
  if (entries.length === 1 && only === 'state') {
    if (!Array.isArray(part)) return '"state" takes a list of states'
    const unknown = part.find((state) => typeof state !== 'string' || !stateOf(kind, state))
    return unknown === undefined ? undefined : `there is no state "${String(unknown)}"`
  }
  return questionFault(kind, value as { readonly [name: string]: unknown })
}

function questionFault(kind: Kind, question: { readonly [name: string]: unknown }): string | undefined {
  const field = typeof question['field'] === 'string' ? fieldOf(kind, question['field']) : undefined
  if (!field) return `there is no field "${String(question['field'])}"`
  const asked = Object.keys(question).filter((name) => name !== 'field')
  if (asked.length !== 1) return `ask one thing about "${field.id}"`
  const value = question[asked[0] as string]
  switch (asked[0]) {
    case 'present':
      return typeof value === 'boolean' ? undefined : '"present" is true or false'
    case 'is':
      return optionFault(kind, field, value)
    case 'in':
      if (!Array.isArray(value) || value.length === 0 || value.length > MOST) return `"in" takes 1 to ${MOST} values`
      return value.map((one) => optionFault(kind, field, one)).find((fault) => fault !== undefined)
    case 'min':
    case 'max':
      return typeof value === 'number' && (field.type === 'int' || field.type === 'decimal')
        ? undefined
        : `"${field.id}" has no ${asked[0]}`
    default:
      return `"${asked[0]}" is not asked of a field here`
  }
}

function optionFault(kind: Kind, field: Field, value: unknown): string | undefined {
  const fault = `"${field.id}" is never "${String(value)}"`
  switch (field.type) {
    case 'enum':
    case 'enum[]':
      return enumOf(kind, field.enum ?? '').some((option) => option.id === value) ? undefined : fault
    case 'bool':
      return typeof value === 'boolean' ? undefined : fault
    case 'int':
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : fault
    default:
      return typeof value === 'string' && value.length <= 200 ? undefined : fault
  }
}
