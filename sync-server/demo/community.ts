import { DAY, HOUR, MINUTE, startOfDay } from '../../domain/clock.ts'
import cells from '../../domain/data/geo/areas.json' with { type: 'json' }
import { recordOf } from '../../domain/ids.ts'
import type { Fields } from '../../domain/record/event.ts'
import { PANYUAN } from './accounts.ts'
import { buildExceptions } from './exceptions.ts'
import type { Random } from './random.ts'
import { type Actor, actor, create, type Draft, move, type Scribe } from './scribe.ts'

const BUILDINGS = 105
const HOMES = 1400
const WEEKS = 5

export type Visit = {
  readonly who: Actor
  readonly at: number
  readonly result: string
  readonly made: Draft
  readonly submit: Draft
}
export type Home = Draft & {
  /** The acceptance, which later acts build on. */
  readonly accepted: Draft
  readonly tenancy: string
  readonly lat: number
  readonly lon: number
}

/** 105 buildings, 1,400 homes, five weeks of visits: of due homes about 71 % met, 9 % refused, 12 % nobody there. */
export async function buildCommunity(
  scribe: Scribe,
  now: number,
  random: Random,
  say: (line: string) => void,
): Promise<void> {
  say(`潘苑社区: ${BUILDINGS} 栋楼, ${HOMES} 户 …`)
  const homes = await registered(scribe, startOfDay(now) - 40 * DAY + 9 * HOUR, random)
  say(`${WEEKS} 周走访 …`)
  const visits = await visited(
    scribe,
    homes.filter((home) => home.tenancy !== 'vacant'),
    now,
    random,
  )
  await buildExceptions(scribe, homes, visits, now)
}

async function registered(scribe: Scribe, at: number, random: Random): Promise<readonly Home[]> {
  const police = [actor('police1'), actor('police2')] as const
  const officer = actor('officer1')
  const corner = cornerOf(PANYUAN)
  const buildings = Array.from({ length: BUILDINGS }, (_, i) => {
    const lon = corner.lon + (i % 15) * 0.0006
    const lat = corner.lat + Math.floor(i / 15) * 0.0007
    const name = `${i + 1}号楼`
    const set = {
      name,
      buildingNo: String(i + 1),
      kind: 'multi',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      units: [{ unitNo: '1', floors: 7, doorsPerFloor: 2 }],
      expectedHouseholds: 14,
    }
    return { ...create(police[0], 'building', PANYUAN, at + i * 1000, set), lon, lat, name }
  })
  await scribe(police[0], 'building', PANYUAN, at + HOUR, buildings)
  const accept = (draft: Draft, when: number) =>
    move(officer, recordOf(draft.id), when, draft.id, { move: 'accept', to: 'active' })
  await scribe(
    officer,
    'building',
    PANYUAN,
    at + HOUR,
    buildings.map((draft) => accept(draft, at + HOUR)),
  )
  const homes = Array.from({ length: HOMES }, (_, i) => {
    const building = buildings[i % BUILDINGS] as (typeof buildings)[number]
    const n = Math.floor(i / BUILDINGS)
    const [floor, door] = [1 + Math.floor(n / 2), 1 + (n % 2)]
    const tenancy = random.pick(['owner_occupied', 'owner_occupied', 'owner_occupied', 'rented', 'rented', 'vacant'])
    const set: Fields = {
      addressCode: `${PANYUAN}-${String(i + 1).padStart(5, '0')}`,
      addressText: `${building.name} 1单元 ${floor}0${door}`,
      buildingId: building.id,
      unitNo: '1',
      floorNo: floor,
      roomNo: `${floor}0${door}`,
      point: { lat: building.lat, lon: building.lon },
      houseUse: 'residence',
      tenancy,
      ownerName: `示例户${i + 1}`,
      ownerPhone: `100${10_000_000 + i}`,
      ...(tenancy === 'rented' ? { tenants: [{ name: `示例租户${i + 1}` }] } : {}),
    }
    const { lat, lon } = building
    return { ...create(police[i % 2] as Actor, 'household', PANYUAN, at + 2 * HOUR + i * 1000, set), tenancy, lat, lon }
  })
  for (const who of police) {
    await scribe(
      who,
      'household',
      PANYUAN,
      at + 3 * HOUR,
      homes.filter((home) => home.event.by === who.person),
    )
  }
  const registered = homes.map((home): Home => ({ ...home, accepted: accept(home, at + DAY) }))
  await scribe(
    officer,
    'household',
    PANYUAN,
    at + DAY,
    registered.map((home) => home.accepted),
  )
  return registered
}

async function visited(scribe: Scribe, due: readonly Home[], now: number, random: Random): Promise<readonly Visit[]> {
  const police = [actor('police1'), actor('police2')] as const
  const span = WEEKS * 7 * DAY
  const visits = due.flatMap((home, i) => {
    const luck = random.next()
    const result = luck < 0.71 ? 'met' : luck < 0.8 ? 'refused' : luck < 0.92 ? 'no_answer' : undefined
    if (!result) return []
    const who = police[i % 2] as Actor
    const at = Math.floor(now - 20 * MINUTE - (i / due.length) * span - random.next() * 20 * MINUTE)
    const place = { lat: home.lat, lon: home.lon, acc: 8 + random.below(20), fixAt: at, source: 'gps' as const }
    const met: Fields = {
      metPeople: [{ metRole: 'owner' }],
      tenancySeen: home.tenancy,
      residentCount: 1 + random.below(4),
      antiFraud: ['rebate'],
      noticeGiven: true,
    }
    const set = { householdId: home.id, visitAt: at, purpose: ['routine'], result, ...(result === 'met' ? met : {}) }
    const made = create(who, 'home_visit', PANYUAN, at, set, place)
    return [
      {
        who,
        at,
        result,
        made,
        submit: move(who, recordOf(made.id), at + MINUTE, made.id, { move: 'submit', to: 'submitted' }),
      },
    ]
  })
  visits.sort((a, b) => a.at - b.at)
  // A day's visits of one assistant go in one batch, as a phone sends them in the evening.
  for (const who of police) {
    const days = Map.groupBy(
      visits.filter((visit) => visit.who.person === who.person),
      (visit) => startOfDay(visit.at),
    )
    for (const day of days.values()) {
      const last = Math.max(...day.map((visit) => visit.at)) + MINUTE
      await scribe(
        who,
        'home_visit',
        PANYUAN,
        last,
        day.flatMap((visit) => [visit.made, visit.submit]),
      )
    }
  }
  return visits
}

/** The south-west of a unit's cell, moved in a little. The shape is invented, as all of `domain/data/geo`. */
function cornerOf(code: string): { readonly lat: number; readonly lon: number } {
  const cell = cells.features.find((feature) => feature.properties.code === code)
  const points = (cell?.geometry.coordinates.flat(2) ?? []) as readonly number[]
  const lons = points.filter((_, i) => i % 2 === 0)
  const lats = points.filter((_, i) => i % 2 === 1)
  return { lon: Math.min(...lons) + 0.001, lat: Math.min(...lats) + 0.001 }
}
