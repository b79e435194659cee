import type { DatabaseSync } from 'node:sqlite'
import type { HeldReason } from '../../domain/api.ts'
import { type EventId, newEventId, type PersonId, type RoomName, type WriterId } from '../../domain/ids.ts'
import { encodeItem, LIMITS } from '../../domain/room/grammar.ts'
import type { Appended, Incoming, Message, Placed, Stored, Written } from './log.ts'
import { setting } from './schema.ts'

export type RoomRow = { id: number; seq: number; rebuilds: number; writers: number }
export type EventRow = {
  seq: number
  id: string
  writer: number
  clock: number
  person: string
  received: number
  held: string | null
  body: Uint8Array
}

export const storedOf = (room: RoomName, row: EventRow): Stored => ({
  room,
  seq: row.seq,
  id: row.id as EventId,
  writer: row.writer,
  clock: row.clock,
  person: row.person as PersonId,
  receivedAt: row.received,
  ...(row.held ? { held: row.held as HeldReason } : {}),
  bytes: row.body,
})

/** What becomes of one item. `again`: its clock is taken by a placeholder, for the event came before elsewhere. */
type Plan =
  | { readonly act: 'store' | 'again'; readonly at: Placed }
  | { readonly act: 'answer'; readonly appended: Appended }

/** Our own writer ids lie above those of stock Yjs (32 bits) and below those of our phones (from 2^33). */
const FIRST_OWN = 2 ** 32
const OWN_RANGE = 2 ** 31

/** The append itself, inside the caller's transaction. */
export function takeMessages(
  db: DatabaseSync,
  log: string,
  random: () => number,
): (batch: readonly Message[], at: number) => Written {
  const q = {
    room: db.prepare('select id, seq, rebuilds, writers from room where name = ?'),
    newRoom: db.prepare('insert into room (name, seq) values (?, 0)'),
    setRoom: db.prepare('update room set seq = ?, writers = ? where id = ?'),
    head: db.prepare('select person, next from head where room = ? and writer = ?'),
    setHead: db.prepare('insert into head values (?, ?, ?, ?) on conflict do update set next = excluded.next'),
    byId: db.prepare('select seq, writer, clock, held, body from event where room = ? and id = ?'),
    accepted: db.prepare('select 1 from decision where room = ? and id = ? and accept = 1'),
    insert: db.prepare('insert into event values (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    own: db.prepare('select writer from own_writer where log = ? and person = ?'),
    newOwn: db.prepare('insert into own_writer values (?, ?, ?)'),
    sequence: db.prepare("update meta set value = ? where key = 'ownWriter'"),
  }
  type Head = { person: string; next: number }
  type Known = Pick<EventRow, 'seq' | 'writer' | 'clock' | 'held' | 'body'>

  /** A writer id that nobody else has, kept for one person as long as the log keeps its id. */
  function ownWriter(person: PersonId): WriterId {
    const found = q.own.get(log, person) as { writer: WriterId } | undefined
    if (found) return found.writer
    const writer = Number(setting(db, 'ownWriter', () => String(FIRST_OWN + Math.floor(random() * OWN_RANGE)))) + 1
    q.sequence.run(String(writer))
    q.newOwn.run(log, person, writer)
    return writer
  }

  function knownAnswer(room: RoomRow, id: EventId, known: Known): Appended {
    const held = known.held && q.accepted.get(room.id, id) === undefined ? (known.held as HeldReason) : undefined
    return { outcome: 'known', seq: known.seq, ...(held ? { held } : {}) }
  }

  /** Looks at all of a message before anything of it is written. */
  function plan(room: RoomRow, message: Message): readonly Plan[] {
    const heads = new Map<WriterId, number>()
    const stopped = new Map<WriterId, 'gap' | 'behind'>()
    const ids = new Map<EventId, Uint8Array>()
    let fresh = room.writers
    const answer = (appended: Appended): Plan => ({ act: 'answer', appended })

    function nextOf(writer: WriterId): number | 'writerTaken' | 'roomFull' {
      const cached = heads.get(writer)
      if (cached !== undefined) return cached
      const head = q.head.get(room.id, writer) as Head | undefined
      if (head && head.person !== message.person) return 'writerTaken'
      if (!head && fresh >= LIMITS.writers) return 'roomFull'
      if (!head) fresh++
      heads.set(writer, head?.next ?? 0)
      return head?.next ?? 0
    }

    function planOne(item: Incoming): Plan {
      const writer = item.placed?.writer ?? ownWriter(message.person)
      const next = nextOf(writer)
      if (typeof next === 'string') return answer({ outcome: 'refused', why: next })
      const stop = stopped.get(writer)
      if (stop === 'gap') return answer({ outcome: 'gap', next })
      if (stop === 'behind') return answer({ outcome: 'refused', why: 'behind' })
      const before = ids.get(item.id)
      const known = before ? undefined : (q.byId.get(room.id, item.id) as Known | undefined)
      const body = before ?? known?.body
      const clock = item.placed?.clock ?? next
      if (body) {
        if (Buffer.compare(body, item.bytes) !== 0) {
          stopped.set(writer, 'behind')
          return answer({ outcome: 'refused', why: 'idTaken' })
        }
        // The same again in its own place, or without a place: nothing to store.
        if (known && (!item.placed || (known.writer === writer && known.clock === clock) || clock < next)) {
          return answer(knownAnswer(room, item.id, known))
        }
      }
      if (clock > next) {
        stopped.set(writer, 'gap')
        return answer({ outcome: 'gap', next })
      }
      if (clock < next) {
        stopped.set(writer, 'behind')
        return answer({ outcome: 'refused', why: 'writerTaken' })
      }
      heads.set(writer, clock + 1)
      ids.set(item.id, item.bytes)
      // The clock of what is known must be taken, or everything this writer sends later would stand behind a gap.
      return { act: body ? 'again' : 'store', at: { writer, clock } }
    }
    return message.items.map(planOne)
  }

  function store(room: RoomRow, row: Stored): void {
    const head = q.head.get(room.id, row.writer)
    if (!head) room.writers++
    q.insert.run(
      room.id,
      row.seq,
      row.id,
      row.writer,
      row.clock,
      row.person,
      row.receivedAt,
      row.held ?? null,
      row.bytes,
    )
    q.setHead.run(room.id, row.writer, row.person, row.clock + 1)
  }

  function carryOut(room: RoomRow, message: Message, plans: readonly Plan[], at: number, stored: Stored[]): Appended[] {
    return plans.map((planned, i) => {
      if (planned.act === 'answer') return planned.appended
      const item = message.items[i] as Incoming
      const base = { room: message.room, seq: room.seq + 1, person: message.person, receivedAt: at, ...planned.at }
      if (planned.act === 'again') {
        const id = newEventId(at, random)
        const row = { ...base, id, bytes: encodeItem(id, { type: 'again', of: item.id }) }
        store(room, row)
        stored.push(row)
        room.seq = row.seq
        return knownAnswer(room, item.id, q.byId.get(room.id, item.id) as Known)
      }
      const row = { ...base, id: item.id, bytes: item.bytes, ...(item.held ? { held: item.held } : {}) }
      store(room, row)
      stored.push(row)
      room.seq = row.seq
      return { outcome: 'stored', seq: row.seq, ...(item.held ? { held: item.held } : {}) }
    })
  }

  function openRoom(name: RoomName): RoomRow {
    const found = q.room.get(name) as RoomRow | undefined
    if (found) return found
    q.newRoom.run(name)
    return q.room.get(name) as RoomRow
  }

  return (batch, at) => {
    const rooms = new Map<RoomName, RoomRow>()
    const stored: Stored[] = []
    const outcomes = batch.map((message): readonly Appended[] => {
      const room = rooms.get(message.room) ?? openRoom(message.room)
      rooms.set(message.room, room)
      const plans = plan(room, message)
      if (message.whole && plans.some(stops))
        return plans.map((one) => (one.act === 'answer' ? one.appended : leftOut(plans)))
      return carryOut(room, message, plans, at, stored)
    })
    for (const room of rooms.values()) q.setRoom.run(room.seq, room.writers, room.id)
    return { outcomes, stored }
  }
}

const stops = (plan: Plan): boolean =>
  plan.act === 'answer' && (plan.appended.outcome === 'gap' || plan.appended.outcome === 'refused')

/** What an item gets that was good, in a message of which nothing is taken. */
const leftOut = (plans: readonly Plan[]): Appended => {
  const refused = plans.some((one) => one.act === 'answer' && one.appended.outcome === 'refused')
  return refused ? { outcome: 'refused', why: 'behind' } : { outcome: 'gap', next: 0 }
}
