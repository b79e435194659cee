import type { Condition, Field, Kind, Move } from './kinds/define.ts'
import { fieldOf } from './kinds/registry.ts'
import type { Fields } from './record/event.ts'

/** The fields that a condition asks about. */
function askedIn(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(askedIn)
  if ('any' in condition) return condition.any.flatMap(askedIn)
  if ('not' in condition) return askedIn(condition.not)
  return 'field' in condition ? [condition.field] : []
}

/**
 * What one step of the record is judged by, in the order of the declaration: fields that are owed from its state on,
 * and those that its guards ask about. Derived ones are not asked.
 */
export function fieldsOfStep(kind: Kind, move: Move): readonly Field[] {
  const asked = new Set(
    move.guards.flatMap((guard) =>
      guard.type === 'cond' ? askedIn(guard.if) : guard.type === 'field' ? [guard.field] : [],
    ),
  )
  const isOwed = ({ need }: Field) => typeof need === 'object' && need.from === move.to
  return kind.fields.filter((field) => !field.derived && (isOwed(field) || asked.has(field.id)))
}

/** The fields of a step that have nothing but pass, fail and not applicable: “all in order” answers them at once. */
export const checksOf = (fields: readonly Field[]): readonly Field[] =>
  fields.filter((field) => field.type === 'enum' && field.enum === 'pass_fail')

/** What stands against a step by its own findings: a check that failed, an answer other than the guard wants. */
export function failedChecks(kind: Kind, move: Move, fields: Fields): readonly Field[] {
  return fieldsOfStep(kind, move).filter((field) => {
    const value = fields[field.id]
    return value === 'fail' || (field.type === 'bool' && value === false && fieldOf(kind, field.id) !== undefined)
  })
}
