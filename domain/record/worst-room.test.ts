import { describe, expect, it } from 'vitest'
import type { RecordId } from '../ids.ts'
import type { MoveEvent, RoomEvent } from './event.ts'
import { foldRecord, MAX_EVENTS } from './fold.ts'
import { createStory, idAt, type Pair, T0, visitFields, who } from './story-for-tests.ts'

const ROOM = 20_000
const BASES = 32
const assistant = who('a', 'assistant')
const officer = who('o', 'officer')
type Record = { readonly id: RecordId; readonly events: ReadonlyMap<Pair[0], RoomEvent> }

/** A record of `size` events; `make` says what the `n`th is, over the ids of those before it. */
function recordOf(size: number, make: (n: number, ids: readonly Pair[0][], record: RecordId) => RoomEvent): Record {
  const story = createStory('home_visit', assistant, T0, visitFields)
  const ids = [story.create]
  const events = new Map<Pair[0], RoomEvent>(story.events)
  for (let n = 1; n < size; n++) {
    const id = idAt(T0 + n, n)
    events.set(id, make(n, ids, story.record))
    ids.push(id)
  }
  return { id: story.record, events }
}
const lastOf = (ids: readonly Pair[0][]) => ids.slice(-BASES)
const set = (record: RecordId, base: readonly Pair[0][], value: string): RoomEvent => ({
  type: 'set',
  record,
  ...assistant,
  at: T0,
  base,
  set: { clues: value, result: value },
})
const STEPS = [
  ['submit', 'submitted', assistant],
  ['return', 'returned', officer],
  ['resubmit', 'submitted', assistant],
] as const
const move = (record: RecordId, base: readonly Pair[0][], n: number): MoveEvent => {
  const [name, to, actor] = STEPS[n === 1 ? 0 : 1 + (n % 2)] as (typeof STEPS)[number]
  return { type: 'move', record, ...actor, at: T0, base, move: name, to, note: 'why' }
}

const ROOMS: { readonly [name: string]: (n: number, ids: readonly Pair[0][], record: RecordId) => RoomEvent } = {
  'a chain, each over 32': (n, ids, record) => set(record, lastOf(ids), `${n}`),
  'nobody knows of anybody': (n, ids, record) => set(record, ids.slice(0, 1), `${n}`),
  'moves, each over 32': (n, ids, record) => move(record, lastOf(ids), n),
  'moves over the creation only': (_, ids, record) => move(record, ids.slice(0, 1), 1),
  'sets and moves by turns, over few': (n, ids, record) =>
    n % 2 === 0
      ? set(record, [ids[n >> 1] ?? (ids[0] as Pair[0])], `${n}`)
      : move(record, [ids[n >> 1] ?? (ids[0] as Pair[0])], n),
  'ids against the order of time': (n, ids, record) =>
    set(record, [idAt(T0 + n + 1, n + 1), ...lastOf(ids).slice(1)], `${n}`),
  'moves that know of none of 4,500 sets': (n, ids, record) =>
    n < 4500
      ? { ...set(record, ids.slice(0, 1), ''), ...{ set: visitFields } }
      : move(record, [n === 4500 ? (ids[0] as Pair[0]) : (ids.at(-1) as Pair[0])], n - 4499),
  'proposals without end': (n, ids, record) =>
    n % 10 === 0
      ? move(record, lastOf(ids), n)
      : ({ ...(set(record, lastOf(ids), `${n}`) as object), proposal: true } as RoomEvent),
}

/** ms of processor time, the less of two: what else the machine does is of no account. */
function timeOf(records: readonly Record[]): number {
  const runs = [1, 2].map(() => {
    const from = process.cpuUsage()
    for (const { id, events } of records) expect(foldRecord(id, events)?.id).toBe(id)
    const { user, system } = process.cpuUsage(from)
    return (user + system) / 1000
  })
  return Math.min(...runs)
}

describe('the worst legal room', () => {
  // What the same number of events costs as a room full of ordinary visits: written, handed in, verified.
  const ordinary = Array.from({ length: ROOM / 4 }, () =>
    recordOf(4, (n, ids, record) => (n === 1 ? set(record, ids, 'met') : move(record, lastOf(ids), n - 1))),
  )
  const plain = timeOf(ordinary)
  it.each(Object.keys(ROOMS))(
    '[FOLD30] 20,000 events, 5,000 of a record, cost at most 10 times an ordinary room: %s',
    (name) => {
      const make = ROOMS[name] as (typeof ROOMS)[string]
      const records = Array.from({ length: ROOM / MAX_EVENTS }, () => recordOf(MAX_EVENTS, make))
      const ratio = timeOf(records) / plain
      console.info(`${name}: ${ratio.toFixed(1)} × an ordinary room`)
      expect(ratio).toBeLessThan(10)
    },
  )
})
