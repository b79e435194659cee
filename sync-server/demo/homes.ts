import { DAY, HOUR } from '../../domain/clock.ts'
import { recordOf } from '../../domain/ids.ts'
import { household } from '../../domain/kinds/household.ts'
import type { Random } from '../../domain/random.ts'
import type { Fields } from '../../domain/record/event.ts'
import { splitPrivate } from '../../domain/record/private.ts'
import { PANYUAN } from './accounts.ts'
import type { Diary } from './diary.ts'
import { founded } from './founded.ts'
import { type Actor, actor, type Draft, type Pen } from './pen.ts'
import { plotsIn } from './plots.ts'

const BUILDINGS = 105
const HOMES = 1400

export type Home = Draft & {
  /** The acceptance, which later acts build on. */
  readonly accepted: Draft
  /** Who visits it. */
  readonly assistant: Actor
  readonly tenancy: string
  readonly lat: number
  readonly lon: number
}

/** 潘苑: 105 buildings, 1,400 homes; the northern half is police1's, the southern police2's. */
export function registerHomes(diary: Diary, pen: Pen, now: number, random: Random): readonly Home[] {
  const at = founded(now) + 9 * HOUR
  const [north, south, officer] = [actor('police1'), actor('police2'), actor('officer1')]
  const accept = (draft: Draft, when: number) =>
    pen.move(officer, recordOf(draft.id), when, draft.id, { move: 'accept', to: 'active' })
  const batch = (who: Actor, kind: string, when: number, drafts: readonly Draft[]) =>
    diary.add({ who, kind, area: PANYUAN, at: when, about: now, drafts })

  const buildings = plotsIn(PANYUAN, BUILDINGS).map(({ lat, lon }, i) => {
    const name = `${i + 1}号楼`
    const set = {
      name,
      buildingNo: String(i + 1),
      kind: 'multi',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      units: [{ unitNo: '1', floors: 7, doorsPerFloor: 2 }],
      expectedHouseholds: 14,
    }
    return { ...pen.create(north, 'building', PANYUAN, at + i * 1000, set), lon, lat, name }
  })
  batch(north, 'building', at + HOUR, buildings.map(plain))
  const accepted = at + 2 * HOUR
  batch(
    officer,
    'building',
    accepted,
    buildings.map((draft) => accept(draft, accepted)),
  )

  const homes = Array.from({ length: HOMES }, (_, i): Home => {
    const b = i % BUILDINGS
    const building = buildings[b] as (typeof buildings)[number]
    const n = Math.floor(i / BUILDINGS)
    const roomNo = `${1 + Math.floor(n / 2)}0${1 + (n % 2)}`
    const tenancy = random.pick(['owner_occupied', 'owner_occupied', 'owner_occupied', 'rented', 'rented', 'vacant'])
    const assistant = b >= BUILDINGS / 2 ? north : south
    const set: Fields = {
      addressCode: `${PANYUAN}-${String(i + 1).padStart(5, '0')}`,
      addressText: `${building.name} 1单元 ${roomNo}`,
      buildingId: building.id,
      unitNo: '1',
      floorNo: 1 + Math.floor(n / 2),
      roomNo,
      point: { lat: building.lat, lon: building.lon },
      houseUse: 'residence',
      tenancy,
      ownerName: `示例户${i + 1}`,
      ownerPhone: `100${10_000_000 + i}`,
      ...(tenancy === 'rented' ? { tenants: [{ name: `示例租户${i + 1}` }] } : {}),
    }
    const made = pen.create(assistant, 'household', PANYUAN, at + 3 * HOUR + i * 1000, set)
    const { lat, lon } = building
    return { ...made, accepted: accept(made, at + DAY), assistant, tenancy, lat, lon }
  })
  for (const who of [north, south]) {
    batch(who, 'household', at + 4 * HOUR, homes.filter((home) => home.assistant === who).map(plain))
  }
  batch(
    officer,
    'household',
    at + DAY,
    homes.map((home) => home.accepted),
  )
  keepRestricted(diary, pen, homes, at + 5 * HOUR, now)
  return homes
}

/** Who lives alone or is ill: in a record of the private room, which only assistants and officers read. */
function keepRestricted(diary: Diary, pen: Pen, homes: readonly Home[], at: number, now: number): void {
  const cared = homes.filter((home, i) => i % 60 === 7 && home.tenancy !== 'vacant')
  cared.forEach((home, i) => {
    const flag = ['elder_alone', 'disabled', 'low_income'][i % 3] as string
    const { part } = splitPrivate(household, { careFlags: [flag] })
    if (!part) throw new Error('demo: a household has no restricted part')
    const made = pen.create(home.assistant, part.kind.id, PANYUAN, at + i * 1000, { ...part.set, [part.by]: home.id })
    diary.add({ who: home.assistant, kind: part.kind.id, area: PANYUAN, at: at + i * 1000, about: now, drafts: [made] })
  })
}

const plain = ({ id, event }: Draft): Draft => ({ id, event })
