import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pointOfValue } from '../state/point.ts'
import { clustersOf, fitting, type MapMark } from './marks.ts'

const home = (id: string, x: number, y: number): MapMark => ({ id, lat: y, lon: x, look: 'home', label: id, count: 14 })
/** One degree is one pixel here. */
const flat = ({ lat, lon }: { lat: number; lon: number }) => ({ x: lon, y: lat })

describe('what is drawn of many marks', () => {
  it('[MAP2] homes apart stay single; homes that would cover each other are gathered with their number', () => {
    const apart = [home('a', 0, 0), home('b', 100, 0)]
    expect(clustersOf(apart, flat, undefined).map((one) => one.marks.length)).toEqual([1, 1])
    const close = [home('a', 0, 0), home('b', 5, 0), home('c', 300, 0)]
    const drawn = clustersOf(close, flat, undefined)
    expect(drawn.map((one) => one.marks.map((mark) => mark.id))).toEqual([['a', 'b'], ['c']])
  })
  it('[MAP2] a task is never hidden among homes or facilities, only among more tasks than can be read', () => {
    const task: MapMark = { ...home('task', 3, 3), look: 'task' }
    const alone = (marks: readonly MapMark[]) =>
      clustersOf(marks, flat, undefined).some((one) => one.marks.length === 1 && one.marks[0]?.id === 'task')
    const crowd = (look: MapMark['look']) =>
      Array.from({ length: 200 }, (_, i) => ({ ...home(`${look}${i}`, 3, 3), look }))
    expect(alone([home('a', 0, 0), home('b', 5, 0), task])).toBe(true)
    expect(alone([...crowd('facility'), task])).toBe(true)
    expect(alone([...crowd('task'), task])).toBe(false)
  })
  it('[MAP2] every mark is drawn exactly once, and the chosen one alone', () => {
    const spot = fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 0, max: 500 }) })
    fc.assert(
      fc.property(fc.array(spot, { minLength: 1, maxLength: 300 }), fc.nat(), (spots, pick) => {
        const marks = spots.map(({ x, y }, i) => home(String(i), x, y))
        const chosen = String(pick % marks.length)
        const drawn = clustersOf(marks, flat, chosen)
        expect(drawn.flatMap((one) => one.marks.map((mark) => mark.id)).sort()).toEqual(
          marks.map((mark) => mark.id).sort(),
        )
        expect(drawn.find((one) => one.marks.some((mark) => mark.id === chosen))?.marks).toHaveLength(1)
      }),
      { numRuns: 500 },
    )
  })
  it('[MAP3] of names that would cover each other the first stays', () => {
    const name = (x: number, text: string) => ({ x, y: 0, w: 50, h: 20, text })
    expect(fitting([name(0, 'a'), name(30, 'b'), name(60, 'c')]).map((one) => one.text)).toEqual(['a', 'c'])
  })
  it('[MAP4] a point, a line and an area each have one place; what is none has none', () => {
    expect(pointOfValue({ lat: 36.8, lon: 118 })).toEqual({ lat: 36.8, lon: 118 })
    expect(pointOfValue({ type: 'Point', coordinates: [118, 36.8] })).toEqual({ lat: 36.8, lon: 118 })
    expect(
      pointOfValue({
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      }),
    ).toEqual({ lat: 4, lon: 3 })
    expect(
      pointOfValue({
        type: 'Polygon',
        coordinates: [
          [
            [1, 2],
            [3, 4],
            [1, 2],
          ],
        ],
      }),
    ).toEqual({ lat: 4, lon: 3 })
    for (const none of [null, 'x', 3, [], {}, { coordinates: [] }, { coordinates: ['a', 'b'] }]) {
      expect(pointOfValue(none)).toBeUndefined()
    }
  })
})
