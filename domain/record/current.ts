import type { EventId } from '../ids.ts'
import type { Kind } from '../kinds/define.ts'
import { moveOf, stateOf } from '../kinds/registry.ts'
import type { Chain } from './chain.ts'
import { normSources, sourceOf } from './copied.ts'
import type { Dag } from './dag.ts'
import { sameValue } from './equal.ts'
import type { CreateEvent, Fields, SetEvent, Value } from './event.ts'
import type { Conflict, Proposal } from './folded.ts'
import { PHOTO_SWITCH } from './photo-switch.ts'

/** More values beside each other than this are not compared or shown one by one: all are in the history. */
const MAX_RIVALS = 16

export type Current = {
  readonly fields: Fields
  readonly conflicts: readonly Conflict[]
  /** Those that nobody has decided yet. */
  readonly proposals: readonly Proposal[]
}

/**
 * The value of each field: the last `set` in topological order, with those beside it that it did not know of. A derived
 * field is no input: who sets it sets nothing. One that is copied from another record (`lookup`) comes with the events.
 */
export function currentValues(kind: Kind | undefined, dag: Dag, chain: Chain): Current {
  const { accepted, pending } = decided(kind, dag, chain)
  const derived = new Set(kind?.fields.filter((field) => field.derived && !sourceOf(field)).map((field) => field.id))
  const copied = new Set(
    kind ? [...kind.fields.filter(sourceOf).map((field) => field.id), ...normSources(kind), PHOTO_SWITCH] : [],
  )
  const { fields, conflicts } = valuesOf(dag, accepted, derived)
  // Two copies of one value are no quarrel between people: the later one shows.
  return { fields, conflicts: conflicts.filter(({ field }) => !copied.has(field)), proposals: pending }
}

/**
 * A proposal is decided by the first effective move that knew of it and leads to a main state: one that asks for a
 * reason turns it down, any other accepts it, or just the `fields` that it names.
 */
function decided(
  kind: Kind | undefined,
  dag: Dag,
  chain: Chain,
): { accepted: ReadonlyMap<EventId, readonly string[]>; pending: readonly Proposal[] } {
  const accepted = new Map<EventId, readonly string[]>()
  const pending: Proposal[] = []
  const places = new Map(dag.nodes.map((node, at) => [node.id, at]))
  const decisions = chain.moves.flatMap(({ id, act }) => {
    const state = kind && stateOf(kind, act.to)
    if (!kind || !state || state.side) return []
    return [{ at: places.get(id) as number, fields: moveOf(kind, act.move)?.needsReason ? [] : act.fields }]
  })
  dag.nodes.forEach(({ id, act }, at) => {
    if (act.type !== 'set' || !act.proposal) return
    const decision = decisions.find((one) => dag.knows(one.at, at))
    if (decision) accepted.set(id, decision.fields ?? Object.keys(act.set))
    else pending.push({ event: id, by: act.by, at: act.at, set: act.set })
  })
  return { accepted, pending }
}

type Setting = {
  readonly at: number
  readonly id: EventId
  readonly act: CreateEvent | SetEvent
  readonly value: Value
}

function valuesOf(
  dag: Dag,
  accepted: ReadonlyMap<EventId, readonly string[]>,
  derived: ReadonlySet<string>,
): { fields: Fields; conflicts: Conflict[] } {
  const settings = new Map<string, Setting[]>()
  dag.nodes.forEach(({ id, act }, at) => {
    if (act.type === 'move') return
    const counts = act.type === 'set' && act.proposal ? (accepted.get(id) ?? []) : undefined
    for (const [field, value] of Object.entries(act.set)) {
      if ((counts && !counts.includes(field)) || derived.has(field)) continue
      const list = settings.get(field) ?? []
      list.push({ at, id, act, value })
      settings.set(field, list)
    }
  })
  const fields: { [field: string]: Value } = {}
  const conflicts: Conflict[] = []
  for (const [field, list] of [...settings].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const rivals = distinct(unknownToLater(dag, list))
    const shown = rivals[0] as Setting
    if (shown.value !== null) fields[field] = shown.value
    if (rivals.length < 2) continue
    const values = rivals.map(({ id, act, value }) => ({ event: id, by: act.by, role: act.role, at: act.at, value }))
    conflicts.push({ field, values })
  }
  return { fields, conflicts }
}

/** The settings that no other of the list knew of, the latest first. */
function unknownToLater(dag: Dag, list: readonly Setting[]): readonly Setting[] {
  if (list.length < 2) return list
  const known = new Uint32Array(Math.ceil(dag.nodes.length / 32))
  const open: Setting[] = []
  for (let i = list.length - 1; i >= 0; i--) {
    const one = list[i] as Setting
    if (((known[one.at >> 5] as number) & (1 << (one.at & 31))) !== 0) continue
    open.push(one)
    dag.addKnown(one.at, known)
  }
  return open
}

/** One for each value, the latest of those that are equal. */
function distinct(open: readonly Setting[]): readonly Setting[] {
  const found: Setting[] = []
  for (const one of open) {
    if (found.length === MAX_RIVALS) break
    if (!found.some((other) => sameValue(other.value, one.value))) found.push(one)
  }
  return found
}
