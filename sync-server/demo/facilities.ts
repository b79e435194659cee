import { DAY, HOUR } from '../../domain/clock.ts'
import refusePoints from '../../domain/data/geo/refuse-points.json' with { type: 'json' }
import roads from '../../domain/data/geo/roads.json' with { type: 'json' }
import stations from '../../domain/data/geo/stations.json' with { type: 'json' }
import toilets from '../../domain/data/geo/toilets.json' with { type: 'json' }
import { type RecordId, recordOf } from '../../domain/ids.ts'
import type { Fields } from '../../domain/record/event.ts'
import { KEYUAN } from './accounts.ts'
import type { Diary } from './diary.ts'
import { founded } from './founded.ts'
import { programmeLanes } from './lanes.ts'
import { actor, type Draft, type Pen } from './pen.ts'
import { leaderOf } from './staff.ts'

type Facility = { readonly street: string; readonly set: Fields }
const ROAD_GRADE: { readonly [kind: string]: string } = { primary: 'g1', secondary: 'g2', tertiary: 'g3', lane: 'g4' }
const TOILET_CLASS: { readonly [kind: string]: string } = { 一类: 'c1', 二类: 'c2', 三类: 'c3' }
/** Some are shut for now, by their number; one has a part of it open. */
const CLOSED: readonly number[] = [70, 83, 97]
const LIMITED = 61
const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** `370303-T-0007`: what the code on the facility says. */
const code = (letter: string, i: number): string => `370303-${letter}-${String(i + 1).padStart(4, '0')}`

function facility(type: string, assetCode: string, unit: string, shape: unknown, name: string, more: Fields): Facility {
  const geometry = shape as Fields
  const set = { assetCode, assetType: type, name, geometry, unitCode: unit, status: 'in_use', manager: '示例环卫所' }
  return { street: unit.slice(0, 9), set: { ...set, ...more } }
}

/** The roads, toilets, transfer stations, refuse points and lit lanes of the whole district; every shape is invented. */
const facilities = (): readonly Facility[] => [
  ...roads.features.map(({ geometry, properties: p }, i) =>
    facility('road', code('R', i), p.unitCodes[0] as string, geometry, p.name, {
      unitCodes: p.unitCodes,
      roadGrade: ROAD_GRADE[p.class] as string,
      roadLength: p.lengthM,
      roadWidth: p.widthM,
    }),
  ),
  ...toilets.features.map(({ geometry, properties: p }, i) =>
    facility('toilet', code('T', i), p.unitCode, geometry, p.name, {
      toiletClass: TOILET_CLASS[p.grade] as string,
      toiletForm: 'standalone',
      ...(CLOSED.includes(i) ? { status: 'closed' } : i === LIMITED ? { status: 'limited' } : {}),
      stalls: { male: Math.floor(p.stalls / 2), female: Math.ceil(p.stalls / 2) },
      openHours: [{ days: EVERY_DAY, from: '06:00', to: '22:00' }],
    }),
  ),
  ...stations.features.map(({ geometry, properties: p }, i) =>
    facility('station', code('S', i), p.unitCode, geometry, p.name, {
      capacity: p.capacityT,
      weighbridge: true,
      fenceM: p.geofenceM,
    }),
  ),
  ...refusePoints.features.map(({ geometry, properties: p }, i) =>
    facility('waste_point', code('W', i), p.unitCode, geometry, p.name, {
      binCount: p.bins,
      wasteKinds: ['mixed', 'kitchen'],
    }),
  ),
  ...programmeLanes().map(({ unit, name, lit, lamps, length, shape }, i) =>
    facility('lane', code('L', i), unit, shape, name, {
      status: lit ? 'in_use' : 'building',
      lampCount: lamps,
      roadLength: length,
      laneOn: '17:30',
      laneOff: '23:00',
    }),
  ),
]

/** A facility of the register. */
export type Registered = {
  readonly id: RecordId
  readonly street: string
  readonly type: string
  readonly unit: string
  readonly set: Fields
}

/** Registers every facility, proposed by its street's leader and accepted by the supervisor. */
export function registerFacilities(diary: Diary, pen: Pen, now: number): readonly Registered[] {
  const at = founded(now) + 9 * HOUR
  const found: Registered[] = []
  for (const [street, own] of Map.groupBy(facilities(), (one) => one.street)) {
    const leader = actor(leaderOf(street))
    const supervisor = actor(street === KEYUAN ? 'supervisor1' : 'district1')
    const proposed: Draft[] = []
    const accepted: Draft[] = []
    own.forEach(({ set }, i) => {
      const made = pen.create(leader, 'asset', street, at + i * 1000, set)
      const record = recordOf(made.id)
      const offer = pen.move(leader, record, at + i * 1000 + 500, made.id, { move: 'propose', to: 'pending' })
      proposed.push(made, offer)
      const note = '现场看过，不是同一处'
      accepted.push(pen.move(supervisor, record, at + DAY, offer.id, { move: 'accept', to: 'active', note }))
      found.push({ id: record, street, type: set['assetType'] as string, unit: set['unitCode'] as string, set })
    })
    diary.add({ who: leader, kind: 'asset', area: street, at: at + 2 * HOUR, about: now, drafts: proposed })
    diary.add({ who: supervisor, kind: 'asset', area: street, at: at + DAY, about: now, drafts: accepted })
  }
  return found
}
