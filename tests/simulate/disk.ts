import type { EventStore, KeptAnchor, NotSaved, OpenItem, OutboxRow } from '../../app/store/rows.ts'
import type { EventId, RoomName } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'

/** What of a phone survives its death. */
export type Kept = {
  readonly events: Map<EventId, OpenItem>
  readonly outbox: Map<EventId, OutboxRow>
  readonly receipts: Map<EventId, number>
  readonly cursors: Map<RoomName, string>
  anchor: KeptAnchor | undefined
}
export const emptyDisk = (): Kept => ({
  events: new Map(),
  outbox: new Map(),
  receipts: new Map(),
  cursors: new Map(),
  anchor: undefined,
})

/**
 * The phone's store as the browser gives it: strict transactions one after the other, each of which reaches the disk
 * after a while, whole or, if the phone dies first, not at all.
 */
export function openDisk(
  kept: Kept,
  world: {
    /** Runs a transaction when it has reached the disk; never, if the phone has died. */
    readonly commit: <T>(work: () => T) => Promise<T>
    readonly isFull: () => boolean
    readonly onSaved: (items: readonly OpenItem[]) => void
    readonly onReceived: (ids: readonly EventId[]) => void
  },
): EventStore {
  const { commit, isFull } = world
  const full = fail<NotSaved>({ why: 'full', detail: 'QuotaExceededError' })
  const put = (items: readonly OpenItem[]): void => {
    for (const item of items) kept.events.set(item.id, item)
  }
  const mark = (rows: readonly OutboxRow[]): void => {
    for (const row of rows) kept.outbox.set(row.id, row)
  }
  return {
    saveOwn: (items) =>
      commit((): Result<void, NotSaved> => {
        if (isFull()) return full
        const twice = items.find(({ id }) => kept.events.has(id))
        if (twice) return fail({ why: 'failed', detail: `ConstraintError: ${twice.id}` })
        put(items)
        mark(items.map(({ id, room }) => ({ id, room, state: 'waiting' })))
        world.onSaved(items)
        return ok(undefined)
      }),
    saveRemote: (room, items, cursor) =>
      commit((): Result<void, NotSaved> => {
        if (isFull()) return full
        put(items)
        if (cursor !== undefined) kept.cursors.set(room, cursor)
        return ok(undefined)
      }),
    rewrite: (items) => commit(() => put(items)),
    allItems: () => commit(() => [...kept.events.values()]),
    items: (ids) => commit(() => ids.flatMap((id) => kept.events.get(id) ?? [])),
    outbox: () => commit(() => [...kept.outbox.values()]),
    receipts: () => commit(() => new Map(kept.receipts)),
    received: (ids, at) =>
      commit(() => {
        for (const id of ids) {
          kept.outbox.delete(id)
          kept.receipts.set(id, at)
        }
        world.onReceived(ids)
      }),
    setAside: (rows) => commit(() => mark(rows)),
    reoffer: (rows) =>
      commit(() => {
        for (const { id } of rows) kept.receipts.delete(id)
        mark(rows)
      }),
    cursors: () => commit(() => new Map(kept.cursors)),
    anchor: () => commit(() => kept.anchor),
    setAnchor: (anchor) =>
      commit(() => {
        kept.anchor = anchor
      }),
  }
}
