import { shanghaiDate } from '../../domain/clock.ts'
import type { LocalRecord } from './phone.ts'

const COUNTS = ['submitted', 'verified', 'follow_up', 'closed']
/** Attempts without an answer, on different days, that close a home lawfully. */
const ATTEMPTS = 2

/**
 * The homes to visit: active, not vacant, and neither met nor lawfully closed (declined, or no answer on two days).
 * A submitted visit counts unless it was returned or void. `of` = all homes that are due in the period held here.
 */
export function dueHomes(all: readonly LocalRecord[]): { readonly due: readonly LocalRecord[]; readonly of: number } {
  const homes = all.filter(
    (one) =>
      one.record.kind === 'household' && one.record.state === 'active' && one.record.fields['tenancy'] !== 'vacant',
  )
  const done = new Set<string>()
  const attempts = new Map<string, Set<string>>()
  for (const { record } of all) {
    const home = record.fields['householdId']
    if (record.kind !== 'home_visit' || typeof home !== 'string' || !COUNTS.includes(record.state)) continue
    const result = record.fields['result']
    if (result === 'met' || result === 'refused') done.add(home)
    if (result !== 'no_answer') continue
    const { year, month, day } = shanghaiDate(record.createdAt)
    const days = attempts.get(home) ?? new Set<string>()
    days.add(`${year}-${month}-${day}`)
    attempts.set(home, days)
    if (days.size >= ATTEMPTS) done.add(home)
  }
  return { due: homes.filter((one) => !done.has(one.record.id)), of: homes.length }
}
