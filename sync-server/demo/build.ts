import { DAY } from '../../domain/clock.ts'
import type { RoomName } from '../../domain/ids.ts'
import { seeded } from '../../domain/random.ts'
import type { Newcomer, People } from '../people/people.ts'
import type { Photos } from '../photos/photos.ts'
import type { Projection } from '../projection/projection.ts'
import type { Laying } from '../projection/start.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { DEMO_PASSWORD, demoAccounts, KEYUAN, VILLAGE } from './accounts.ts'
import { addChecks } from './checks.ts'
import { addClosings } from './closings.ts'
import { addCommunities } from './communities.ts'
import { type Crews, crewsOf } from './crews.ts'
import { type Diary, newDiary, writeDiary } from './diary.ts'
import { workWeeks } from './duty.ts'
import { addExceptions } from './exceptions.ts'
import { registerFacilities } from './facilities.ts'
import { founded } from './founded.ts'
import { registerHomes } from './homes.ts'
import { addOfficeRules } from './office-rules.ts'
import { officesOf } from './offices.ts'
import { addOrganisation } from './organisation.ts'
import { penOf } from './pen.ts'
import { type Delivery, deliver } from './pictures.ts'
import { addProgramme } from './programme.ts'
import { addProjects } from './projects.ts'
import { addRepairs } from './repairs.ts'
import { addPastRepairs } from './repairs-past.ts'
import { addNotices, addRequests } from './requests.ts'
import { staff } from './staff.ts'
import { storyTeller } from './story.ts'
import { addTasks } from './tasks.ts'
import { teamOf } from './teams.ts'
import { registerTrucks } from './trucks.ts'
import { addVillages } from './village.ts'
import { visitHomes } from './visits.ts'
import { addPastVisits } from './visits-past.ts'

const SEED = 20_261_125

/**
 * The demo district, written through the ordinary append by its own people: the facilities of all 304 units, 潘苑 with
 * its homes and five weeks of visits, the repairs of its street, the crews with their rosters and shifts, a village with
 * its latrines. What is not made has no data. The same seed and `now` give the same events.
 */
export async function buildDemo(deps: {
  readonly people: People
  readonly rooms: Rooms
  readonly photos: Photos
  readonly projection: Pick<Projection, 'caughtUp' | 'lag' | 'wake'>
  readonly laying: Laying
  readonly now: number
  readonly setClock: (now: () => number) => void
  readonly say: (line: string) => void
  /** Told how far it is, from 0 to 1. */
  readonly tell: (share: number) => void
}): Promise<void> {
  const { people, now, say } = deps
  const began = Date.now()
  say('示范区 · demo district …')
  const crews = crewsOf()
  people.addAll(newcomers(crews, now))
  addOrganisation(people.organisation, founded(now) - DAY)
  addOfficeRules(people.rules, now)
  const { diary, deliveries } = districtOf(crews, now)
  addClosings(diary, people, now)

  let told = 0
  const onProgress = (share: number): void => {
    deps.tell(share * WRITTEN)
    const quarters = Math.floor(share * 4)
    if (quarters === told) return
    told = quarters
    say(`  ${quarters * 25} %`)
  }
  const onQuiet = (rooms: readonly RoomName[]): void => {
    for (const room of rooms) deps.projection.wake(room, deps.laying.written.get(room) ?? 0)
  }
  const events = await writeDiary(diary.pages, { ...deps, onProgress, onQuiet })
  deps.laying.on = false
  await deliver(deps.photos, deliveries)
  await followed(deps.projection, events, (share) => {
    deps.tell(WRITTEN + (1 - WRITTEN) * share)
    say(`  调度台 desk: ${Math.floor(100 * share)} %`)
  })
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  say(`示范区建好了 · demo district is ready: ${events} 条 events, ${seconds} 秒 s`)
}

/** Waits until the desk sees all of it, and says how far it is. */
async function followed(
  projection: Pick<Projection, 'caughtUp' | 'lag'>,
  events: number,
  tell: (share: number) => void,
): Promise<void> {
  const timer = setInterval(() => tell(1 - projection.lag() / events), TELL)
  await projection.caughtUp()
  clearInterval(timer)
}
/** The share of the wait in which the log is written. */
const WRITTEN = 0.6
/** How often the wait says how far it is (ms). */
const TELL = 3000

/** Where an inspector or a reviewer is sent: his phone holds what is there, and nothing of the rest of his area. */
const SENT_TO: { readonly [account: string]: readonly string[] } = { inspector1: [VILLAGE], accept1: [KEYUAN] }

/** Everybody of the district: those with a password, those without, who leads whom. */
function newcomers(crews: Crews, now: number): readonly Newcomer[] {
  // Before the first week of all was planned.
  const from = founded(now) - 14 * DAY
  const leaders = new Map(crews.teams.flatMap(({ leader, members }) => members.map(({ account }) => [account, leader])))
  let n = 0
  const one = (account: string, name: string, role: string, areas: readonly string[], password?: string): Newcomer => ({
    person: {
      id: `p-${account}`,
      name,
      ...(password === undefined ? {} : { account, password }),
      ...teamOf(account, leaders, n++),
    },
    grants: areas.map((area) => ({ role, area, from })),
  })
  return [
    ...demoAccounts.map(({ account, name, role, area }) =>
      one(account, name, role, [area, ...(SENT_TO[account] ?? [])], DEMO_PASSWORD),
    ),
    ...[...staff, ...crews.people, ...officesOf()].map(({ account, name, role, areas, firm }) => {
      const { person, grants } = one(account, name, role, areas)
      return { person: { ...person, ...(firm ? { firm } : {}) }, grants }
    }),
  ]
}

/** All that happened, page by page, and the pictures that go with it. */
export function districtOf(
  crews: Crews,
  now: number,
): { readonly diary: Diary; readonly deliveries: readonly Delivery[] } {
  const random = seeded(SEED)
  const pen = penOf(random)
  const diary = newDiary()
  const tell = storyTeller(diary, pen)
  const facilities = registerFacilities(diary, pen, now)
  const homes = registerHomes(diary, pen, now, random)
  const visits = visitHomes(diary, pen, homes, now, random)
  addExceptions(diary, pen, homes, visits, now, random)
  const toilets = facilities.filter(({ type, street }) => type === 'toilet' && street === KEYUAN)
  const deliveries = [...addRepairs(diary, pen, toilets, now, random)]
  addChecks(tell, facilities, now, random)
  const trucks = registerTrucks(diary, pen, crews.teams, now)
  const worked = workWeeks(tell, crews.teams, facilities, trucks, now, random)
  addRequests(tell, worked, now)
  addNotices(tell, worked, now)
  deliveries.push(...addVillages(diary, pen, tell, now, random))
  deliveries.push(...addProjects(tell, facilities, now))
  addProgramme(diary, now)
  addPastRepairs(tell, facilities, now)
  addPastVisits(tell, homes, visits, now)
  addTasks(tell, now, random)
  addCommunities(diary, pen, tell, now, random)
  return { diary, deliveries }
}
