import type { MoverAnswer } from '../../../domain/api.ts'
import { HOUR, MINUTE, startOfDay } from '../../../domain/clock.ts'
import { asPerson, newEventId, type PersonId, recordOf } from '../../../domain/ids.ts'
import { toiletCheck } from '../../../domain/kinds/toilet-check.ts'
import type { Fields } from '../../../domain/record/event.ts'
import { roomFor } from '../../../domain/room/names.ts'
import type { People } from '../../people/people.ts'
import { KEYUAN } from '../accounts.ts'
import { communities } from '../communities.ts'
import { assistantOf } from '../offices.ts'
import { keeperOf, leaderOf } from '../staff.ts'
import { chanceOf } from './chance.ts'
import { crewSteps, crewsToday, takeStep } from './crew-moves.ts'
import type { Door } from './door.ts'
import { repairSteps } from './repair-moves.ts'
import { visitStep } from './visit-moves.ts'
import { weekStep } from './week-moves.ts'

/** Keeps the demo's today alive. Whoever has an account is a visitor's and is never moved. */
export type Mover = {
  readonly state: () => MoverAnswer
  /** Goes on, or stands still. */
  set(on: boolean): void
  /** One look, and at most a few acts; how many it made. */
  step(): Promise<number>
  stop(): Promise<void>
}

/** A calm pace: a look each twenty seconds, at most so many clocks in one. */
const PACE = 20_000
const CLOCKS = 4
/** Repairs take their time: a step of one in so long. */
const REPAIRS = 2 * MINUTE
/** Reads the street for its leader; nobody's account. */
export const READER = asPerson(`p-leader-${KEYUAN}-2`)
const WINDOWS = [
  [6, 10],
  [10, 16],
  [16, 22],
] as const

export function createMover(deps: {
  readonly door: Door
  readonly people: People
  readonly now: () => number
  readonly on: boolean
}): Mover {
  const { door, people, now } = deps
  let on = deps.on
  let acts = 0
  let lastAt: number | undefined
  let looks = 0
  let repairsAt = 0
  const streets = [
    ...new Set(
      people.organisation
        .areas()
        .filter(({ level }) => level === 'street')
        .map(({ code }) => code),
    ),
  ]
    .filter((code) => code !== KEYUAN)
    .sort()
  const visitor = (person: PersonId): boolean => people.personOf(person)?.account !== undefined

  async function crews(at: number): Promise<number> {
    const { plans, shifts } = await crewsToday(door, READER, KEYUAN, at)
    const own = plans.filter(({ person }) => !visitor(person))
    const steps = crewSteps(own, shifts, at).slice(0, CLOCKS)
    if (steps.length === 0) return 0
    const roads = await door.list(READER, `kind=asset&field.assetType=road&area=${KEYUAN}`)
    const middle = new Map(roads.map(({ id, fields }) => [id as string, middleOf(fields['geometry'])]))
    for (const step of steps) {
      const person = step.type === 'in' ? step.plan.person : (step.row.fields['workerId'] as PersonId)
      const role = people.grantsOf(person)[0]?.role ?? 'cleaner'
      await takeStep(door, step, KEYUAN, role, middle, at)
    }
    return steps.length
  }

  /** One toilet of one street, if its window is open and it was not looked at in it. */
  async function check(at: number): Promise<number> {
    const street = streets[looks % streets.length]
    const keeper = street && asPerson(`p-${keeperOf(street)}`)
    const midnight = startOfDay(at)
    const window = WINDOWS.find(([from, to]) => at >= midnight + from * HOUR && at < midnight + to * HOUR)
    if (!street || !keeper || !window || visitor(keeper)) return 0
    const opens = midnight + window[0] * HOUR
    const toilets = await door.list(keeper, `kind=asset&field.assetType=toilet&area=${street}`)
    const done = await door.list(keeper, `kind=toilet_check&area=${street}&from=${opens}&to=${at}`)
    const due = toilets.find(({ id }) => {
      if (done.some(({ fields }) => fields['assetId'] === id)) return false
      const share = chanceOf('check', id, String(opens))
      return share < 0.95 && at >= opens + share * (window[1] - window[0]) * HOUR
    })
    if (!due) return 0
    const [lon, lat] = middleOf(due.fields['geometry'])
    const act = { by: keeper, role: 'toilet_keeper', at }
    const set: Fields = { assetId: due.id, checkAt: at, odour: '0', flies: 0, maggots: 0, ...FINE }
    const id = newEventId(at)
    const place = { lat, lon, acc: 10, fixAt: at, source: 'gps' } as const
    await door.write(
      keeper,
      roomFor(toiletCheck, street, keeper, at),
      at,
      [
        { type: 'create', kind: 'toilet_check', version: 1, area: street, ...act, set, place },
        { type: 'move', record: recordOf(id), ...act, base: [id], move: 'submit', to: 'submitted' },
      ],
      [id],
    )
    return 1
  }

  async function step(): Promise<number> {
    const at = now()
    looks++
    let made = await crews(at)
    made += await check(at)
    if (at - repairsAt >= REPAIRS) {
      repairsAt = at
      made += await repairSteps(door, READER, at)
    }
    const unit = communities[looks % communities.length]
    const assistant = unit && asPerson(`p-${assistantOf(unit)}`)
    if (unit && assistant && !visitor(assistant)) made += await visitStep(door, assistant, unit, at)
    const street = [KEYUAN, ...streets][looks % (streets.length + 1)] as string
    const leader = street === KEYUAN ? READER : asPerson(`p-${leaderOf(street)}`)
    if (!visitor(leader)) made += await weekStep(door, leader, street, at)
    acts += made
    if (made > 0) lastAt = at
    return made
  }

  let running: Promise<unknown> = Promise.resolve()
  let stopped = false
  const timer = setInterval(() => {
    if (!on || stopped) return
    // The server may be busy, or its disk full: the next look tries again.
    running = running.then(step).catch(() => undefined)
  }, PACE).unref()

  return {
    state: () => ({ on, acts, ...(lastAt === undefined ? {} : { lastAt }) }),
    set(next) {
      on = next
    },
    step,
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}

const FINE: Fields = { floorClean: 'pass', panClean: 'pass', lights: 'pass', accessible: 'pass', disinfected: true }

/** A point of a GeoJSON geometry, in the middle of a line. */
function middleOf(geometry: unknown): readonly [number, number] {
  const { coordinates } = (geometry ?? {}) as { readonly coordinates?: unknown }
  const flat = (Array.isArray(coordinates) ? coordinates : []).flat(2) as readonly number[]
  const i = Math.floor(flat.length / 4) * 2
  return [flat[i] ?? 118.05, flat[i + 1] ?? 36.8]
}
