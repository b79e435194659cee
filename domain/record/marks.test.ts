import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../clock.ts'
import type { Kind } from '../kinds/define.ts'
import { kindOf } from '../kinds/registry.ts'
import type { Place } from './event.ts'
import { metresTo } from './geometry.ts'
import { linesOf, marksOf, metresBetween, routesIn } from './marks.ts'
import { createStory, T0, visitFields, who } from './story-for-tests.ts'

const visit = kindOf('home_visit') as Kind
const home = kindOf('household') as Kind
const assistant = who('a', 'assistant')
const DOOR = { lat: 36.8138, lon: 118.0548 }
/** So many metres north of the door. */
const north = (metres: number, acc = 8): Place => ({
  lat: DOOR.lat + metres / 111_195,
  lon: DOOR.lon,
  acc,
  fixAt: T0,
  source: 'gps',
})
const at = (place: Place | undefined, more: object = {}) =>
  createStory('home_visit', assistant, T0, { ...visitFields, ...more }, place ? { place } : {}).fold()

describe('marks', () => {
  it('[MARK1] on the spot there is no mark, far away there is one with the metres and the reason given', () => {
    expect(marksOf(visit, at(north(30)), DOOR)).toEqual([])
    expect(marksOf(visit, at(north(600), { placeReason: '电话联系' }), DOOR)).toMatchObject([
      { type: 'far', metres: 600, reason: '电话联系' },
    ])
  })
  it('[MARK2] an absent fix is a mark, a coarse one as well, and neither is called far', () => {
    expect(marksOf(visit, at(undefined), DOOR)).toMatchObject([{ type: 'noPlace' }])
    expect(marksOf(visit, at(north(0, 900)), DOOR)).toMatchObject([{ type: 'rough', acc: 900 }])
    expect(marksOf(visit, at(north(100, 80)), DOOR)).toMatchObject([{ type: 'rough' }])
    expect(marksOf(visit, at(north(600)), undefined)).toEqual([])
  })
  it('[MARK3] a household is measured against its own point', () => {
    const story = createStory('household', assistant, T0, { point: { ...DOOR } }, { place: north(400) })
    expect(marksOf(home, story.fold())).toMatchObject([{ type: 'far', metres: 400 }])
  })
  it('[MARK4] a clock that is off by more than five minutes is a mark on its event', () => {
    const story = createStory('home_visit', assistant, T0, visitFields, { place: north(1), anchor: [T0 - DAY, HOUR] })
    expect(marksOf(visit, story.fold(), DOOR)).toEqual([{ type: 'clockOff', event: story.create, skewMs: 23 * HOUR }])
  })
  it('[MARK5] late counts from the first contact with a network, not from the act', () => {
    const story = createStory('home_visit', assistant, T0, visitFields, { place: north(1) })
    const marks = (firstContactAt: number) =>
      marksOf(visit, story.fold(), DOOR, () => ({ receivedAt: T0 + 10 * DAY, firstContactAt }))
    expect(marks(T0 + 10 * DAY - HOUR)).toEqual([])
    expect(marks(T0 + HOUR)).toEqual([{ type: 'late', event: story.create, lateMs: 10 * DAY - HOUR }])
  })
  it('[MARK6] distance is the same both ways, never negative, and obeys the triangle', () => {
    const place = fc.record({
      lat: fc.double({ min: 36, max: 37, noNaN: true }),
      lon: fc.double({ min: 117, max: 119, noNaN: true }),
    })
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        const [ab, bc, ac] = [metresBetween(a, b), metresBetween(b, c), metresBetween(a, c)]
        return ab >= 0 && Math.abs(ab - metresBetween(b, a)) < 1e-6 && ac <= ab + bc + 1e-6
      }),
      { numRuns: 10_000 },
    )
    expect(metresBetween(DOOR, { lat: DOOR.lat + 1, lon: DOOR.lon })).toBeCloseTo(111_195, -1)
  })
  it('[MARK7] a place inside an area is no metre away from it, one beside it as far as its nearest edge', () => {
    const d = 0.001
    const ring = [
      [DOOR.lon - d, DOOR.lat - d],
      [DOOR.lon + d, DOOR.lat - d],
      [DOOR.lon + d, DOOR.lat + d],
      [DOOR.lon - d, DOOR.lat + d],
      [DOOR.lon - d, DOOR.lat - d],
    ]
    const area = { type: 'Polygon', coordinates: [ring] }
    expect(metresTo(DOOR, area)).toBe(0)
    expect(metresTo({ lat: DOOR.lat + 3 * d, lon: DOOR.lon }, area)).toBeCloseTo(222.4, 0)
    expect(metresTo(DOOR, { type: 'LineString', coordinates: ring.slice(0, 2) })).toBeCloseTo(111.2, 0)
    expect(metresTo(DOOR, { type: 'Point', coordinates: [DOOR.lon, DOOR.lat] })).toBe(0)
  })
  it('[MARK8] whatever stands in a geometry field gives metres or nothing, never an error', () => {
    const shape = fc.record({
      type: fc.constantFrom('Point', 'LineString', 'Polygon', 'MultiPolygon', 'MultiPoint', 'MultiLineString', 'X'),
      coordinates: fc.anything({ maxDepth: 4 }),
    })
    fc.assert(
      fc.property(fc.oneof(shape, fc.anything()), (value) => {
        const metres = metresTo(DOOR, value)
        return metres === undefined || metres >= 0 || Number.isNaN(metres)
      }),
      { numRuns: 10_000 },
    )
  })
  it('[SHIFT85] a clock off its route is far with the line that was written, one that cannot be told is rough, a proxy’s is nothing', () => {
    const shift = kindOf('shift') as Kind
    const worker = who('w', 'cleaner')
    const road = linesOf([
      {
        type: 'LineString',
        coordinates: [
          [DOOR.lon, DOOR.lat],
          [DOOR.lon, DOOR.lat - 0.01],
        ],
      },
    ])
    const clocked = (place: Place | undefined, by: string = worker.by, note?: string) => {
      const events = [{ clockType: 'in', at: T0, by, ...(place ? { place: { ...place } } : {}) }]
      const story = createStory('shift', worker, T0, { workerId: worker.by, routeIds: ['r'], events })
      const more = { ...(place ? { place } : {}), ...(note ? { note } : {}) }
      story.move(worker, T0 + 1, 'clock_in', more)
      return marksOf(shift, story.fold(), road)
    }
    expect(clocked(north(30))).toEqual([])
    expect(clocked(north(600), worker.by, '去加水')).toMatchObject([
      { type: 'far', metres: 600, reason: '去加水', move: 'clock_in' },
    ])
    expect(clocked(north(95, 20))).toMatchObject([{ type: 'rough', acc: 20, move: 'clock_in' }])
    expect(clocked(undefined)).toMatchObject([{ type: 'noPlace', move: 'clock_in' }])
    expect(clocked(undefined, 'p-leader')).toEqual([])
    expect(
      routesIn({ routeIds: ['a'], events: [{ clockType: 'transfer', routeId: 'b' }, { clockType: 'out' }] }),
    ).toEqual(['a', 'b'])
  })
})
