import { cardOf, type Fact, isDone } from '../../domain/facts.ts'
import { kindOf, stateOf } from '../../domain/kinds/registry.ts'
import { type PlanRule, planFor } from '../../domain/plan.ts'
import type { keptCycles } from './cycles.ts'
import type { LocalRecord, Phone } from './phone.ts'

/** A home, or another entry of a registry, that is due for an act. */
export type Due = {
  readonly local: LocalRecord
  readonly fact: Fact
  readonly rule: PlanRule
}

/** How an entry stands in its cycle at `at` (ms UTC); undefined for one that no rule makes due. */
export function entryOf(
  phone: Phone,
  local: LocalRecord,
  at: number,
  followed: ReadonlySet<string>,
  cycles: ReturnType<typeof keptCycles>,
): (Due & { readonly done: boolean }) | undefined {
  const { id, kind, state, area } = local.record
  if (state !== 'active') return undefined
  const fields = phone.fieldsOf(id)
  const rules = cycles(area, at)
  const rule = planFor(kind, { fields, state }, rules)
  const known = rule && phone.fact(id)
  const fact = known && withoutFollowed(known, followed, at)
  return rule && fact ? { local, fact, rule, done: isDone({ record: id, kind, fields }, fact, at, rules) } : undefined
}

/** Acts that a later act of the same kind says it follows up. */
export function followedUp(all: readonly LocalRecord[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { record } of all) {
    const kind = kindOf(record.kind)
    const state = kind && stateOf(kind, record.state)
    if (!kind || !state || state.draft || record.returned || (state.side && state.final)) continue
    for (const field of kind.fields) {
      const value = field.type === 'ref' && field.of === kind.id ? record.fields[field.id] : undefined
      if (typeof value === 'string') found.add(value)
    }
  }
  return found
}

/** The fact without the open lines of acts that were followed up: nobody is sent to a door a second time for them. */
function withoutFollowed(fact: Fact, followed: ReadonlySet<string>, now: number): Fact {
  const open = fact.open.filter((line) => !followed.has(line.act))
  return open.length === fact.open.length ? fact : { ...fact, open, card: cardOf(open, now) }
}
