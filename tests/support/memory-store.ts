import type { EventStore, KeptAnchor, NotSaved, OpenItem, OutboxRow, Settles } from '../../app/store/rows.ts'
import type { EventId, RoomName } from '../../domain/ids.ts'
import { fail, ok } from '../../domain/result.ts'

/** The phone's event store without a browser: each method takes effect whole, or not at all. */
export type MemoryStore = EventStore & {
  /** The next `times` writes of own or others' events fail as they would on a full phone. */
  fill(times: number): void
  readonly settled: readonly Settles[]
}

export function memoryStore(): MemoryStore {
  const events = new Map<EventId, OpenItem>()
  const outbox = new Map<EventId, OutboxRow>()
  const receipts = new Map<EventId, number>()
  const cursors = new Map<RoomName, string>()
  const settled: Settles[] = []
  let anchor: KeptAnchor | undefined
  let failures = 0
  const full: NotSaved = { why: 'full', detail: 'QuotaExceededError' }
  const fails = (): boolean => failures > 0 && failures-- > 0

  return {
    settled,
    fill(times) {
      failures = times
    },
    async saveOwn(items, settles) {
      if (fails()) return fail(full)
      for (const item of items) {
        if (events.has(item.id)) return fail({ why: 'failed', detail: 'ConstraintError' })
      }
      for (const item of items) {
        events.set(item.id, item)
        outbox.set(item.id, { id: item.id, room: item.room, state: 'waiting' })
      }
      if (settles) settled.push(settles)
      return ok(undefined)
    },
    async saveRemote(room, items, cursor) {
      if (fails()) return fail(full)
      for (const item of items) events.set(item.id, item)
      if (cursor !== undefined) cursors.set(room, cursor)
      return ok(undefined)
    },
    async rewrite(items) {
      for (const item of items) events.set(item.id, item)
    },
    allItems: async () => [...events.values()],
    items: async (ids) => ids.flatMap((id) => events.get(id) ?? []),
    outbox: async () => [...outbox.values()],
    receipts: async () => new Map(receipts),
    async received(ids, at) {
      for (const id of ids) {
        outbox.delete(id)
        receipts.set(id, at)
      }
    },
    async setAside(rows) {
      for (const row of rows) outbox.set(row.id, row)
    },
    async reoffer(rows) {
      for (const row of rows) {
        receipts.delete(row.id)
        outbox.set(row.id, row)
      }
    },
    cursors: async () => new Map(cursors),
    anchor: async () => anchor,
    async setAnchor(next) {
      anchor = next
    },
  }
}
