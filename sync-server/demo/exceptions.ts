import { DAY, HOUR, isoDate, startOfDay } from '../../domain/clock.ts'
import { recordOf } from '../../domain/ids.ts'
import type { Random } from '../../domain/random.ts'
import { PANYUAN } from './accounts.ts'
import type { Diary } from './diary.ts'
import type { Home } from './homes.ts'
import { type Actor, actor, type Draft, type Pen, theSystem } from './pen.ts'
import type { Visit } from './visits.ts'

const RETURNED = 5
const OVERDUE = 12
const CONFLICTS = 3
const HELD = 2

/** Of what came in on a day the officer verifies this share on the next; the rest is closed unsampled, or still to check. */
const SAMPLED = 0.8
const CHECKS_AT = 17 * HOUR

/** What does not go smoothly: returned visits, overdue follow-ups, edits that did not know of each other, held events. */
export function addExceptions(
  diary: Diary,
  pen: Pen,
  homes: readonly Home[],
  visits: readonly Visit[],
  now: number,
  random: Random,
): void {
  const special = new Set<Visit>()
  const officer = actor('officer1')
  const met = visits.filter((visit) => visit.result === 'met')
  const write = (who: Actor, visit: Visit, draft: Draft) =>
    diary.add({ who, kind: 'home_visit', area: PANYUAN, at: draft.event.at, about: visit.at, drafts: [draft] })

  for (const visit of met.filter((one) => one.at < now - 18 * HOUR).slice(-RETURNED)) {
    special.add(visit)
    const step = { move: 'return', to: 'returned', note: '实住人数和上次差得多，再问一下', fields: ['residentCount'] }
    write(officer, visit, pen.move(officer, recordOf(visit.made.id), visit.at + 16 * HOUR, visit.submit.id, step))
  }

  const old = met.filter((visit) => visit.at < now - 12 * DAY)
  for (const visit of old.slice(-OVERDUE)) {
    special.add(visit)
    const record = recordOf(visit.made.id)
    const found = pen.edit(visit.who, record, visit.at + 12 * HOUR, visit.submit.id, {
      hazards: [{ hazard: 'gas', severity: 'medium' }],
      followUpAt: isoDate(visit.at + 7 * DAY),
    })
    write(visit.who, visit, found)
    const checked = pen.move(officer, record, visit.at + DAY, found.id, { move: 'verify', to: 'verified' })
    write(officer, visit, checked)
    const step = { move: 'open_follow_up', to: 'follow_up' }
    write(theSystem, visit, pen.move(theSystem, record, visit.at + DAY + 1000, checked.id, step))
  }

  for (const home of homes.slice(0, CONFLICTS)) {
    for (const [account, tenancy, ago] of [
      ['police1', 'rented', 6],
      ['police2', 'mixed', 5],
    ] as const) {
      const [who, at] = [actor(account), now - ago * HOUR]
      const draft = pen.edit(who, recordOf(home.id), at, home.accepted.id, { tenancy })
      diary.add({ who, kind: 'household', area: PANYUAN, at, about: now, drafts: [draft] })
    }
  }

  // An assistant who signs off as an officer: kept, shown to nobody, until a supervisor decides.
  const pretender = { ...actor('police2'), role: 'officer' }
  const police1 = actor('police1').person
  for (const visit of met.filter((one) => one.who.person === police1 && one.at < now - 3 * DAY).slice(-HELD)) {
    special.add(visit)
    const step = { move: 'verify', to: 'verified' }
    write(pretender, visit, pen.move(pretender, recordOf(visit.made.id), visit.at + 20 * HOUR, visit.submit.id, step))
  }

  const smooth = visits.filter((visit) => !special.has(visit) && random.next() < SAMPLED)
  for (const [day, own] of Map.groupBy(smooth, (visit) => startOfDay(visit.at))) {
    const at = day + DAY + CHECKS_AT
    if (at > now) continue
    const step = { move: 'verify', to: 'verified' }
    const drafts = own.map(({ made, submit }) => pen.move(officer, recordOf(made.id), at, submit.id, step))
    diary.add({ who: officer, kind: 'home_visit', area: PANYUAN, at, about: day, drafts })
  }
}
