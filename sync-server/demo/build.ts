import { DAY } from '../../domain/clock.ts'
import { seeded } from '../../domain/random.ts'
import type { People } from '../people/people.ts'
import type { Photos } from '../photos/photos.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { DEMO_PASSWORD, demoAccounts } from './accounts.ts'
import { addClosings } from './closings.ts'
import { newDiary, writeDiary } from './diary.ts'
import { addExceptions } from './exceptions.ts'
import { registerFacilities } from './facilities.ts'
import { registerHomes } from './homes.ts'
import { addOrganisation } from './organisation.ts'
import { penOf } from './pen.ts'
import { deliver } from './pictures.ts'
import { addRepairs } from './repairs.ts'
import { staff } from './staff.ts'
import { teamOf } from './teams.ts'
import { visitHomes } from './visits.ts'

const SEED = 20_261_125

/**
 * The demo district, written through the ordinary append by its own people: the facilities of all 304 units, 潘苑 with
 * its homes and five weeks of visits, the repairs of its street. Nothing is made for the other units: they have no data.
 * The same seed and `now` give the same events.
 */
export async function buildDemo(deps: {
  readonly people: People
  readonly rooms: Rooms
  readonly photos: Photos
  readonly now: number
  readonly setClock: (now: () => number) => void
  readonly say: (line: string) => void
}): Promise<void> {
  const { people, now, say } = deps
  const began = Date.now()
  say('示范区 · demo district …')
  for (const { account, name, role, area } of demoAccounts) {
    people.add({ id: `p-${account}`, name, account, password: DEMO_PASSWORD, ...teamOf(account) }, [
      { role, area, from: now - 400 * DAY },
    ])
  }
  for (const { account, name, role, area } of staff) {
    people.add({ id: `p-${account}`, name }, [{ role, area, from: now - 400 * DAY }])
  }
  addOrganisation(people.organisation, now - 400 * DAY)
  const random = seeded(SEED)
  const pen = penOf(random)
  const diary = newDiary()
  const toilets = registerFacilities(diary, pen, now)
  const homes = registerHomes(diary, pen, now, random)
  const visits = visitHomes(diary, pen, homes, now, random)
  addExceptions(diary, pen, homes, visits, now, random)
  const deliveries = addRepairs(diary, pen, toilets, now, random)
  addClosings(diary, people, now)

  let told = 0
  const onProgress = (share: number): void => {
    const quarters = Math.floor(share * 4)
    if (quarters === told) return
    told = quarters
    say(`  ${quarters * 25} %`)
  }
  const events = await writeDiary(diary.pages, { ...deps, onProgress })
  await deliver(deps.photos, deliveries)
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  say(`示范区建好了 · demo district is ready: ${events} 条 events, ${seconds} 秒 s`)
}
