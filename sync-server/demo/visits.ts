import { DAY, HOUR, MINUTE, startOfDay } from '../../domain/clock.ts'
import { recordOf } from '../../domain/ids.ts'
import type { Random } from '../../domain/random.ts'
import type { Fields } from '../../domain/record/event.ts'
import { PANYUAN } from './accounts.ts'
import type { Diary } from './diary.ts'
import type { Home } from './homes.ts'
import type { Actor, Draft, Pen } from './pen.ts'

const DAYS = 35
const FIRST_HOUR = 9
const WORKING_HOURS = 11

export type Visit = {
  readonly who: Actor
  readonly at: number
  readonly result: string
  readonly made: Draft
  readonly submit: Draft
}

/** Five weeks of visits up to now: of the homes that are due about 71 % met, 9 % refused, 12 % nobody there. */
export function visitHomes(
  diary: Diary,
  pen: Pen,
  homes: readonly Home[],
  now: number,
  random: Random,
): readonly Visit[] {
  const due = homes.filter((home) => home.tenancy !== 'vacant')
  const visits = due.flatMap((home, i): Visit[] => {
    const luck = random.next()
    const result = luck < 0.71 ? 'met' : luck < 0.8 ? 'refused' : luck < 0.92 ? 'no_answer' : undefined
    // The day of the round, so that each day has its visits; then a time in its working hours.
    const at = timeOn(Math.floor((i / due.length) * DAYS), now, random.next())
    if (!result) return []
    const who = home.assistant
    const place = { lat: home.lat, lon: home.lon, acc: 8 + random.below(20), fixAt: at, source: 'gps' as const }
    const met: Fields = {
      metPeople: [{ metRole: 'owner' }],
      tenancySeen: home.tenancy,
      residentCount: 1 + random.below(4),
      antiFraud: ['rebate'],
      noticeGiven: true,
    }
    const set = { householdId: home.id, visitAt: at, purpose: ['routine'], result, ...(result === 'met' ? met : {}) }
    const made = pen.create(who, 'home_visit', PANYUAN, at, set, place)
    const done = Math.min(at + MINUTE, Math.floor((at + now) / 2))
    const submit = pen.move(who, recordOf(made.id), done, made.id, { move: 'submit', to: 'submitted' })
    return [{ who, at, result, made, submit }]
  })
  visits.sort((a, b) => a.at - b.at)
  // A day's visits of one assistant go in one batch, as a phone sends them in the evening; today's one by one.
  const day = (visit: Visit) =>
    `${visit.who.person} ${visit.at < startOfDay(now) ? startOfDay(visit.at) : visit.made.id}`
  for (const own of Map.groupBy(visits, day).values()) {
    const last = own.at(-1) as Visit
    const drafts = own.flatMap((visit) => [visit.made, visit.submit])
    diary.add({ who: last.who, kind: 'home_visit', area: PANYUAN, at: last.submit.event.at, about: last.at, drafts })
  }
  return visits
}

/** A time in the working hours `daysAgo`; today up to now, however early it is, so that today is never empty. */
function timeOn(daysAgo: number, now: number, share: number): number {
  const opens = startOfDay(now) - daysAgo * DAY + FIRST_HOUR * HOUR
  if (daysAgo > 0) return Math.floor(opens + share * WORKING_HOURS * HOUR)
  const from = Math.max(startOfDay(now), Math.min(opens, now - 3 * HOUR))
  return Math.floor(from + share * Math.max(0, now - MINUTE - from))
}
