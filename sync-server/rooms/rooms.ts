import { accessTo, type Grant, heldReason } from '../../domain/access.ts'
import type { HeldReason } from '../../domain/api.ts'
import type { EventId, PersonId, RoomName, WriterId } from '../../domain/ids.ts'
import { SYSTEM } from '../../domain/ids.ts'
import { checkEvent } from '../../domain/record/check-event.ts'
import type { ClientEvent, RoomEvent } from '../../domain/record/event.ts'
import { ok, type Result } from '../../domain/result.ts'
import { decodeItem, encodeItem, type Item } from '../../domain/room/grammar.ts'
import { parseRoom, type Room } from '../../domain/room/names.ts'
import type { Receipt, Refusal, RefusalCode } from '../../domain/room/protocol.ts'
import type { EventLog, Incoming, Stored, Unavailable } from '../storage/log.ts'

/** Who writes: a signed-in person with the whole history of his grants. */
export type Author = { readonly person: PersonId; readonly grants: readonly Grant[] }

export type Submitted = {
  readonly receipts: readonly Receipt[]
  readonly refused: readonly Refusal[]
  /** A writer's clocks do not continue where the log stands: the sender must offer what is missing. */
  readonly gap: boolean
}

/** The one way into the log, for sockets and HTTP alike. */
export interface Rooms {
  readonly log: EventLog
  /** Resolves when everything taken is on disk; a problem means that nothing of it was. */
  submit(author: Author, room: RoomName, items: readonly Item[]): Promise<Result<Submitted, Unavailable>>
  /** The desk: the server makes the items under a writer id that belongs to this person in this room. */
  write(
    author: Author,
    room: RoomName,
    events: readonly { id: EventId; event: ClientEvent }[],
  ): Promise<Result<Submitted, Unavailable>>
  writeAsServer(
    room: RoomName,
    events: readonly { id: EventId; event: RoomEvent }[],
  ): Promise<Result<Submitted, Unavailable>>
  /** Called after durability, never before. */
  onStored(listener: (room: RoomName, rows: readonly Stored[]) => void): () => void
  stats(): { events: number; commits: number }
}

type Waiting = { readonly items: readonly Incoming[]; readonly done: (outcome: ReturnType<EventLog['append']>) => void }
const MAX_BATCH = 200

export function createRooms(deps: { log: EventLog; now: () => number }): Rooms {
  const { log, now } = deps
  const listeners = new Set<(room: RoomName, rows: readonly Stored[]) => void>()
  const counts = { events: 0, commits: 0 }
  const deskWriters = new Map<string, { writer: WriterId; next: number }>()
  const queue: Waiting[] = []
  let scheduled = false

  /** One transaction for everything that came in meanwhile. */
  function commit(): void {
    scheduled = false
    const batch: Waiting[] = []
    for (let size = 0; queue[0] && (size === 0 || size + queue[0].items.length <= MAX_BATCH); ) {
      const next = queue.shift() as Waiting
      size += next.items.length
      batch.push(next)
    }
    const all = batch.flatMap((waiting) => waiting.items)
    const positions = new Map(all.map((item) => [item.room, log.position(item.room)]))
    const outcome = log.append(all)
    counts.commits++
    let at = 0
    for (const waiting of batch) {
      const own = outcome.ok ? ok(outcome.value.slice(at, at + waiting.items.length)) : outcome
      at += waiting.items.length
      waiting.done(own)
    }
    if (outcome.ok) {
      for (const [room, before] of positions) {
        const rows = log.tail(room, before)
        counts.events += rows.length
        if (rows.length > 0) for (const listener of listeners) listener(room, rows)
      }
    }
    if (queue.length > 0) schedule()
  }
  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(commit)
  }
  const enqueue = (items: readonly Incoming[]): Promise<ReturnType<EventLog['append']>> =>
    new Promise((done) => {
      queue.push({ items, done })
      schedule()
    })

  async function append(
    items: readonly Incoming[],
    refused: readonly Refusal[],
  ): Promise<Result<Submitted, Unavailable>> {
    if (items.length === 0) return ok({ receipts: [], refused, gap: false })
    const outcome = await enqueue(items)
    if (!outcome.ok) return outcome
    const receipts: Receipt[] = []
    const more: Refusal[] = []
    let gap = false
    outcome.value.forEach((appended, i) => {
      const { id } = items[i] as Incoming
      if (appended.outcome === 'gap') gap = true
      else if (appended.outcome === 'refused') more.push({ id, code: appended.why })
      else receipts.push({ id, seq: appended.seq, ...(appended.held ? { held: appended.held } : {}) })
    })
    return ok({ receipts, refused: [...refused, ...more], gap })
  }

  async function submit(
    author: Author,
    name: RoomName,
    items: readonly Item[],
  ): Promise<Result<Submitted, Unavailable>> {
    const room = parseRoom(name)
    const taken: Incoming[] = []
    const refused: Refusal[] = []
    for (const item of items) {
      const verdict = room ? judge(author, room, item, now()) : ({ code: 'wrongRoom' } as const)
      if ('code' in verdict) {
        refused.push({ id: item.id, code: verdict.code })
        // What follows under the same writer would stand behind a gap: the whole message waits for its sender.
        break
      }
      taken.push({ room: name, ...item, person: author.person, ...(verdict.held ? { held: verdict.held } : {}) })
    }
    return append(taken, refused)
  }

  return {
    log,
    submit,
    write(author, room, events) {
      const key = `${room} ${author.person}`
      const own = deskWriters.get(key) ?? { writer: log.nextServerWriter(), next: 0 }
      deskWriters.set(key, own)
      const items = events.map(({ id, event }) => ({
        id,
        writer: own.writer,
        clock: own.next++,
        bytes: encodeItem(id, event),
      }))
      return submit(author, room, items).then((outcome) => {
        // Unused clocks would leave a gap: the next write starts under a fresh writer id.
        if (!outcome.ok || outcome.value.refused.length > 0 || outcome.value.gap) deskWriters.delete(key)
        return outcome
      })
    },
    writeAsServer(room, events) {
      const writer = log.nextServerWriter()
      const items = events.map(({ id, event }, clock) => ({
        room,
        id,
        writer,
        clock,
        person: SYSTEM,
        bytes: encodeItem(id, event),
      }))
      return append(items, [])
    },
    onStored(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stats: () => ({ ...counts }),
  }
}

/** Shape, author and permission of one item: refused, held, or taken. */
function judge(
  author: Author,
  room: Room,
  item: Item,
  receivedAt: number,
): { code: RefusalCode } | { held?: HeldReason } {
  const decoded = decodeItem(item.bytes)
  if (!decoded.ok) return { code: 'form' }
  const checked = checkEvent(decoded.value.event)
  if (!checked.ok) return { code: 'form' }
  if (checked.value.by !== author.person) return { code: 'notYours' }
  const held = heldReason(room, checked.value, author.person, author.grants, receivedAt)
  return held ? { held } : {}
}

/** What a session may do in a room now: the same answer for a room that does not exist and one that is closed to it. */
export function accessOf(author: Author, name: string, at: number): 'none' | 'read' | 'write' {
  const room = parseRoom(name)
  return room ? accessTo(room, author.person, author.grants, at) : 'none'
}
