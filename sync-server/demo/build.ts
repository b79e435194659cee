import { DAY } from '../../domain/clock.ts'
import type { People } from '../people/people.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { DEMO_PASSWORD, demoAccounts } from './accounts.ts'
import { buildCommunity } from './community.ts'
import { seeded } from './random.ts'
import { buildRepairs } from './repairs.ts'
import { scribeOf } from './scribe.ts'

/**
 * The demo district, written through the ordinary append by its own people: 潘苑 with its buildings, homes and five
 * weeks of visits, and the toilets and repairs of its street. The same seed gives the same district, laid before `now`.
 */
export async function buildDemo(deps: {
  readonly people: People
  readonly rooms: Rooms
  readonly now: number
  readonly setClock: (now: () => number) => void
  readonly say: (line: string) => void
}): Promise<void> {
  const { people, rooms, now, say } = deps
  const began = Date.now()
  const random = seeded(20_261_125)
  for (const { account, name, role, area } of demoAccounts) {
    people.add({ id: `p-${account}`, name, account, password: DEMO_PASSWORD }, [{ role, area, from: now - 400 * DAY }])
  }
  const scribe = scribeOf(people, rooms, now, deps.setClock)
  await buildCommunity(scribe, now, random, say)
  say('科苑街道: 公厕与维修 …')
  await buildRepairs(scribe, now, random)
  say(`示范区建好了, ${((Date.now() - began) / 1000).toFixed(1)} 秒`)
}
