import { DAY, HOUR } from '../../domain/clock.ts'
import { type RecordId, recordOf } from '../../domain/ids.ts'
import { KEYUAN } from './accounts.ts'
import type { Team } from './crews.ts'
import type { Diary } from './diary.ts'
import { founded } from './founded.ts'
import { actor, type Draft, type Pen } from './pen.ts'
import { leaderOf } from './staff.ts'

/** The trucks that the drivers of each street take: one for two drivers. Plates are invented and say so. */
export function registerTrucks(
  diary: Diary,
  pen: Pen,
  teams: readonly Team[],
  now: number,
): ReadonlyMap<string, readonly RecordId[]> {
  const at = founded(now) + DAY + 10 * HOUR
  const found = new Map<string, readonly RecordId[]>()
  let n = 0
  for (const [street, own] of Map.groupBy(teams, (team) => team.street)) {
    const drivers = own.flatMap(({ members }) => members.filter(({ role }) => role === 'driver')).length
    const leader = actor(leaderOf(street))
    const supervisor = actor(street === KEYUAN ? 'supervisor1' : 'district1')
    const made = Array.from({ length: Math.max(1, Math.ceil(drivers / 2)) }, (_, i): Draft => {
      n++
      return pen.create(leader, 'truck', street, at + i * 1000, {
        plate: `示例${String(n).padStart(4, '0')}`,
        truckType: i % 3 === 0 ? 'sprinkler' : 'sweeper',
        code: `370303-TRK-${String(n).padStart(4, '0')}`,
        ratedLoad: 8,
        tare: 7200,
        tank: 8,
        energy: i % 2 === 0 ? 'electric' : 'petrol',
        status: 'in_use',
      })
    })
    const accepted = made.map(({ id }) =>
      pen.move(supervisor, recordOf(id), at + DAY, id, { move: 'accept', to: 'active' }),
    )
    diary.add({ who: leader, kind: 'truck', area: street, at: at + HOUR, about: now, drafts: made })
    diary.add({ who: supervisor, kind: 'truck', area: street, at: at + DAY, about: now, drafts: accepted })
    found.set(
      street,
      made.map(({ id }) => recordOf(id)),
    )
  }
  return found
}
