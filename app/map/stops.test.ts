import { describe, expect, it } from 'vitest'
import type { DueItem } from '../state/due-item.ts'
import { stopsOf } from './stops.ts'

const item = (key: string, lat: number | undefined, more: Partial<DueItem> = {}): DueItem => ({
  key,
  title: key,
  why: 'once a year',
  card: 'none',
  href: `/record/${key}`,
  ...(lat === undefined ? {} : { place: { lat, lon: 118 } }),
  ...more,
})

describe('[MAP6] the stops of a day', () => {
  it('homes at one point are one stop, in the order of the list', () => {
    const stops = stopsOf([item('a', 1), item('b', 2), item('c', 1)])
    expect(stops.map((stop) => stop.items.map(({ key }) => key))).toEqual([['a', 'c'], ['b']])
  })
  it('an order is a stop of its own beside what is due at the same door; what has no place is none', () => {
    const stops = stopsOf([item('r', 36, { order: true }), item('home', 36), item('lost', undefined, { order: true })])
    expect(stops).toMatchObject([
      { lat: 36, order: true, items: [{ key: 'r' }] },
      { lat: 36, order: false, items: [{ key: 'home' }] },
    ])
  })
})
