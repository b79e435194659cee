import { batch, createSignal } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { MeAnswer } from '../../domain/api.ts'
import { type EventId, newEventId, type RecordId, type RoomName, recordOf } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { ClientEvent, Fields, MoveEvent, Place, RoomEvent } from '../../domain/record/event.ts'
import { entryOf, foldRecord, recordOfEntry } from '../../domain/record/fold.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { titleOf } from '../../domain/record/title.ts'
import { ok, type Result } from '../../domain/result.ts'
import { decodeItem, encodeItem } from '../../domain/room/grammar.ts'
import { roomFor } from '../../domain/room/names.ts'
import { type NotSaved, type OpenItem, type OutboxRow, openStore, type Store } from '../store/store.ts'
import { mustSignIn, openLink, type RoomLink } from '../sync/room-link.ts'
import { lang } from '../words/words.ts'

export type RecordStatus = 'waiting' | 'received' | 'needs'
export type LocalRecord = {
  readonly room: RoomName
  readonly record: FoldedRecord
  readonly status: RecordStatus
  readonly receivedAt?: number
}

/** The phone of one person: what is on disk, what is shown, what waits. */
export type Phone = Awaited<ReturnType<typeof openPhone>>

export async function openPhone(me: MeAnswer, onSignInNeeded: () => void) {
  const store: Store = await openStore(me.person.id)
  // A writer id of its own a load, never kept: a profile that was copied back cannot write under the old one's clocks.
  const writer = Math.floor(Math.random() * (Number.MAX_SAFE_INTEGER - 2 ** 33)) + 2 ** 33
  const clocks = new Map<RoomName, number>()
  const items = new Map<RoomName, Map<EventId, OpenItem>>()
  const events = new Map<RecordId, { room: RoomName; events: Map<EventId, RoomEvent> }>()
  const links = new Map<RoomName, RoomLink>()
  const anchor = { server: me.serverTime, at: performance.now() }
  let receipts = await store.receipts()
  let outbox = new Map<EventId, OutboxRow>((await store.outbox()).map((row) => [row.id, row]))

  const [records, setRecords] = createStore<{ [id: string]: LocalRecord }>({})
  const [waiting, setWaiting] = createSignal(0)
  const [online, setOnline] = createSignal(false)
  const [lastReceipt, setLastReceipt] = createSignal<number>()
  const [needs, setNeeds] = createSignal<readonly OutboxRow[]>([])
  const connected = new Set<RoomName>()

  function remember(item: OpenItem): RecordId | undefined {
    const room = items.get(item.room) ?? new Map<EventId, OpenItem>()
    room.set(item.id, item)
    items.set(item.room, room)
    const decoded = decodeItem(item.bytes)
    const entry = decoded.ok ? entryOf(decoded.value.id, decoded.value.event) : undefined
    if (!decoded.ok || !entry) return undefined
    const id = recordOfEntry(entry)
    const known = events.get(id) ?? { room: item.room, events: new Map<EventId, RoomEvent>() }
    known.events.set(decoded.value.id, decoded.value.event)
    events.set(id, known)
    return id
  }

  function refold(ids: Iterable<RecordId>): void {
    const changed: { [id: string]: LocalRecord } = {}
    for (const id of ids) {
      const own = events.get(id)
      const record = own && foldRecord(id, own.events)
      if (!own || !record) continue
      const marks = record.history.flatMap((entry) => outbox.get(entry.id) ?? [])
      const times = record.history.flatMap((entry) => receipts.get(entry.id) ?? [])
      const mine = record.createdBy === me.person.id
      const owed =
        (mine && record.returned !== undefined) ||
        record.conflicts.length > 0 ||
        marks.some((m) => m.state !== 'waiting')
      const status = owed ? 'needs' : marks.length > 0 ? 'waiting' : 'received'
      changed[id] = { room: own.room, record, status, ...(times.length > 0 ? { receivedAt: Math.max(...times) } : {}) }
    }
    setRecords(changed)
  }

  function recount(): void {
    const rows = [...outbox.values()]
    batch(() => {
      setWaiting(rows.filter((row) => row.state === 'waiting').length)
      setNeeds(rows.filter((row) => row.state !== 'waiting'))
    })
  }

  const touchedBy = (ids: readonly EventId[]): Set<RecordId> => {
    const touched = new Set<RecordId>()
    for (const room of items.values()) {
      for (const id of ids) {
        const item = room.get(id)
        const decoded = item && decodeItem(item.bytes)
        const entry = decoded?.ok ? entryOf(decoded.value.id, decoded.value.event) : undefined
        if (entry) touched.add(recordOfEntry(entry))
      }
    }
    return touched
  }

  async function link(room: RoomName): Promise<void> {
    const onDisk = [...(items.get(room)?.values() ?? [])]
    const opened = openLink(room, onDisk, await store.cursor(room), {
      async onRemote(found) {
        const fresh = found
          .filter((item) => !items.get(room)?.has(item.id))
          .map((item) => ({ ...item, room }) as OpenItem)
        if (fresh.length === 0) return
        await store.saveRemote(fresh)
        refold(new Set(fresh.flatMap((item) => remember(item) ?? [])))
      },
      async onReceipts(found) {
        const at = Date.now()
        const plain = found.filter((receipt) => !receipt.held).map((receipt) => receipt.id)
        await store.received(plain, at)
        for (const receipt of found) if (receipt.held) await store.setAside(receipt.id, 'held', receipt.held)
        outbox = new Map((await store.outbox()).map((row) => [row.id, row]))
        receipts = new Map([...receipts, ...plain.map((id) => [id, at] as const)])
        recount()
        setLastReceipt(at)
        refold(touchedBy(found.map((receipt) => receipt.id)))
      },
      async onRefused(found) {
        for (const refusal of found) await store.setAside(refusal.id, 'aside', refusal.code)
        outbox = new Map((await store.outbox()).map((row) => [row.id, row]))
        recount()
        refold(touchedBy(found.map((refusal) => refusal.id)))
      },
      onCaughtUp: (cursor) => void store.setCursor(room, cursor),
      onStatus(up) {
        if (up) connected.add(room)
        else connected.delete(room)
        setOnline(connected.size > 0)
      },
      onClosed(code) {
        connected.delete(room)
        setOnline(connected.size > 0)
        if (mustSignIn(code)) onSignInNeeded()
      },
      waiting: () => [...(items.get(room)?.values() ?? [])].filter((item) => outbox.get(item.id)?.state === 'waiting'),
    })
    links.set(room, opened)
  }

  let before: Promise<unknown> = Promise.resolve()
  /** One act after the other: a double tap must not give two events the same clock. */
  function write(
    room: RoomName,
    made: readonly { id: EventId; event: ClientEvent }[],
  ): Promise<Result<void, NotSaved>> {
    const own = before.then(() => writeNow(room, made))
    before = own.catch(() => undefined)
    return own
  }

  /** Encodes, stores, then shows: `ok` only when all of it is on disk. */
  async function writeNow(
    room: RoomName,
    made: readonly { id: EventId; event: ClientEvent }[],
  ): Promise<Result<void, NotSaved>> {
    let clock = clocks.get(room) ?? 0
    const fresh = made.map(
      ({ id, event }): OpenItem => ({ id, room, writer, clock: clock++, bytes: encodeItem(id, event) }),
    )
    const saved = await store.saveOwn(fresh)
    if (!saved.ok) return saved
    clocks.set(room, clock)
    for (const { id } of fresh) outbox.set(id, { id, room, state: 'waiting' })
    refold(new Set(fresh.flatMap((item) => remember(item) ?? [])))
    recount()
    if (!links.has(room)) await link(room)
    links.get(room)?.push(fresh)
    return ok(undefined)
  }

  const act = (role: string) => ({
    by: me.person.id,
    role,
    at: Date.now(),
    anchor: [anchor.server, Math.max(0, Math.round(performance.now() - anchor.at))] as const,
  })
  const lookup = (id: string) => {
    const named = records[id]
    const kind = named && kindOf(named.record.kind)
    return named && kind ? { kind, fields: named.record.fields } : undefined
  }

  const loaded = await store.allItems()
  for (const item of loaded) remember(item)
  refold(events.keys())
  recount()
  for (const { name } of me.rooms) void link(name)
  const wake = (): void => {
    for (const opened of links.values()) opened.wake()
  }
  window.addEventListener('online', wake)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake())

  return {
    me,
    store,
    records,
    waiting,
    online,
    lastReceipt,
    needs,
    wake,
    titleOf(record: FoldedRecord): string {
      const kind = kindOf(record.kind)
      return kind ? titleOf(kind, record.fields, lang(), lookup) : record.kind
    },
    /** A role of the person that may create this kind. */
    roleFor: (allowed: readonly string[]): string | undefined =>
      me.grants.find((grant) => allowed.includes(grant.role))?.role,
    areaFor: (role: string): string => me.grants.find((grant) => grant.role === role)?.area ?? '',
    async create(
      kindId: string,
      fields: Fields,
      role: string,
      area: string,
      place: Place | undefined,
      move?: { id: string; to: string },
    ) {
      const kind = kindOf(kindId)
      if (!kind) throw new Error(`unknown kind ${kindId}`)
      const now = Date.now()
      const id = newEventId(now)
      const event: ClientEvent = {
        type: 'create',
        kind: kindId,
        version: kind.version,
        area,
        ...act(role),
        set: fields,
        ...(place ? { place } : {}),
      }
      const made: { id: EventId; event: ClientEvent }[] = [{ id, event }]
      if (move)
        made.push({
          id: newEventId(now + 1),
          event: { type: 'move', record: recordOf(id), ...act(role), base: [id], move: move.id, to: move.to },
        })
      const serverTime = anchor.server + (performance.now() - anchor.at)
      const saved = await write(roomFor(kind, area, me.person.id, serverTime), made)
      return saved.ok ? ok(recordOf(id)) : saved
    },
    /** An edit is a new event over all heads; with `move` also the next step, in the same act. */
    async change(
      id: RecordId,
      role: string,
      set: Fields | undefined,
      move?: Pick<MoveEvent, 'move' | 'to' | 'note' | 'fields'>,
    ) {
      const own = records[id]
      if (!own) throw new Error(`unknown record ${id}`)
      const made: { id: EventId; event: ClientEvent }[] = []
      let base: readonly EventId[] = own.record.heads.slice(0, 32)
      if (set) {
        const setId = newEventId(Date.now())
        made.push({ id: setId, event: { type: 'set', record: id, ...act(role), base, set } })
        base = [setId]
      }
      if (move)
        made.push({ id: newEventId(Date.now() + 1), event: { type: 'move', record: id, ...act(role), base, ...move } })
      return write(own.room, made)
    },
    close() {
      for (const opened of links.values()) opened.close()
      window.removeEventListener('online', wake)
      store.close()
      setRecords(reconcile({}))
    },
  }
}
