import type { PersonId } from '../../../domain/ids.ts'
import { plannedShifts } from '../../../domain/roster.ts'
import { daysOf, mondayOf, moved, rosterEvents } from '../../../domain/roster-week.ts'
import type { Door } from './door.ts'

/** So many weeks at most are published in one look. */
const WEEKS = 20

/** Publishes next week for those of a street who have this one and not the next, as their street's leader. */
export async function weekStep(door: Door, leader: PersonId, street: string, at: number): Promise<number> {
  const [monday, next] = [mondayOf(at), mondayOf(at, 1)]
  const query = (week: string) => `kind=roster_entry&state=published&field.weekStart=${week}&area=${street}`
  const [here, there] = await Promise.all([monday, next].map((week) => door.count(leader, query(week))))
  if (here === undefined || there === undefined || there >= here) return 0
  const [now, later] = await Promise.all([monday, next].map((week) => door.all(leader, query(week))))
  const planned = new Set(later?.map(({ fields }) => fields['personId']))
  const days = daysOf(monday)
  const events = (now ?? [])
    .filter(({ fields }) => !planned.has(fields['personId']))
    .slice(0, WEEKS)
    .flatMap((row) => {
      const shifts = plannedShifts([{ ...row, chain: [] }], days[0] as string, days.at(-1) as string)
      const week = {
        person: row.fields['personId'] as PersonId,
        area: row.area,
        shifts: moved(shifts, monday, next),
      }
      return rosterEvents(week, next, [], { person: leader, role: 'team_leader', at, reason: '' })
    })
  if (events.length === 0) return 0
  await door.bulk(leader, events)
  return events.length / 2
}
