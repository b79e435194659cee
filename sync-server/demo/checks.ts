import { DAY, HOUR, MINUTE, startOfDay } from '../../domain/clock.ts'
import { asPerson } from '../../domain/ids.ts'
import type { Random } from '../../domain/random.ts'
import type { Fields } from '../../domain/record/event.ts'
import { KEYUAN } from './accounts.ts'
import type { Registered } from './facilities.ts'
import { founded } from './founded.ts'
import { isWeekly, OTHERS_DAYS, RECENT_DAYS } from './office-rules.ts'
import type { Actor } from './pen.ts'
import { keeperOf } from './staff.ts'
import type { Beginning, Story } from './story.ts'

type Tell = (beginning: Beginning) => Story

/** Hours in which a toilet is to be checked once each: the standing rule. */
const WINDOWS = [
  [6, 10],
  [10, 16],
  [16, 22],
] as const
/** Whole days back: 科苑 over six weeks, the other streets over three days. */
const DAYS = { own: RECENT_DAYS, others: OTHERS_DAYS }
const DONE = 0.93
/** In the window that runs the first of 科苑's toilets were checked, the others are still to do. */
const SHARE_NOW = 0.4

/** What the office laid down for its weekly looks: from six in the morning, once a week. */
const WEEKLY = { from: 6, to: 22 }

/** Toilet checks in their windows; some were missed, some found a thing that is not as it should be. */
export function addChecks(tell: Tell, facilities: readonly Registered[], now: number, random: Random): void {
  const toilets = facilities.filter(({ type }) => type === 'toilet')
  for (const [street, own] of Map.groupBy(toilets, (toilet) => toilet.street)) {
    const keeper: Actor = { person: asPerson(`p-${keeperOf(street)}`), role: 'toilet_keeper' }
    const days = street === KEYUAN ? DAYS.own : DAYS.others
    for (let midnight = startOfDay(now) - (days - 1) * DAY; midnight <= now; midnight += DAY) {
      for (const [from, to] of WINDOWS) {
        const [opens, closes] = [midnight + from * HOUR, midnight + to * HOUR]
        if (opens > now) continue
        const running = closes > now
        own.forEach((toilet, i) => {
          const luck = random.next()
          const begins = Math.min(closes, now - 10 * MINUTE) - opens
          if (running ? i >= own.length * SHARE_NOW || begins < 0 : luck > DONE) return
          const at = Math.floor(opens + begins * (0.1 + (0.8 * i) / own.length))
          check(keeper, street, toilet, at, random)
        })
      }
    }
  }

  // Before that the looks of the office's own rules: one day of the week, thinned.
  for (const toilet of toilets) {
    const keeper: Actor = { person: asPerson(`p-${keeperOf(toilet.street)}`), role: 'toilet_keeper' }
    for (let midnight = founded(now) + 3 * DAY; midnight < startOfDay(now) - (DAYS.others - 1) * DAY; midnight += DAY) {
      if (!isWeekly(toilet, midnight, now) || random.next() > DONE) continue
      const at = midnight + WEEKLY.from * HOUR + Math.floor(random.next() * (WEEKLY.to - WEEKLY.from) * HOUR)
      check(keeper, toilet.street, toilet, at, random)
    }
  }

  function check(keeper: Actor, street: string, toilet: Registered, at: number, { below, pick, next }: Random): void {
    const set: Fields = {
      assetId: toilet.id,
      'assetId.toiletClass': toilet.set['toiletClass'] as string,
      checkAt: at,
      odour: next() < 0.8 ? '0' : pick(['1', '1', '1', '2']),
      flies: next() < 0.95 ? 0 : 1 + below(3),
      maggots: 0,
      floorClean: next() < 0.97 ? 'pass' : 'fail',
      panClean: next() < 0.98 ? 'pass' : 'fail',
      lights: next() < 0.985 ? 'pass' : 'fail',
      accessible: 'pass',
      disinfected: true,
      ...(next() < 0.3 ? { consumables: [{ name: pick(['厕纸', '洗手液', '消毒液']), qty: 1 + below(4) }] } : {}),
    }
    const [lon, lat] = pointOf(toilet)
    const place = { lat, lon, acc: 8 + below(15), fixAt: at, source: 'gps' as const }
    tell({ who: keeper, kind: 'toilet_check', area: street, at, set, place }).move(keeper, at + 90_000, 'submit')
  }
}

const pointOf = (toilet: Registered): readonly [number, number] =>
  (toilet.set['geometry'] as { readonly coordinates: readonly [number, number] }).coordinates
