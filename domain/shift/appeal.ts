import { DAY, duration } from '../clock.ts'
import type { PersonId } from '../ids.ts'
import { ruleOf } from '../kinds/registry.ts'
import type { Fields, Value } from '../record/event.ts'
import type { FoldedRecord } from '../record/folded.ts'
import { clockRows, doubtsOf } from './clock.ts'

/** What a worker may say against a decision about his shift, and what became of it. */

const DECISIONS = ['confirm', 'mark_absent']
/** So long the outcome of an appeal is shown. */
const SHOWN = 3 * DAY

const decided = (shift: FoldedRecord) => shift.chain.findLast(({ move }) => DECISIONS.includes(move))

/** Until when (ms UTC) a decision on the shift can be contested; undefined where there is none to contest. */
export function contestUntil(shift: FoldedRecord): number | undefined {
  if (shift.state !== 'absent' && shift.state !== 'confirmed') return undefined
  // What a supervisor has decided on an appeal is decided.
  if (shift.chain.some(({ move }) => move === 'resolve')) return undefined
  const limit = ruleOf('appeal_72h')?.limit
  const at = decided(shift)?.at
  return at === undefined || !limit ? undefined : at + duration(limit)
}

export const contestable = (shift: FoldedRecord, now: number): boolean => (contestUntil(shift) ?? 0) >= now

/** The exception that an appeal is about, as far as the shift says one: absence, being late, a missed clock. */
export function exceptionOf(shift: FoldedRecord): string | undefined {
  if (shift.state === 'absent') return 'absent'
  const types = new Map(doubtsOf(shift).map(({ type }) => [type, type]))
  if (types.has('late')) return 'late'
  if (types.has('early')) return 'early_leave'
  if (types.has('missedOut')) return 'missed_clock'
  if (types.has('outside')) return 'off_route'
  return types.has('noPlace') ? 'no_fix' : undefined
}

export type Verdict = {
  readonly shift: FoldedRecord
  readonly by: PersonId
  readonly at: number
  readonly note?: string
}
/** The decision on an appeal, for as long as it is news to the worker. */
export function verdictOn(shift: FoldedRecord, now: number): Verdict | undefined {
  const step = shift.chain.findLast(({ move }) => move === 'resolve')
  if (!step || now - step.at > SHOWN) return undefined
  return { shift, by: step.by, at: step.at, ...(step.note ? { note: step.note } : {}) }
}

/** How an appeal can end; `worked` is undefined where a clock says it already. `set`: written with the decision. */
export type Resolution = { readonly worked?: boolean; readonly set: Fields }

/**
 * A decided shift has a clock, also one that nobody pressed: who was there is given the planned hours, under the name of
 * whoever decides; for an absence that stands there is an end without a beginning, which no figure takes for work.
 */
export function resolutions(shift: FoldedRecord, by: PersonId): readonly Resolution[] {
  if (clockRows(shift).length > 0) return [{ set: {} }]
  const { plannedStart, plannedEnd, exceptions } = shift.fields
  const row = (clockType: string, at: Value | undefined): Fields => ({ clockType, at: at ?? shift.createdAt, by })
  const absent = { exception: 'absent', from: plannedStart ?? shift.createdAt, to: plannedEnd ?? shift.createdAt }
  return [
    { worked: true, set: { events: [row('in', plannedStart), row('out', plannedEnd)] } },
    {
      worked: false,
      set: {
        events: [row('out', plannedEnd)],
        exceptions: [...(Array.isArray(exceptions) ? exceptions : []), absent],
      },
    },
  ]
}

/** A contested shift as it will be once it is decided: what the decision itself writes is not asked for before. */
export function asResolved(shift: FoldedRecord): FoldedRecord {
  if (shift.state !== 'disputed') return shift
  return { ...shift, fields: { ...shift.fields, ...resolutions(shift, shift.createdBy)[0]?.set } }
}
