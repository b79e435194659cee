import { DAY, HOUR, isoDate } from '../../domain/clock.ts'
import { recordOf } from '../../domain/ids.ts'
import { PANYUAN } from './accounts.ts'
import type { Home, Visit } from './community.ts'
import { type Actor, actor, type Draft, edit, move, type Scribe, theSystem } from './scribe.ts'

const RETURNED = 5
const OVERDUE = 12
const CONFLICTS = 3
const HELD = 2

/** What does not go smoothly: returned visits, overdue follow-ups, edits that did not know of each other, held events. */
export async function buildExceptions(
  scribe: Scribe,
  homes: readonly Home[],
  visits: readonly Visit[],
  now: number,
): Promise<void> {
  const officer = actor('officer1')
  const met = visits.filter((visit) => visit.result === 'met')
  const write = (who: Actor, visit: Visit, draft: Draft) =>
    scribe(who, 'home_visit', PANYUAN, draft.event.at, [draft], visit.at)

  for (const visit of met.filter((one) => one.at < now - 2 * HOUR).slice(-RETURNED)) {
    const note = '实住人数和上次差得多，再问一下'
    const step = { move: 'return', to: 'returned', note, fields: ['residentCount'] }
    await write(officer, visit, move(officer, recordOf(visit.made.id), visit.at + HOUR, visit.submit.id, step))
  }

  const old = met.filter((visit) => visit.at < now - 12 * DAY)
  for (const visit of old.slice(0, OVERDUE)) {
    const record = recordOf(visit.made.id)
    const followUpAt = isoDate(visit.at + 7 * DAY)
    const found = edit(visit.who, record, visit.at + HOUR, visit.submit.id, {
      hazards: [{ hazard: 'gas', severity: 'medium' }],
      followUpAt,
    })
    await write(visit.who, visit, found)
    const checked = move(officer, record, visit.at + DAY, found.id, { move: 'verify', to: 'verified' })
    await write(officer, visit, checked)
    const opened = move(theSystem, record, visit.at + DAY + 1000, checked.id, {
      move: 'open_follow_up',
      to: 'follow_up',
    })
    await write(theSystem, visit, opened)
  }

  for (const home of homes.slice(0, CONFLICTS)) {
    for (const [account, tenancy, at] of [
      ['police1', 'rented', now - 6 * HOUR],
      ['police2', 'mixed', now - 5 * HOUR],
    ] as const) {
      const who = actor(account)
      const draft = edit(who, recordOf(home.id), at, home.accepted.id, { tenancy })
      await scribe(who, 'household', PANYUAN, at, [draft], home.event.at)
    }
  }

  // An assistant who signs off as an officer: kept, shown to nobody, until a supervisor decides.
  const pretender = { ...actor('police2'), role: 'officer' }
  for (const visit of met
    .filter((one) => one.who.person === actor('police1').person && one.at < now - 3 * DAY)
    .slice(-HELD)) {
    const step = { move: 'verify', to: 'verified' }
    await write(pretender, visit, move(pretender, recordOf(visit.made.id), visit.at + DAY, visit.submit.id, step))
  }
}
