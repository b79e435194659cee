import { DAY, HOUR, MINUTE, startOfDay } from '../../domain/clock.ts'
import { asPerson } from '../../domain/ids.ts'
import { seeded } from '../../domain/random.ts'
import { KEYUAN } from './accounts.ts'
import type { Registered } from './facilities.ts'
import { founded } from './founded.ts'
import { type Actor, actor } from './pen.ts'
import { PICTURED, pictureOf } from './pictures.ts'
import { keeperOf, leaderOf, menderOf } from './staff.ts'
import type { Beginning, Story } from './story.ts'

type Tell = (beginning: Beginning) => Story

const SEED = 20_261_128
/** Days between two repairs: of 科苑 in the last six weeks, before that, and of each other street. */
const EVERY = { recent: 2, own: 6, others: 28 }
const RECENT = 42 * DAY
/** The last ones are over: what is open now is told by itself. */
const OVER = 5 * DAY
const FAULTS = ['lock', 'tap', 'sensor', 'partition', 'ventilation', 'lamp', 'leak'] as const
const [LATE, REWORKED, PARTS] = [0.1, 0.08, 0.15]

/** Repairs of fourteen months, thinned before the last six weeks: mended and filed, some late, some mended twice. */
export function addPastRepairs(tell: Tell, facilities: readonly Registered[], now: number): void {
  const random = seeded(SEED)
  const toilets = facilities.filter(({ type }) => type === 'toilet')
  for (const [street, own] of Map.groupBy(toilets, (toilet) => toilet.street)) {
    for (let ago = now - founded(now) - 5 * DAY; ago > OVER; ) {
      const day = startOfDay(now - ago)
      repair(street, random.pick(own), day + (7 + random.below(9)) * HOUR + random.below(60) * MINUTE)
      const every = street !== KEYUAN ? EVERY.others : ago <= RECENT ? EVERY.recent : EVERY.own
      ago -= (every / 2 + random.next() * every) * DAY
    }
  }

  function repair(street: string, toilet: Registered, at: number): void {
    const keeper: Actor = { person: asPerson(`p-${keeperOf(street)}`), role: 'toilet_keeper' }
    const leader: Actor = { person: asPerson(`p-${leaderOf(street)}`), role: 'team_leader' }
    const mender = actor(menderOf(street, random.below(3)))
    const fault = random.pick(FAULTS)
    const urgent = fault === 'leak'
    const impact = urgent ? 'part_close' : 'usable'
    const one = tell({
      who: keeper,
      kind: 'toilet_repair',
      area: street,
      at,
      set: { assetId: toilet.id, fault, impact, ...(urgent ? { downFrom: at } : {}) },
    })
    const sent = at + (20 + random.below(160)) * MINUTE
    one
      .set(leader, sent, { assignee: mender.person, severity: urgent ? 'high' : 'low' })
      .move(leader, sent + 1000, 'dispatch')
    one.move(mender, sent + (3 + random.below(25)) * MINUTE, 'accept')
    let there = sent + (40 + random.below(70)) * MINUTE
    one.move(mender, there, 'arrive')
    const limit = (urgent ? 24 : 72) * HOUR
    if (random.next() < PARTS) {
      one.set(mender, there + 5 * MINUTE, { parts: [{ name: '示例配件', qty: 1 }] })
      one.move(mender, there + 6 * MINUTE, 'wait_parts')
      there += 18 * HOUR
      one.move(mender, there, 'resume')
    }
    const long =
      random.next() < LATE ? limit + random.below(20) * HOUR : there - sent + (0.3 + 5 * random.next()) * HOUR
    let done = finished(sent + long)
    if (random.next() < REWORKED) {
      one.move(keeper, done + 2 * HOUR, 'rework', '用了半天又坏，再修一次')
      one.move(mender, done + 20 * HOUR, 'restart')
      done = finished(done + 21 * HOUR)
    }
    one.move(keeper, done + (1 + random.below(9)) * HOUR, 'verify')

    function finished(time: number): number {
      const when = Math.floor(time)
      const pictured = random.pick(PICTURED)
      one.photo(mender, when - 15 * MINUTE, 'before', pictureOf(`${pictured}-before`))
      one.photo(mender, when - MINUTE, 'after', pictureOf(`${pictured}-after`))
      if (urgent) one.set(mender, when - 1000, { downTo: when })
      one.move(mender, when, 'finish')
      return when
    }
  }
}
