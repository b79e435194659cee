import type { EventId, RecordId, RoomName, WriterId } from '../../domain/ids.ts'
import { CLOSE, type Receipt, type Refusal, type RefusalCode } from '../../domain/room/protocol.ts'
import type { EventStore, NotSaved, OpenItem, OutboxRow } from '../store/rows.ts'
import type { Ledger } from './ledger.ts'
import type { Connect } from './link.ts'
import { createIntake, type Snapshot } from './room-intake.ts'
import type { RoomStates } from './room-state.ts'

export type SyncDeps = {
  readonly store: EventStore
  readonly ledger: Ledger
  readonly states: RoomStates
  readonly connect: Connect
  /** Server time (ms), for the time of receipts. */
  readonly serverNow: () => number
  /** For a room of which the phone has nothing yet. */
  readonly snapshot?: ((room: RoomName) => Promise<Snapshot | undefined>) | undefined
  /** One act after the other, on disk and in memory. */
  readonly serial: <T>(act: () => Promise<T>) => Promise<T>
  /** Marks and receipts, from disk. */
  readonly reread: () => Promise<void>
  readonly changed: (records: ReadonlySet<RecordId>, events: readonly EventId[]) => void
  readonly onReceipt: (at: number) => void
  /** Undefined once everything has found its place. */
  readonly onNotStored: (problem: NotSaved | undefined) => void
}

const MAX_REWRITES = 3
const NONE: ReadonlySet<RecordId> = new Set()

/** Carries rooms: what comes in goes to disk first, what waits goes out, what was refused is set aside or written anew. */
export function createRoomSync(deps: SyncDeps) {
  const { store, ledger, states, serial } = deps
  const rewrites = new Map<EventId, number>()
  const intake = createIntake(deps, { settle, offer })
  let leading = false
  let ended = false

  async function open(room: RoomName): Promise<void> {
    const state = states.of(room)
    if (!leading || ended || state.link || state.opening) return
    state.opening = true
    delete state.shut
    try {
      if (deps.snapshot && !intake.cursor(room) && ledger.itemsOf(room).length === 0) await intake.takeSnapshot(room)
    } finally {
      state.opening = false
    }
    if (ended) return
    state.link = deps.connect(
      room,
      { items: states.sendable(room), since: () => intake.cursor(room) },
      {
        items(found) {
          state.inbox.push(...found)
          void serial(() => intake.takeIn(room))
        },
        caughtUp(cursor) {
          state.caughtUp = cursor
          void serial(() => intake.takeIn(room))
        },
        receipts: (_log, found) => void serial(() => onReceipts(room, found)),
        refused: (found) => void serial(() => onRefused(room, found)),
        status(up) {
          state.up = up
          if (up) offer(room)
          deps.changed(NONE, [])
        },
        closed: (code) => void serial(() => onClosed(room, code)),
      },
    )
  }

  /** Memory follows what has just been changed on disk. */
  async function settle(ids: readonly EventId[]): Promise<void> {
    await deps.reread()
    const touched = ledger.recordsOf(ids)
    ledger.fold(touched)
    deps.changed(touched, ids)
  }

  async function onReceipts(room: RoomName, found: readonly Receipt[]): Promise<void> {
    const known = found.filter(({ id }) => ledger.item(room, id))
    if (ended || known.length === 0) return
    const plain = known.filter((receipt) => !receipt.held).map((receipt) => receipt.id)
    await store.received(plain, deps.serverNow())
    await store.setAside(
      known.flatMap(({ id, held }): OutboxRow[] => (held ? [{ id, room, state: 'held', reason: held }] : [])),
    )
    await settle(known.map((receipt) => receipt.id))
    deps.onReceipt(deps.serverNow())
    const state = states.of(room)
    if (!state.oneByOne) return
    state.oneByOne = states.waiting(room).length > 0
    if (state.oneByOne) offer(room)
    else reopen(room)
  }

  async function onRefused(room: RoomName, found: readonly Refusal[]): Promise<void> {
    const ours = found.flatMap(({ id, code }) => {
      const item = states.markOf(id) === 'waiting' ? ledger.item(room, id) : undefined
      return item ? [{ id, code, writer: item.writer }] : []
    })
    if (ended || ours.length === 0) return
    const isOnlyInTheWay = (code: RefusalCode): boolean => code === 'writerTaken' || code === 'behind'
    const bad = ours.filter(({ code }) => !isOnlyInTheWay(code))
    await setAside(bad.map(({ id, code }): OutboxRow => ({ id, room, state: 'aside', reason: code })))
    // Behind one that is now aside the rest goes on; without such a one its writer id must be at fault.
    for (const { code, writer } of ours) {
      if (code === 'writerTaken' || (code === 'behind' && bad.length === 0)) states.of(room).burnt.add(writer)
    }
    await mend(room)
  }

  async function onClosed(room: RoomName, code: number): Promise<void> {
    if (ended) return
    const state = states.of(room)
    state.link?.close()
    delete state.link
    state.up = false
    state.shut = code
    const waiting = states.waiting(room)
    if (waiting.length > 0 && code === CLOSE.writerTaken) {
      for (const { writer } of waiting) state.burnt.add(writer)
      await mend(room)
    } else if (waiting.length > 0 && (code === CLOSE.tooLarge || code === CLOSE.outsideGrammar)) {
      const [first] = states.waitingToSend(room)
      const reason = code === CLOSE.tooLarge ? 'tooLarge' : 'form'
      if (state.oneByOne && first) await setAside([{ id: first.id, room, state: 'aside', reason }])
      state.oneByOne = true
      await mend(room)
    }
    deps.changed(NONE, [])
  }

  async function setAside(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return
    await store.setAside(rows)
    await settle(rows.map((row) => row.id))
  }

  /** What waits and can no longer be sent under its writer id is written anew under a fresh one, so that it goes on. */
  async function mend(room: RoomName): Promise<void> {
    const loose = states.loose(room)
    const { burnt } = states.of(room)
    const tired = loose.filter(({ id, writer }) => burnt.has(writer) && (rewrites.get(id) ?? 0) >= MAX_REWRITES)
    await setAside(tired.map(({ id }): OutboxRow => ({ id, room, state: 'aside', reason: 'writerTaken' })))
    const next = loose.filter((item) => !tired.includes(item)).sort(byOrder)
    if (next.length > 0) {
      delete states.of(room).writer
      const anew = states.place(room, next)
      await store.rewrite(anew)
      states.used(anew)
      for (const { id, writer } of next) if (burnt.has(writer)) rewrites.set(id, (rewrites.get(id) ?? 0) + 1)
      for (const item of anew) ledger.add(item)
      deps.changed(
        NONE,
        anew.map((item) => item.id),
      )
    }
    reopen(room)
  }

  /** The room's document starts afresh from what is on disk. */
  function reopen(room: RoomName): void {
    const state = states.of(room)
    state.link?.close()
    delete state.link
    state.up = false
    void open(room)
  }

  /** Everything without a receipt, also what may have arrived: the receipt may have been lost. */
  function offer(room: RoomName): void {
    const state = states.of(room)
    const waiting = states.waitingToSend(room)
    const now = state.oneByOne ? waiting.slice(0, 1) : waiting
    if (state.up && now.length > 0) state.link?.offer(now)
  }

  /** Sends what is on disk. */
  function push(room: RoomName, items: readonly OpenItem[]): void {
    const state = states.of(room)
    if (!state.link) void open(room)
    else if (!state.oneByOne) state.link.push(items)
    else offer(room)
  }

  return {
    push,
    /** Another tab wrote: what hangs behind a gap is written anew, all of it goes out. */
    async took(room: RoomName, items: readonly OpenItem[], movedFrom: ReadonlySet<WriterId>): Promise<void> {
      const state = states.of(room)
      if (state.writer && movedFrom.has(state.writer.id)) delete state.writer
      if (!leading) return
      const loose = new Set(states.loose(room).map((item) => item.id))
      if (items.some((item) => loose.has(item.id))) await mend(room)
      else if (movedFrom.size === 0)
        push(
          room,
          items.filter((item) => states.markOf(item.id) === 'waiting'),
        )
    },
    /** Opens the rooms: this tab syncs. */
    async lead(names: readonly RoomName[]): Promise<void> {
      leading = true
      await intake.load()
      const withWork = [...ledger.outbox().values()].filter((row) => row.state === 'waiting').map((row) => row.room)
      for (const room of new Set([...names, ...withWork])) {
        if (states.loose(room).length > 0) await serial(() => mend(room))
        else void open(room)
      }
    },
    /** Somebody has decided against what was held: it stays here, with his words. */
    async reject(rows: readonly { readonly id: EventId; readonly note: string }[]): Promise<void> {
      const held = rows.flatMap(({ id, note }): OutboxRow[] => {
        const row = ledger.outbox().get(id)
        return row?.state === 'held' ? [{ id, room: row.room, state: 'aside', reason: 'rejected', note }] : []
      })
      await setAside(held)
    },
    wake(): void {
      intake.retry()
      for (const [room, { link }] of states.all) {
        if (link) link.wake()
        else void open(room)
      }
    },
    drop(): void {
      for (const { link } of states.all.values()) link?.drop()
    },
    online: (): boolean => [...states.all.values()].some((room) => room.up),
    /** How the server ended each room that it ended. */
    shut: (): ReadonlyMap<RoomName, number> =>
      new Map([...states.all].flatMap(([room, { shut }]) => (shut === undefined ? [] : [[room, shut] as const]))),
    close(): void {
      ended = true
      for (const { link } of states.all.values()) link?.close()
    },
  }
}

const byOrder = (a: OpenItem, b: OpenItem): number => (a.writer === b.writer ? a.clock - b.clock : a.id < b.id ? -1 : 1)
