import type { EventId, PersonId } from '../ids.ts'
import type { Kind } from '../kinds/define.ts'
import { moveOf, stateOf } from '../kinds/registry.ts'
import type { Chain } from './chain.ts'
import type { Dag } from './dag.ts'
import type { ClientEvent } from './event.ts'
import type { HistoryEntry, Returned } from './folded.ts'

/** An event of a record under the id that it stands for, taken out of its wrapper. */
export type Entry = { readonly id: EventId; readonly event: ClientEvent; readonly acceptedBy?: PersonId }

/** The record was sent back by its last effective move: what is owed, and what of it has been set again since. */
export function returnOf(kind: Kind, dag: Dag, chain: Chain): Returned | undefined {
  const last = chain.moves.at(-1)
  const state = last && stateOf(kind, last.act.to)
  if (!last || !state?.side || state.final || !moveOf(kind, last.act.move)?.needsReason) return undefined
  const { act } = last
  const at = dag.nodes.findIndex((node) => node.id === last.id)
  const since = new Set(
    dag.nodes.flatMap((node, i) =>
      node.act.type === 'set' && !node.act.proposal && dag.knows(i, at) ? Object.keys(node.act.set) : [],
    ),
  )
  const fields = act.fields ?? []
  return {
    event: last.id,
    by: act.by,
    role: act.role,
    at: act.at,
    ...(act.note === undefined ? {} : { note: act.note }),
    fields,
    mended: fields.filter((field) => since.has(field)),
  }
}

/** All entries in the order of cause where there is one, else of time. */
export function historyOf(dag: Dag, chain: Chain, entries: readonly Entry[]): HistoryEntry[] {
  const place = new Map(dag.nodes.map((node, i) => [node.id, i]))
  const effective = new Set([...chain.moves.map((node): string => node.id), ...chain.words])
  const inDag = entries.filter((e) => place.has(e.id)).sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
  const beside = entries
    .filter((e) => !place.has(e.id))
    .sort((a, b) => a.event.at - b.event.at || (a.id < b.id ? -1 : 1))
  const merged: Entry[] = []
  let next = 0
  for (const act of inDag) {
    for (; merged.length > 0 && (beside[next]?.event.at ?? Number.POSITIVE_INFINITY) < act.event.at; next++) {
      merged.push(beside[next] as Entry)
    }
    merged.push(act)
  }
  return [...merged, ...beside.slice(next)].map(({ id, event, acceptedBy }) => ({
    id,
    event,
    effective: event.type !== 'move' || effective.has(id),
    ...(acceptedBy === undefined ? {} : { acceptedBy }),
  }))
}
