import type { EventId, RoomName } from '../../domain/ids.ts'
import { readOffer } from '../../domain/room/grammar.ts'
import { type Cursor, formatCursor, parseCursor } from '../../domain/room/protocol.ts'
import type { OpenItem, OutboxRow } from '../store/rows.ts'
import type { SyncDeps } from './room-sync.ts'

/** A whole room as one update, and how far it reaches. */
export type Snapshot = { readonly update: Uint8Array; readonly cursor: string }

/** What a room says goes to disk first, then into memory; how far it was read is kept with it. */
export function createIntake(
  deps: SyncDeps,
  after: {
    /** Memory follows what has just been changed on disk. */
    settle(ids: readonly EventId[]): Promise<void>
    /** Sends again what waits. */
    offer(room: RoomName): void
  },
) {
  const { store, ledger, states } = deps
  const cursors = new Map<RoomName, string>()

  async function takeSnapshot(room: RoomName): Promise<void> {
    const found = await deps.snapshot?.(room).catch(() => undefined)
    const cursor = found && parseCursor(found.cursor)
    if (!found || !cursor) return
    const state = states.of(room)
    state.inbox.push(...readOffer(found.update).items)
    state.caughtUp = cursor
    await deps.serial(() => takeIn(room))
  }

  /** Everything that came in meanwhile, in one transaction: never a cursor before what it covers. */
  async function takeIn(room: RoomName): Promise<void> {
    const state = states.of(room)
    if (state.inbox.length === 0 && !state.caughtUp) return
    const { caughtUp } = state
    const found = state.inbox.map((item): OpenItem => ({ ...item, room, bytes: item.bytes.slice() }))
    state.inbox = []
    delete state.caughtUp
    const fresh = found.filter((item) => !ledger.has(item))
    const cursor = caughtUp ? formatCursor(caughtUp) : undefined
    const saved = await store.saveRemote(room, fresh, cursor)
    if (!saved.ok) {
      // It waits in memory, before what comes next: no cursor passes what is not on disk.
      state.inbox = [...found, ...state.inbox]
      if (caughtUp && !state.caughtUp) state.caughtUp = caughtUp
      state.unstored = true
      deps.onNotStored(saved.problem)
      return
    }
    if (state.unstored) {
      state.unstored = false
      if (![...states.all.values()].some((other) => other.unstored)) deps.onNotStored(undefined)
    }
    const touched = new Set(fresh.flatMap((item) => ledger.add(item) ?? []))
    await receiveDecided()
    ledger.fold(touched)
    const ids = fresh.map((item) => item.id)
    if (ids.length > 0) deps.changed(touched, ids)
    if (caughtUp && cursor) await compareLog(room, caughtUp, cursor)
  }

  /** What was held and has since been accepted is no longer anybody's concern. */
  async function receiveDecided(): Promise<void> {
    const decided = [...ledger.outbox().values()].filter((row) => row.state === 'held' && ledger.isAccepted(row.id))
    if (decided.length === 0) return
    await store.received(
      decided.map((row) => row.id),
      deps.serverNow(),
    )
    await after.settle(decided.map((row) => row.id))
  }

  /** A log that changed, or is shorter than what was read, was restored: it gets everything of ours again. */
  async function compareLog(room: RoomName, now: Cursor, cursor: string): Promise<void> {
    const before = parseCursor(cursors.get(room) ?? '')
    cursors.set(room, cursor)
    if (!before || (before.log === now.log && before.seq <= now.seq)) return
    const ours = ledger.itemsOf(room).filter(({ id }) => ledger.isOwn(id) && ledger.receipts().has(id))
    await store.reoffer(ours.map(({ id }): OutboxRow => ({ id, room, state: 'waiting' })))
    await after.settle(ours.map((item) => item.id))
    after.offer(room)
  }

  /** What did not fit the last time: there may be room now. */
  function retry(): void {
    for (const [room, { unstored }] of states.all) if (unstored) void deps.serial(() => takeIn(room))
  }

  return {
    takeIn,
    retry,
    takeSnapshot,
    cursor: (room: RoomName): string | undefined => cursors.get(room),
    async load(): Promise<void> {
      for (const [room, cursor] of await store.cursors()) cursors.set(room, cursor)
    },
  }
}
