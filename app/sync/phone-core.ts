import { isActive } from '../../domain/access.ts'
import type { MeAnswer } from '../../domain/api.ts'
import type { EventId, RecordId, RoomName, WriterId } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { copiesOf, staleCopies } from '../../domain/record/copied.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import { photoWord } from '../../domain/record/photo-switch.ts'
import { joinPrivate, splitPrivate } from '../../domain/record/private.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { Malformed } from '../../domain/room/bytes.ts'
import { encodeItem } from '../../domain/room/grammar.ts'
import { CLOSE } from '../../domain/room/protocol.ts'
import type { EventStore, NotSaved, OpenItem, OutboxRow, Settles } from '../store/rows.ts'
import { type Change, type Creation, createActs, type Made, type Part } from './acts.ts'
import { anchoredClock, newerAnchor } from './anchor.ts'
import type { Clash } from './clashes.ts'
import { createLedger } from './ledger.ts'
import type { Connect } from './link.ts'
import type { Snapshot } from './room-intake.ts'
import { createRoomStates } from './room-state.ts'
import { createRoomSync } from './room-sync.ts'
import { inSlices } from './slices.ts'

/** `signIn`: the server knows no session; `update`: this app is too old for it. Recording goes on in both. */
export type SessionState = 'in' | 'signIn' | 'update'
/** Records that look different now, and events whose rows or marks were changed on disk. */
export type CoreChange = { readonly records: ReadonlySet<RecordId>; readonly events: readonly EventId[] }
export type CoreDeps = {
  readonly me: MeAnswer
  readonly store: EventStore
  readonly connect: Connect
  /** The phone's own clock, ms UTC. */
  readonly now: () => number
  /** [0, 1) */
  readonly random: () => number
  /** Never goes back (ms); the phone's clock if left out. */
  readonly monotonic?: () => number
  /** Lets go of the thread for a moment while much is read from disk; left out where nobody waits for a tap. */
  readonly pause?: () => Promise<void>
  readonly snapshot?: (room: RoomName) => Promise<Snapshot | undefined>
}

/** The phone without a screen: what is on disk, what waits, what is carried. Knows neither DOM nor database. */
export type PhoneCore = Awaited<ReturnType<typeof createPhoneCore>>

export async function createPhoneCore(deps: CoreDeps) {
  const { store, now, random } = deps
  let { me } = deps
  const person = me.person.id
  const kept = newerAnchor(await store.anchor(), me.serverTime, now())
  await store.setAnchor(kept)
  let clock = anchoredClock(kept, now, deps.monotonic ?? now)
  const ledger = createLedger(person)
  const states = createRoomStates(ledger, random)
  const listeners = new Set<(change: CoreChange) => void>()
  let leading = false
  let lastReceipt: number | undefined
  let notStored: NotSaved | undefined

  let last: Promise<unknown> = Promise.resolve()
  /** One act after the other: a double tap must not give two events the same clock. */
  function serial<T>(act: () => Promise<T>): Promise<T> {
    const own = last.then(act)
    last = own.catch(() => undefined)
    return own
  }
  const changed = (touched: ReadonlySet<RecordId>, events: readonly EventId[]): void => {
    const records = ledger.withWholes(touched)
    for (const listener of listeners) listener({ records, events })
  }
  async function reread(): Promise<void> {
    const marks = await store.outbox()
    ledger.setMarks(new Map(marks.map((row) => [row.id, row])), await store.receipts())
  }
  const sync = createRoomSync({
    store,
    ledger,
    states,
    connect: deps.connect,
    snapshot: deps.snapshot,
    serverNow: () => clock.serverNow(),
    serial,
    reread,
    changed,
    onReceipt: (at) => {
      lastReceipt = at
      changed(new Set(), [])
    },
    onNotStored: (problem) => {
      notStored = problem
      changed(new Set(), [])
    },
  })

  await inSlices(await store.allItems(), (item) => ledger.add(item), deps.pause)
  await reread()
  await inSlices(ledger.ids(), (id) => ledger.fold([id]), deps.pause)

  /** Encodes, stores, then shows: `ok` only when all of it is on disk. */
  async function write(made: readonly Made[], settles?: Settles): Promise<Result<void, NotSaved>> {
    const fresh: OpenItem[] = []
    try {
      for (const room of new Set(made.map((one) => one.room))) {
        const own = made.filter((one) => one.room === room)
        fresh.push(
          ...states.place(
            room,
            own.map(({ id, event }) => ({ id, bytes: encodeItem(id, event) })),
          ),
        )
      }
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      return fail({ why: error.code === 'tooLarge' ? 'tooLarge' : 'failed', detail: error.message })
    }
    const saved = await store.saveOwn(fresh, settles)
    if (!saved.ok) return saved
    states.used(fresh)
    const marks = new Map(ledger.outbox())
    for (const { id, room } of fresh) marks.set(id, { id, room, state: 'waiting' })
    ledger.setMarks(marks, ledger.receipts())
    const touched = new Set(fresh.flatMap((item) => ledger.add(item) ?? []))
    ledger.fold(touched)
    changed(
      touched,
      fresh.map((item) => item.id),
    )
    for (const room of new Set(fresh.map((item) => item.room)))
      sync.push(
        room,
        fresh.filter((item) => item.room === room),
      )
    return ok(undefined)
  }

  const named = (id: string): Fields | undefined => ledger.records.get(id as RecordId)?.record.fields
  function withCopies(kindId: string, made: Creation): Creation {
    const kind = kindOf(kindId)
    return kind ? { ...made, fields: { ...made.fields, ...copiesOf(kind, made.fields, named) } } : made
  }
  const acts = createActs({ person, now, random, clock: () => clock })
  function knownRoom(record: RecordId): RoomName {
    const room = ledger.roomOf(record)
    if (!room) throw new Error(`unknown record ${record}`)
    return room
  }

  function changeEvents(record: RecordId, change: Change): readonly Made[] {
    const { role } = change
    const known = ledger.records.get(record)?.record
    const kind = known && kindOf(known.kind)
    const split = kind && splitPrivate(kind, change.set ?? {})
    // A step carries along what it is judged by: what the record that it copies from says now.
    const copies = kind && change.move ? staleCopies(kind, { ...known.fields, ...change.set }, named) : {}
    const asked = { switches: ledger.org().switches, role, at: clock.serverNow() }
    const word = kind && change.move ? photoWord(kind, change.move.move, known, asked) : {}
    const open = split ? { ...change, set: { ...copies, ...word, ...split.open } } : change
    const events = [...acts.changes(record, knownRoom(record), known?.heads ?? [], open)]
    const parts = ledger.partsOf(record)
    for (const part of split?.part ? parts : [])
      events.push(...acts.changes(part.record.id, part.room, part.record.heads, { role, set: split?.part?.set }))
    if (split?.part && parts.length === 0 && known)
      events.push(...acts.restricted(record, split.part, role, known.area))
    return events
  }

  return {
    /** Who this is, as the server last said. */
    get me(): MeAnswer {
      return me
    },
    serverNow: (): number => clock.serverNow(),
    records: ledger.records,
    org: ledger.org,
    waiting: (): number => [...ledger.outbox().values()].filter((row) => row.state === 'waiting').length,
    /** What was held or refused, and why. */
    needs: (): readonly OutboxRow[] => [...ledger.outbox().values()].filter((row) => row.state !== 'waiting'),
    markOf: states.markOf,
    /** Marks without a receipt, whatever their state. */
    outbox: (): readonly OutboxRow[] => [...ledger.outbox().values()],
    item: (room: RoomName, id: EventId): OpenItem | undefined => ledger.item(room, id),
    receivedAt: (event: EventId): number | undefined => ledger.receipts().get(event),
    lastReceipt: (): number | undefined => lastReceipt,
    /** What others wrote and this phone had no room for. */
    notStored: (): NotSaved | undefined => notStored,
    online: sync.online,
    shut: sync.shut,
    session(): SessionState {
      const codes = [...sync.shut().values()]
      return codes.includes(CLOSE.appTooOld) ? 'update' : codes.includes(CLOSE.signIn) ? 'signIn' : 'in'
    },
    /** A role of the person, held now, that is among these. */
    roleFor: (allowed: readonly string[]): string | undefined =>
      me.grants.find((grant) => allowed.includes(grant.role) && isActive(grant, clock.serverNow()))?.role,
    create(kindId: string, made: Creation): Promise<Result<RecordId, NotSaved>> {
      const { draft } = made
      const { record, room, events } = acts.creation(kindId, withCopies(kindId, made))
      return serial(async () => {
        const saved = await write(events, draft === undefined ? undefined : { draft, record, room })
        return saved.ok ? ok(record) : saved
      })
    },
    /** Several records that name each other, in one act: all of them on disk, or none. A draft ends with the first. */
    createAll(list: readonly { readonly kind: string; readonly made: Creation }[]): Promise<Result<void, NotSaved>> {
      const all = list.map(({ kind, made }) => acts.creation(kind, withCopies(kind, made)))
      const [first] = all
      const draft = list[0]?.made.draft
      const settles = first && draft !== undefined ? { draft, record: first.record, room: first.room } : undefined
      return serial(() =>
        write(
          all.flatMap(({ events }) => events),
          settles,
        ),
      )
    },
    /** An edit is a new event over all heads; with `move` also the next step, in the same act. */
    change(record: RecordId, change: Change): Promise<Result<void, NotSaved>> {
      return serial(async () => {
        const { draft } = change
        const events = changeEvents(record, change)
        if (events.length === 0 && draft === undefined) return ok(undefined)
        return write(events, draft === undefined ? undefined : { draft, record, room: knownRoom(record) })
      })
    },
    /**
     * Several records in one act: all of it is on disk, or nothing of it. A part sees the ids of those made before it.
     * The ids of what was made, in their order.
     */
    together(parts: readonly Part[]): Promise<Result<readonly RecordId[], NotSaved>> {
      return serial(async () => {
        const made: RecordId[] = []
        const events: Made[] = []
        let settles: Settles | undefined
        for (const part of parts) {
          if ('record' in part) {
            events.push(...changeEvents(part.record, part.change))
            continue
          }
          const creation = part.create(made)
          const { record, room, events: own } = acts.creation(part.kind, withCopies(part.kind, creation))
          if (creation.draft !== undefined) settles = { draft: creation.draft, record, room }
          made.push(record)
          events.push(...own)
        }
        const saved = await write(events, settles)
        return saved.ok ? ok(made) : saved
      })
    },
    /** One value over all that stand beside each other, written where the conflict is. */
    settle({ records, conflict }: Clash, role: string, value: Value): Promise<Result<void, NotSaved>> {
      return serial(async () => {
        const events = records.flatMap((id) => {
          const heads = ledger.records.get(id)?.record.heads ?? []
          return acts.changes(id, knownRoom(id), heads, { role, set: { [conflict.field]: value } })
        })
        return write(events)
      })
    },
    remark(record: RecordId, role: string, text: string): Promise<Result<void, NotSaved>> {
      return serial(async () => write([acts.remark(record, knownRoom(record), role, text)]))
    },
    roomOf: ledger.roomOf,
    partsOf: ledger.partsOf,
    /** The fields with the restricted ones, as far as this person may read them: what a form shows. */
    fieldsOf(record: RecordId): Fields {
      const known = ledger.records.get(record)?.record
      const kind = known && kindOf(known.kind)
      if (!known || !kind) return known?.fields ?? {}
      return joinPrivate(
        kind,
        known.fields,
        Object.assign({}, ...ledger.partsOf(record).map((part) => part.record.fields)),
      )
    },
    /** Their kinds have become known: folded again. */
    refold(ids: ReadonlySet<RecordId>): void {
      ledger.fold(ids)
      changed(ids, [])
    },
    /** Another tab changed these rows: take them from disk. */
    takeIn(ids: readonly EventId[]): Promise<void> {
      return serial(async () => {
        const items = await store.items(ids)
        const moved = new Set<WriterId>()
        for (const item of items) {
          const before = ledger.item(item.room, item.id)
          if (before && before.writer !== item.writer) moved.add(before.writer)
          ledger.add(item)
        }
        await reread()
        const touched = ledger.recordsOf(ids)
        ledger.fold(touched)
        changed(touched, [])
        for (const room of new Set(items.map((item) => item.room)))
          await sync.took(
            room,
            items.filter((item) => item.room === room),
            moved,
          )
      })
    },
    watch(listener: (change: CoreChange) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** The server has said anew who this is and what time it is: rooms that are new to it are opened. */
    async learn(answer: MeAnswer): Promise<void> {
      me = answer
      const next = newerAnchor(clock.kept, answer.serverTime, now())
      if (next !== clock.kept) {
        await store.setAnchor(next)
        clock = anchoredClock(next, now, deps.monotonic ?? now)
      }
      if (leading) await sync.lead(me.rooms.map((room) => room.name))
      changed(new Set(), [])
    },
    reject: (rows: readonly { readonly id: EventId; readonly note: string }[]): Promise<void> =>
      serial(() => sync.reject(rows)),
    lead(): Promise<void> {
      leading = true
      return sync.lead(me.rooms.map((room) => room.name))
    },
    wake: sync.wake,
    drop: sync.drop,
    /** Resolves when everything begun before is on disk. */
    settled: (): Promise<void> => serial(async () => undefined),
    close: sync.close,
  }
}
