import { createHash } from 'node:crypto'
import type { Grant } from '../../domain/access.ts'
import { asPerson, type EventId, type PersonId, type RoomName } from '../../domain/ids.ts'
import { seeded } from '../../domain/random.ts'
import type { Stored } from '../../sync-server/storage/log.ts'
import { checkReceipts, checkSent, Violation } from './check-world.ts'
import { SimulatedPhone } from './phone.ts'
import { createSchedule, type Schedule } from './schedule.ts'
import { type SimulatedServer, simulatedServer } from './server.ts'

export const AREA = '370303005003'
export const OTHER_AREA = '370303005004'
const START = Date.parse('2026-11-25T08:00:00+08:00')

export type World = {
  readonly seed: number
  readonly schedule: Schedule
  readonly random: ReturnType<typeof seeded>
  readonly server: SimulatedServer
  readonly phones: readonly SimulatedPhone[]
  readonly grants: Map<PersonId, readonly Grant[]>
  /** Everything that became durable, as it was written. */
  readonly stored: Map<RoomName, Map<EventId, Stored>>
  /** What was durable until the server was put back: a receipt of it may still be on its way to a phone's disk. */
  readonly lost: Map<EventId, Stored>
  /** In such a world the server is put back to a backup; what only it wrote is then gone, so it writes nothing by itself. */
  readonly restores: boolean
  readonly counts: { [what: string]: number }
  /** Says what happened, for whoever looks at a seed that failed. */
  note(what: string): void
  trace(): readonly string[]
  digest(): string
  /** What went wrong in a place from which it cannot be thrown to the one who looks. */
  fail(error: unknown): void
  stopIfFailed(): void
}

const CASTS: readonly (readonly (readonly [name: string, person: string, role: string, area: string])[])[] = [
  [
    ['ann', 'ann', 'assistant', AREA],
    ['bob', 'bob', 'assistant', AREA],
    ['olga', 'olga', 'officer', AREA],
  ],
  [
    ['ann', 'ann', 'assistant', AREA],
    ["ann's other phone", 'ann', 'assistant', AREA],
    ['bob', 'bob', 'assistant', AREA],
  ],
  [
    ['ann', 'ann', 'assistant', AREA],
    ['olga', 'olga', 'officer', AREA],
    ['eve', 'eve', 'assistant', OTHER_AREA],
  ],
]

export function createWorld(seed: number): World {
  const random = seeded(seed)
  const schedule = createSchedule(START)
  const grants = new Map<PersonId, readonly Grant[]>()
  const stored: World['stored'] = new Map()
  const lines: string[] = []
  const hash = createHash('sha256')
  const counts: World['counts'] = {}
  const note = (what: string): void => {
    const line = `${((schedule.now() - START) / 1000).toFixed(3)} ${what}`
    hash.update(line)
    lines.push(line)
    if (lines.length > 400) lines.shift()
  }
  let failure: unknown
  const fail = (error: unknown): void => {
    failure ??= error
  }
  const guarded = (check: () => void): void => {
    try {
      check()
    } catch (error) {
      fail(error)
    }
  }
  const cast = CASTS[seed % CASTS.length] as (typeof CASTS)[number]
  for (const [, id, role, area] of cast) {
    const person = asPerson(id)
    grants.set(person, [{ person, role, area, from: 0 }])
  }
  const server = simulatedServer({
    schedule,
    random: random.next,
    grants,
    onDurable(rows) {
      for (const row of rows) {
        const known = stored.get(row.room) ?? new Map<EventId, Stored>()
        stored.set(row.room, known)
        if (known.has(row.id)) fail(new Violation('SIM3', `${row.id} became durable twice`))
        known.set(row.id, row)
      }
      note(`stored ${rows.map((row) => `${row.seq} ${row.id} of ${row.person}${row.held ? ' held' : ''}`).join(', ')}`)
    },
    onSent: (person, room, bytes) => guarded(() => checkSent(world, person, room, bytes)),
  })
  const phones = cast.map(
    ([name, id]) =>
      new SimulatedPhone(name, asPerson(id), {
        schedule,
        random: random.next,
        grants,
        dial: server.dial,
        serverTime: schedule.now,
        onReceived: (phone, ids) => guarded(() => checkReceipts(world, phone, ids)),
      }),
  )
  const world: World = {
    seed,
    schedule,
    random,
    server,
    phones,
    grants,
    stored,
    lost: new Map(),
    restores: seed % 5 === 4,
    counts,
    note,
    trace: () => lines,
    digest: () => hash.copy().digest('hex'),
    fail,
    stopIfFailed() {
      if (failure !== undefined) throw failure
    },
  }
  return world
}
