import { DAY, HOUR, MINUTE, startOfDay } from '../../domain/clock.ts'
import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import { asPerson, recordOf } from '../../domain/ids.ts'
import type { Random } from '../../domain/random.ts'
import type { Fields } from '../../domain/record/event.ts'
import { KEYUAN } from './accounts.ts'
import type { Diary } from './diary.ts'
import { founded } from './founded.ts'
import { assistantOf } from './offices.ts'
import { type Actor, actor, type Draft, type Pen } from './pen.ts'
import { type Plot, plotsIn } from './plots.ts'
import type { Beginning, Story } from './story.ts'

type Tell = (beginning: Beginning) => Story

/** One unit of each street beside 科苑 has some homes; all others have no data. */
export const communities: readonly string[] = divisions.streets.flatMap(({ code, units }) =>
  code === KEYUAN || !units[0] ? [] : [units[0].code],
)
const BUILDINGS = 3
const HOMES = 36
/** Of the homes so many were visited in the last weeks, so many also in the months before, some with a hazard put right. */
const [RECENT, BEFORE] = [0.72, 0.85]
const WEEKS = 6
const MONTHS = 13

type Home = { readonly draft: Draft; readonly plot: Plot; readonly tenancy: string }

/** Homes and visits of one unit in each other street, thinned: a few homes, a visit now and then over fourteen months. */
export function addCommunities(diary: Diary, pen: Pen, tell: Tell, now: number, random: Random): void {
  for (const unit of communities) {
    const who: Actor = { person: asPerson(`p-${assistantOf(unit)}`), role: 'assistant' }
    for (const home of register(unit, who)) {
      if (home.tenancy === 'vacant') continue
      const last = startOfDay(now) - DAY
      if (random.next() < BEFORE)
        visit(unit, who, home, last - Math.floor((WEEKS * 7 + random.below(MONTHS * 29 - WEEKS * 7)) * DAY))
      if (random.next() < RECENT) visit(unit, who, home, last - random.below(WEEKS * 7) * DAY)
    }
  }

  function register(unit: string, who: Actor): readonly Home[] {
    const at = founded(now) + 9 * HOUR
    const supervisor = actor('district1')
    const plots = plotsIn(unit, BUILDINGS)
    const accept = ({ id }: Draft) => pen.move(supervisor, recordOf(id), at + DAY, id, { move: 'accept', to: 'active' })
    const buildings = plots.map(({ lat, lon }, i) =>
      pen.create(who, 'building', unit, at + i * 1000, {
        name: `${i + 1}号楼`,
        buildingNo: String(i + 1),
        kind: 'multi',
        geometry: { type: 'Point', coordinates: [lon, lat] },
        units: [{ unitNo: '1', floors: 6, doorsPerFloor: 2 }],
        expectedHouseholds: HOMES / BUILDINGS,
      }),
    )
    const homes = Array.from({ length: HOMES }, (_, i): Home => {
      const b = i % BUILDINGS
      const n = Math.floor(i / BUILDINGS)
      const roomNo = `${1 + Math.floor(n / 2)}0${1 + (n % 2)}`
      const plot = plots[b] as Plot
      const tenancy = random.pick(['owner_occupied', 'owner_occupied', 'rented', 'vacant'])
      const set: Fields = {
        addressCode: `${unit}-${String(i + 1).padStart(5, '0')}`,
        addressText: `${b + 1}号楼 1单元 ${roomNo}`,
        buildingId: buildings[b]?.id ?? '',
        unitNo: '1',
        floorNo: 1 + Math.floor(n / 2),
        roomNo,
        point: { lat: plot.lat, lon: plot.lon },
        houseUse: 'residence',
        tenancy,
        ownerName: `示例户${i + 1}`,
        ownerPhone: `100${40_000_000 + i}`,
        ...(tenancy === 'rented' ? { tenants: [{ name: `示例租户${i + 1}` }] } : {}),
      }
      return { draft: pen.create(who, 'household', unit, at + HOUR + i * 1000, set), plot, tenancy }
    })
    const page = { area: unit, about: now }
    const drafts = homes.map(({ draft }) => draft)
    diary.add({ ...page, who, kind: 'building', at: at + HOUR, drafts: buildings })
    diary.add({ ...page, who, kind: 'household', at: at + 2 * HOUR, drafts })
    diary.add({ ...page, who: supervisor, kind: 'building', at: at + DAY, drafts: buildings.map(accept) })
    diary.add({ ...page, who: supervisor, kind: 'household', at: at + DAY, drafts: drafts.map(accept) })
    return homes
  }

  function visit(unit: string, who: Actor, { draft, plot, tenancy }: Home, midnight: number): void {
    const at = midnight + 9 * HOUR + random.below(10 * 60) * MINUTE
    const luck = random.next()
    const result = luck < 0.74 ? 'met' : luck < 0.84 ? 'refused' : 'no_answer'
    const met: Fields = {
      metPeople: [{ metRole: 'owner' }],
      tenancySeen: tenancy,
      residentCount: 1 + random.below(4),
      antiFraud: [random.pick(['rebate', 'impersonation', 'loan'])],
      noticeGiven: true,
      ...(random.next() < 0.07 ? { hazards: [{ hazard: 'gas', severity: 'low', fixedOnSite: true }] } : {}),
    }
    const set = { householdId: draft.id, visitAt: at, purpose: ['routine'], result, ...(result === 'met' ? met : {}) }
    const place = { ...plot, acc: 8 + random.below(20), fixAt: at, source: 'gps' as const }
    tell({ who, kind: 'home_visit', area: unit, at, set, place }).move(who, at + MINUTE, 'submit')
  }
}
