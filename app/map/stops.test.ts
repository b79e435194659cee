import { describe, expect, it } from 'vitest'
import type { Due, Turn } from '../state/agenda.ts'
import type { LocalRecord } from '../state/phone.ts'
import { stopsOf } from './stops.ts'

const local = (id: string, kind: string, fields: object): LocalRecord =>
  ({ record: { id, kind, fields } }) as unknown as LocalRecord
const home = (id: string, lat: number): Due =>
  ({ local: local(id, 'household', { point: { lat, lon: 118 } }), fact: {} }) as unknown as Due
const repair = (id: string, assetId: string): Turn =>
  ({ local: local(id, 'toilet_repair', { assetId }), card: 'none' }) as unknown as Turn
const toilet = local('t', 'asset', { geometry: { type: 'Point', coordinates: [118.1, 36.8] } })

describe('the stops of the phone’s map', () => {
  it('[MAP6] homes at one point are one stop, in the order of the list', () => {
    const stops = stopsOf({}, [home('a', 1), home('b', 2), home('c', 1)], [])
    expect(stops.map((stop) => stop.items.map((item) => item.local.record.id))).toEqual([['a', 'c'], ['b']])
    expect(stops[0]?.about.map((kind) => kind.id)).toContain('home_visit')
  })
  it('[MAP6] an order stands where the thing is that it is about; one without a place is left to the list', () => {
    const stops = stopsOf({ t: toilet }, [], [repair('r', 't'), repair('lost', 'elsewhere')])
    expect(stops).toMatchObject([{ lat: 36.8, lon: 118.1, turn: true }])
    expect(stops[0]?.items).toHaveLength(1)
  })
})
