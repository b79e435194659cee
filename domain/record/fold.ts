import { SKEW_FLAG, skewOf } from '../clock.ts'
import { createOf, type EventId, type PersonId, type RecordId, recordOf } from '../ids.ts'
import { kindOf, moveOf, stateOf } from '../kinds/registry.ts'
import { type Chain, longestChain } from './chain.ts'
import { type Dag, type Node, orderActs } from './dag.ts'
import { sameValue } from './equal.ts'
import type { ClientEvent, CreateEvent, Fields, MoveEvent, PhotoEvent, RoomEvent, SetEvent, Value } from './event.ts'
import type { Conflict, FoldedRecord, HistoryEntry, Problem, Proposal, Returned } from './folded.ts'
import { checkFields } from './values.ts'

export const MAX_EVENTS = 5000

type Entry = { readonly id: EventId; readonly event: ClientEvent; readonly acceptedBy?: PersonId }

/** What a room's entry says, under the id that it stands for; undefined for placeholders and publications. */
export function entryOf(id: EventId, event: RoomEvent): Entry | undefined {
  switch (event.type) {
    case 'again':
    case 'withheld':
    case 'erased':
    case 'publish':
      return undefined
    case 'accepted':
      return { id: event.of, event: event.event, acceptedBy: event.acceptedBy }
    case 'copied':
      return { id: event.of, event: event.event }
    default:
      return { id, event }
  }
}

/** The record that an entry is about. */
export const recordOfEntry = (entry: { readonly id: EventId; readonly event: ClientEvent }): RecordId =>
  entry.event.type === 'create' ? recordOf(entry.id) : entry.event.record

/** Sorts a room's events to their records; an accepted wrapper counts more than what it stands for. */
export function groupByRecord(events: Iterable<readonly [EventId, RoomEvent]>): Map<RecordId, Map<EventId, Entry>> {
  const records = new Map<RecordId, Map<EventId, Entry>>()
  for (const [id, event] of events) {
    const entry = entryOf(id, event)
    if (!entry) continue
    const record = recordOfEntry(entry)
    const own = records.get(record) ?? new Map<EventId, Entry>()
    const known = own.get(entry.id)
    if (!known || (entry.acceptedBy !== undefined && known.acceptedBy === undefined)) own.set(entry.id, entry)
    records.set(record, own)
  }
  return records
}

/** Folds the events of one record, in whatever order they came; undefined until its creation is there. */
export function foldRecord(id: RecordId, events: Iterable<readonly [EventId, RoomEvent]>): FoldedRecord | undefined {
  const own = groupByRecord(events).get(id)
  return own && foldEntries(id, [...own.values()])
}

export function foldEntries(id: RecordId, all: readonly Entry[]): FoldedRecord | undefined {
  const found = all.find((entry) => entry.id === createOf(id))
  if (found?.event.type !== 'create') return undefined
  const create = found.event
  const entries = bounded(all, createOf(id))
  const acts = entries.filter((e): e is Entry & { event: Node['act'] } =>
    ['create', 'set', 'move'].includes(e.event.type),
  )
  const dag = orderActs(
    acts.filter((e) => e.event.type !== 'create' || e.id === createOf(id)).map((e) => ({ id: e.id, act: e.event })),
  )
  const photos = entries
    .flatMap((e) => (e.event.type === 'photo' ? [{ event: e.id, ...photoOf(e.event) }] : []))
    .sort(byTime)
  const counts = new Map<string, number>()
  for (const photo of photos) counts.set(photo.label, (counts.get(photo.label) ?? 0) + 1)
  const kind = kindOf(create.kind)
  const chain: Chain = kind ? longestChain(kind, dag, counts) : { moves: [], state: '', refused: new Map() }
  const { settled, pending } = proposals(dag, chain)
  const { fields, conflicts } = valuesOf(dag, settled)
  const returned = kind && returnOf(dag, chain, kind.id)
  const last = (dag.nodes.at(-1) as Node).act.at
  return {
    id,
    kind: create.kind,
    version: create.version,
    area: create.area,
    createdBy: create.by,
    createdRole: create.role,
    createdAt: create.at,
    updatedAt: Math.max(last, ...photos.map((photo) => photo.at)),
    ...(create.place ? { place: create.place } : {}),
    fields,
    state: chain.state,
    chain: chain.moves.map(({ id: event, act }) => ({
      event,
      move: act.move,
      to: act.to,
      by: act.by,
      role: act.role,
      at: act.at,
      ...(act.note === undefined ? {} : { note: act.note }),
    })),
    conflicts,
    heads: dag.heads,
    ...(returned ? { returned } : {}),
    proposals: pending,
    photos,
    remarks: entries
      .flatMap((e) =>
        e.event.type === 'remark' ? [{ event: e.id, by: e.event.by, at: e.event.at, text: e.event.text }] : [],
      )
      .sort(byTime),
    problems: problemsOf(create, fields, chain, entries, all.length),
    history: historyOf(dag, chain, entries),
  }
}

const byTime = (a: { at: number; event: EventId }, b: { at: number; event: EventId }): number =>
  a.at - b.at || (a.event < b.event ? -1 : 1)

/** At most `MAX_EVENTS`, the creation among them, the rest by id: which ones depends on nothing but the set. */
function bounded(all: readonly Entry[], create: EventId): readonly Entry[] {
  if (all.length <= MAX_EVENTS) return all
  const rest = all.filter((e) => e.id !== create).sort((a, b) => (a.id < b.id ? -1 : 1))
  return [...all.filter((e) => e.id === create), ...rest.slice(0, MAX_EVENTS - 1)]
}

const photoOf = ({ sha256, label, by, at, width, height, bytes, place }: PhotoEvent) => ({
  sha256,
  label,
  by,
  at,
  width,
  height,
  bytes,
  ...(place ? { place } : {}),
})

/** A proposal is settled by the first effective move that knew of it and leads back to a main state. */
function proposals(dag: Dag, chain: Chain): { settled: ReadonlyMap<EventId, readonly string[]>; pending: Proposal[] } {
  const settled = new Map<EventId, readonly string[]>()
  const pending: Proposal[] = []
  const create = dag.nodes.find((node) => node.act.type === 'create')?.act as CreateEvent
  const kind = kindOf(create.kind)
  dag.nodes.forEach(({ id, act }, at) => {
    if (act.type !== 'set' || !act.proposal) return
    const decision = chain.moves.find((move) => {
      const state = kind && stateOf(kind, move.act.to)
      return (
        state &&
        !state.side &&
        dag.knows(
          dag.nodes.findIndex((node) => node.id === move.id),
          at,
        )
      )
    })
    if (decision) settled.set(id, decision.act.fields ?? Object.keys(act.set))
    else pending.push({ event: id, by: act.by, at: act.at, set: act.set })
  })
  return { settled, pending }
}

function valuesOf(
  dag: Dag,
  settled: ReadonlyMap<EventId, readonly string[]>,
): { fields: Fields; conflicts: Conflict[] } {
  const sets = new Map<string, { at: number; id: EventId; act: CreateEvent | SetEvent; value: Value }[]>()
  dag.nodes.forEach(({ id, act }, at) => {
    if (act.type === 'move') return
    const accepted = act.type === 'set' && act.proposal ? (settled.get(id) ?? []) : undefined
    for (const [field, value] of Object.entries(act.set)) {
      if (accepted && !accepted.includes(field)) continue
      const list = sets.get(field) ?? []
      list.push({ at, id, act, value })
      sets.set(field, list)
    }
  })
  const fields: { [field: string]: Value } = {}
  const conflicts: Conflict[] = []
  for (const [field, list] of [...sets].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const open = list.filter((one) => !list.some((other) => dag.knows(other.at, one.at))).reverse()
    const shown = open[0] as (typeof list)[number]
    if (shown.value !== null) fields[field] = shown.value
    const rivals = open.filter((one, i) => open.findIndex((other) => sameValue(other.value, one.value)) === i)
    if (rivals.length < 2) continue
    const values = rivals.map(({ id, act, value }) => ({ event: id, by: act.by, role: act.role, at: act.at, value }))
    conflicts.push({ field, values })
  }
  return { fields, conflicts }
}

/** The record was sent back by its last effective move: what is owed, and what of it has been set again since. */
function returnOf(dag: Dag, chain: Chain, kindId: string): Returned | undefined {
  const last = chain.moves.at(-1)
  const kind = kindOf(kindId)
  const state = last && kind && stateOf(kind, last.act.to)
  const move = last && kind && moveOf(kind, last.act.move)
  if (!last || !state?.side || state.final || !move?.needsReason) return undefined
  const act: MoveEvent = last.act
  const at = dag.nodes.findIndex((node) => node.id === last.id)
  const since = dag.nodes.flatMap((node, i) =>
    node.act.type === 'set' && dag.knows(i, at) ? Object.keys(node.act.set) : [],
  )
  const fields = act.fields ?? []
  return {
    event: last.id,
    by: act.by,
    role: act.role,
    at: act.at,
    ...(act.note === undefined ? {} : { note: act.note }),
    fields,
    mended: fields.filter((field) => since.includes(field)),
  }
}

function problemsOf(
  create: CreateEvent,
  fields: Fields,
  chain: Chain,
  entries: readonly Entry[],
  total: number,
): Problem[] {
  const kind = kindOf(create.kind)
  const problems: Problem[] = kind ? [...checkFields(kind, fields)] : [{ type: 'UnknownKind', kind: create.kind }]
  const ordered = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const { id, event } of ordered) {
    const why = chain.refused.get(id)
    if (event.type === 'move' && why) problems.push({ type: 'IllegalMove', event: id, move: event.move, why })
    const skewMs = skewOf(event)
    if (Math.abs(skewMs) > SKEW_FLAG) problems.push({ type: 'ClockOff', event: id, skewMs })
  }
  if (total > MAX_EVENTS) problems.push({ type: 'TooManyEvents', count: total })
  return problems
}

/** In the order of cause where there is one, else of time. */
function historyOf(dag: Dag, chain: Chain, entries: readonly Entry[]): HistoryEntry[] {
  const place = new Map(dag.nodes.map((node, i) => [node.id, i]))
  const effective = new Set(chain.moves.map((node) => node.id))
  const inDag = entries.filter((e) => place.has(e.id)).sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
  const beside = entries
    .filter((e) => !place.has(e.id))
    .sort((a, b) => a.event.at - b.event.at || (a.id < b.id ? -1 : 1))
  const merged: Entry[] = []
  for (const act of inDag) {
    while (beside[0] && beside[0].event.at < act.event.at && merged.length > 0) merged.push(beside.shift() as Entry)
    merged.push(act)
  }
  return [...merged, ...beside].map(({ id, event, acceptedBy }) => ({
    id,
    event,
    effective: event.type !== 'move' || effective.has(id),
    ...(acceptedBy === undefined ? {} : { acceptedBy }),
  }))
}
