import { isoDate } from '../../domain/clock.ts'
import { cyclesOf } from '../../domain/office-rules.ts'
import type { OrgView } from '../../domain/org.ts'
import type { PlanRule } from '../../domain/plan.ts'

/** The visit cycles of an area on the day of `at`. Asked of each home: kept until the office says something else. */
export function keptCycles(org: () => OrgView): (area: string, at: number) => readonly PlanRule[] {
  let seen: OrgView['rules'] | undefined
  let kept = new Map<string, readonly PlanRule[]>()
  return (area, at) => {
    const { rules } = org()
    if (rules !== seen) {
      seen = rules
      kept = new Map()
    }
    const day = isoDate(at)
    const key = `${area} ${day}`
    const found = kept.get(key) ?? cyclesOf(rules, area, day)
    kept.set(key, found)
    return found
  }
}
