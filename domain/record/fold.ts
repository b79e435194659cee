import { createOf, type EventId, type RecordId, recordOf } from '../ids.ts'
import { kindOf } from '../kinds/registry.ts'
import { type Chain, longestChain, type MoveNode } from './chain.ts'
import { currentValues } from './current.ts'
import { type Node, orderActs } from './dag.ts'
import { derivedFields } from './derive.ts'
import type { ClientEvent, PhotoEvent, RoomEvent } from './event.ts'
import type { FoldedRecord } from './folded.ts'
import { type Entry, historyOf, returnOf } from './history.ts'
import { problemsOf } from './problems.ts'

export const MAX_EVENTS = 5000

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

/** What a wrapper counts: an accepted one more than the plain event, that more than a copy. */
const WEIGHT: { readonly [type: string]: number } = { accepted: 2, copied: 0 }
type Told = { readonly entry: Entry; readonly weight: number; readonly source: EventId }

/** Sorts a room's events to their records. Of several that stand for one event the weightiest counts, then the oldest. */
function groupByRecord(events: Iterable<readonly [EventId, RoomEvent]>): Map<RecordId, Map<EventId, Told>> {
  const records = new Map<RecordId, Map<EventId, Told>>()
  for (const [source, event] of events) {
    const entry = entryOf(source, event)
    if (!entry) continue
    const record = recordOfEntry(entry)
    const own = records.get(record) ?? new Map<EventId, Told>()
    const told = { entry, weight: WEIGHT[event.type] ?? 1, source }
    const known = own.get(entry.id)
    if (!known || told.weight > known.weight || (told.weight === known.weight && source < known.source)) {
      own.set(entry.id, told)
    }
    records.set(record, own)
  }
  return records
}

/** Folds the events of one record, in whatever order they came; undefined until its creation is there. */
export function foldRecord(id: RecordId, events: Iterable<readonly [EventId, RoomEvent]>): FoldedRecord | undefined {
  const own = groupByRecord(events).get(id)
  return (
    own &&
    foldEntries(
      id,
      [...own.values()].map((told) => told.entry),
    )
  )
}

function foldEntries(id: RecordId, all: readonly Entry[]): FoldedRecord | undefined {
  const create = all.find((entry) => entry.id === createOf(id))?.event
  if (create?.type !== 'create') return undefined
  const entries = bounded(all, createOf(id))
  const dag = orderActs(entries.flatMap(({ id: at, event }): Node[] => (isAct(event) ? [{ id: at, act: event }] : [])))
  const photos = entries
    .flatMap((e) => (e.event.type === 'photo' ? [{ event: e.id, ...photoOf(e.event) }] : []))
    .sort(byTime)
  const counts = new Map<string, number>()
  for (const photo of photos) counts.set(photo.label, (counts.get(photo.label) ?? 0) + 1)
  const kind = kindOf(create.kind)
  const chain: Chain = kind
    ? longestChain(kind, dag, counts)
    : { moves: [], state: '', refused: new Map(), words: new Set() }
  const { fields: written, conflicts, proposals } = currentValues(kind, dag, chain)
  const steps = chain.moves.map(stepOf)
  const fields = kind ? { ...written, ...derivedFields(kind, { create, chain: steps, fields: written }) } : written
  const returned = kind && returnOf(kind, dag, chain)
  const last = (dag.nodes.at(-1) as Node).act.at
  return {
    id,
    kind: create.kind,
    version: create.version,
    area: create.area,
    createdBy: create.by,
    createdRole: create.role,
    createdAt: create.at,
    updatedAt: Math.max(last, photos.at(-1)?.at ?? last),
    ...(create.place ? { place: create.place } : {}),
    fields,
    state: chain.state,
    chain: steps,
    conflicts,
    heads: dag.heads,
    ...(returned ? { returned } : {}),
    proposals,
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

const stepOf = ({ id: event, act }: MoveNode): FoldedRecord['chain'][number] => ({
  event,
  move: act.move,
  to: act.to,
  by: act.by,
  role: act.role,
  at: act.at,
  ...(act.note === undefined ? {} : { note: act.note }),
})

const isAct = (event: ClientEvent): event is Node['act'] =>
  event.type === 'create' || event.type === 'set' || event.type === 'move'

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
