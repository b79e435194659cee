import type { Fact } from './facts.ts'
import { isDone } from './facts.ts'
import type { RecordId } from './ids.ts'
import { type PlanRule, periodOf, planFor } from './plan.ts'
import type { Fields } from './record/event.ts'

/**
 * How an entry of a registry stands in its cycle. `closed`: lawfully, without having been met (declined, or nobody there
 * on two different days); never held against anybody.
 */
export type Standing = 'met' | 'closed' | 'due'
export type Covered = {
  readonly record: RecordId
  readonly kind: string
  readonly state: string
  readonly fields: Fields
}
/** Three shares that add up to `of`. */
export type Coverage = { readonly of: number; readonly met: number; readonly closed: number; readonly due: number }

/** Only these count: what is proposed, or gone, is nobody's duty. */
const COUNTS = 'active'

/**
 * The standing of an entry at `now` (ms UTC); undefined for one that no rule makes due, such as an empty home.
 * `rules`: those of its area and day; the usual ones if left out.
 * Source: domain/data/domain-kinds.json, figures `home_visit.coverage`, `met_share`, `closed_share`, `open_share`.
 */
export function standingOf(
  subject: Covered,
  fact: Pick<Fact, 'doneAt' | 'metAt' | 'triedOn'>,
  now: number,
  rules?: readonly PlanRule[],
): Standing | undefined {
  const rule = subject.state === COUNTS ? planFor(subject.kind, subject, rules) : undefined
  if (!rule) return undefined
  if (fact.metAt !== undefined && fact.metAt >= periodOf(rule.per, now).from) return 'met'
  return isDone(subject, fact, now, rules) ? 'closed' : 'due'
}

/** The one way in which coverage is counted, by phone and desk alike: each entry in the cycle that `now` lies in. */
export function coverageOf(
  entries: Iterable<
    readonly [subject: Covered, fact: Pick<Fact, 'doneAt' | 'metAt' | 'triedOn'>, rules?: readonly PlanRule[]]
  >,
  now: number,
): Coverage {
  const counted = { met: 0, closed: 0, due: 0 }
  let of = 0
  for (const [subject, fact, rules] of entries) {
    const standing = standingOf(subject, fact, now, rules)
    if (!standing) continue
    counted[standing]++
    of++
  }
  return { of, ...counted }
}
