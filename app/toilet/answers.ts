import { isPresent, isRow } from '../../domain/record/condition.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'

/** What can be good or bad, with the faults that are meant first when it is bad; any other is under “something else”. */
export const ITEMS = [
  { id: 'floorClean', faults: ['floor_wall', 'leak', 'overflow'] },
  { id: 'panClean', faults: ['blocked', 'flush_valve', 'squat_pan', 'urinal'] },
  { id: 'lights', faults: ['lamp', 'power'] },
  { id: 'accessible', faults: ['accessible'] },
  { id: 'paper', faults: [] },
  { id: 'soap', faults: [] },
] as const

/**
 * A fault as the keeper tells it. `of`: the item that is bad; empty for one added by itself. `same`: the open repair that
 * it is, or `other` if it is another one.
 */
export type Fault = {
  readonly of: string
  readonly fault?: string
  readonly impact?: string
  /** SHA-256 of each. */
  readonly photo?: readonly string[]
  readonly same?: string
  readonly notice?: boolean
}
/** A bad item that was put right at once: nothing to repair. */
export const HANDLED = 'handled'

/** Everything good, as one press says it. Nothing of it is written before that press. */
export const allGood = (toilet: FoldedRecord): Fields => {
  const stalls = toilet.fields['stalls']
  const none = isRow(stalls) && stalls['accessible'] === 0
  return {
    odour: '0',
    flies: 0,
    maggots: 0,
    disinfected: true,
    ...Object.fromEntries(ITEMS.map(({ id }) => [id, id === 'accessible' && none ? 'na' : 'pass'])),
  }
}

export const faultsIn = (answers: Fields): readonly Fault[] =>
  Array.isArray(answers['faults'])
    ? (answers['faults'] as readonly Value[]).filter(isRow).map((row) => row as Fault)
    : []

/** The open repair of the same fault, if there is one: it is offered instead of a second one. */
export const sameOpen = (open: readonly FoldedRecord[], fault: string | undefined): FoldedRecord | undefined =>
  open.find(({ fields }) => fault !== undefined && fields['fault'] === fault)

/** What is still to be told of a fault, by the name of its part on the screen. */
export function owedOf(
  fault: Fault,
  open: readonly FoldedRecord[],
): 'fault' | 'same' | 'impact' | 'notice' | undefined {
  if (!fault.fault) return 'fault'
  if (fault.fault === HANDLED) return undefined
  if (sameOpen(open, fault.fault) && !fault.same) return 'same'
  if (fault.same && fault.same !== 'other') return undefined
  if (!fault.impact) return 'impact'
  return fault.impact === 'full_close' && fault.notice === undefined ? 'notice' : undefined
}

/** Faults that become a repair of their own with this check. */
export const toReport = (answers: Fields): readonly Fault[] =>
  faultsIn(answers).filter(({ fault, same }) => fault && fault !== HANDLED && (!same || same === 'other'))

/** The fields of the check: its faults name their repairs. `repairOf`: the repair of a fault that is reported anew. */
export function checkFields(answers: Fields, repairOf: (fault: Fault) => string): Fields {
  const { faults: _, supplies, ...plain } = answers
  const faults = faultsIn(answers)
    .filter(({ fault }) => fault && fault !== HANDLED)
    .map((one): Fields => {
      const known = one.same && one.same !== 'other' ? one.same : undefined
      return {
        fault: one.fault as string,
        impact: one.impact ?? 'usable',
        ...(one.photo?.length ? { photo: one.photo } : {}),
        repairId: known ?? repairOf(one),
      }
    })
  const added = isRow(supplies)
    ? Object.entries(supplies).flatMap(([name, qty]) => (typeof qty === 'number' && qty > 0 ? [{ name, qty }] : []))
    : []
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => isPresent(value)))
  return {
    ...given,
    ...(faults.length > 0 ? { faults } : {}),
    ...(added.length > 0 ? { consumables: added } : {}),
  }
}
