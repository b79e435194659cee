import { duration } from '../clock.ts'
import type { PersonId } from '../ids.ts'
import type { Guard, Kind, Move } from '../kinds/define.ts'
import { ruleOf } from '../kinds/registry.ts'
import { holds, isPresent, type Subject } from './condition.ts'
import { asksCopy } from './copied.ts'
import type { Fields } from './event.ts'
import type { MoveRefusal } from './folded.ts'
import { isWaived } from './photo-switch.ts'
import { missingFields } from './values.ts'

/** Who makes a move, when, with what note: an event of the past, or what a screen is about to offer. */
export type Attempt = { readonly by: PersonId; readonly role: string; readonly at: number; readonly note?: string }

/** The record as the author of a move knew it. */
export type Situation = {
  readonly kind: Kind
  readonly state: string
  readonly fields: Fields
  /** Effective moves so far, the creation first as move `create`. */
  readonly chain: readonly { readonly move: string; readonly by: PersonId; readonly at: number }[]
  /** Photos of the record by label, whenever they came. */
  readonly photos: ReadonlyMap<string, number>
}

/**
 * Everything that stands against a move, judged from the record's own events alone (the guards `linked`, `unique`,
 * `noneNear`, `sample` and `state` look at other records and are judged where those are held).
 */
export function refusals(move: Move, attempt: Attempt, s: Situation): readonly MoveRefusal[] {
  if (!move.from.includes(s.state)) return [{ type: 'WrongState', state: s.state }]
  if (!move.by.includes(attempt.role) && !move.by.includes('any')) return [{ type: 'WrongRole', role: attempt.role }]
  if (attempt.role === 'system') return []
  const found: MoveRefusal[] = []
  if (move.oncePerPerson && s.chain.some((step) => step.move === move.id && step.by === attempt.by)) {
    return [{ type: 'OncePerPerson', move: move.id }]
  }
  if (move.needsReason && !attempt.note?.trim()) found.push({ type: 'NoReason' })
  const subject: Subject = { fields: s.fields, state: s.state, moves: new Set(s.chain.map((step) => step.move)) }
  const missing = missingFields(s.kind, move.to, subject)
  if (missing.length > 0) found.push({ type: 'MissingFields', fields: missing })
  for (const guard of move.guards) {
    const refusal = judge(guard, attempt, s, subject)
    if (refusal) found.push(refusal)
  }
  return found
}

function judge(guard: Guard, attempt: Attempt, s: Situation, subject: Subject): MoveRefusal | undefined {
  switch (guard.type) {
    case 'field':
      return isPresent(s.fields[guard.field]) ? undefined : { type: 'MissingFields', fields: [guard.field] }
    case 'cond':
      // What nobody copied, the record cannot know: whoever holds the other record judges it (`againstOthers`).
      return asksCopy(s.kind, guard.if, (field) => !isPresent(s.fields[field.id])) || holds(guard.if, subject)
        ? undefined
        : { type: 'ConditionFalse' }
    case 'items': {
      const value = s.fields[guard.field]
      const count = Array.isArray(value) ? value.length : 0
      return count >= guard.min ? undefined : { type: 'TooFew', field: guard.field, have: count, min: guard.min }
    }
    case 'photo': {
      const have = s.photos.get(guard.label) ?? 0
      return have >= guard.min || isWaived(s.kind, guard.label, s.fields)
        ? undefined
        : { type: 'MissingPhoto', label: guard.label, have, min: guard.min }
    }
    case 'notAuthorOf':
      // Of the work that is there now: who did an earlier round of it, long judged by others, may judge this one.
      return s.chain.findLast((step) => step.move === guard.move)?.by === attempt.by
        ? { type: 'OwnWork', move: guard.move }
        : undefined
    case 'actorIs':
      return s.fields[guard.field] === attempt.by ? undefined : { type: 'NotThePerson', field: guard.field }
    case 'elapsed': {
      const since = lastOf(s, guard.since)
      return since !== undefined && attempt.at - since >= duration(guard.atLeast)
        ? undefined
        : { type: 'TooEarly', since: guard.since[0] ?? '' }
    }
    case 'within': {
      const since = lastOf(s, guard.since)
      const limit = ruleOf(guard.rule)?.limit
      const late = since !== undefined && limit && attempt.at - since > duration(limit)
      return late ? { type: 'TooLate', since: guard.since[0] ?? '' } : undefined
    }
    // `actorArea` needs the departments' people; the rest looks at other records: judged at the write, never here.
    case 'actorArea':
    case 'state':
    case 'linked':
    case 'unique':
    case 'noneNear':
    case 'sample':
      return undefined
  }
}

/** When the last of these moves was made. */
const lastOf = (s: Situation, moves: readonly string[]): number | undefined =>
  s.chain.findLast((step) => moves.includes(step.move))?.at
