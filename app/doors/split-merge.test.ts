import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonId, RecordId } from '../../domain/ids.ts'
import { household } from '../../domain/kinds/household.ts'
import type { Fields } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { checkFields } from '../../domain/record/values.ts'
import { mergeable, mergedOf, splitHome, splitRooms } from './split-merge.ts'

const homeOf = (id: string, fields: Fields, state = 'active'): FoldedRecord => ({
  id: id as RecordId,
  kind: 'household',
  version: 1,
  area: '370303005003',
  createdBy: 'p-a' as PersonId,
  createdRole: 'assistant',
  createdAt: 1,
  updatedAt: 1,
  fields: { buildingId: 'b', unitNo: '1', ...fields },
  state,
  chain: [],
  conflicts: [],
  heads: [],
  proposals: [],
  photos: [],
  remarks: [],
  problems: [],
  history: [],
})
const entry = {
  addressText: '12号楼 1单元 402',
  buildingId: 'b',
  unitNo: '1',
  roomNo: '402',
  floorNo: 4,
  tenancy: 'rented',
  houseUse: 'mixed',
  point: { lat: 36.8, lon: 118.05 },
}
const home = homeOf('01', entry)
const split = { registryChange: ['split'], result: 'met' }

describe('[DOOR8] one home that became several', () => {
  it('each number that was written makes one door: not its own, none twice, none that the register has', () => {
    const others = [home, homeOf('02', { roomNo: '403' }), homeOf('03', { roomNo: '404' }, 'inactive')]
    expect(splitRooms(' 402-1，402-2、402; 402-1 403 404', home, others)).toEqual({
      fresh: ['402-1', '402-2', '404'],
      known: ['403'],
    })
    expect(splitRooms(undefined, home, others)).toEqual({ fresh: [], known: [] })
  })
  it('stands in the same house, on the same floor, with the address of the old one but for the number', () => {
    const visit = { ...split, tenancySeen: 'owner_occupied' }
    const made = splitHome(household, entry, '402-1', { visit, code: '370303005003-T1', building: '12号楼' })
    expect(made).toEqual({
      addressCode: '370303005003-T1',
      addressText: '12号楼 1单元 402-1',
      buildingId: 'b',
      unitNo: '1',
      floorNo: 4,
      roomNo: '402-1',
      point: entry.point,
      houseUse: 'mixed',
      tenancy: 'owner_occupied',
    })
    expect(checkFields(household, made)).toEqual([])
    const found = { ...split, result: 'vacant', tenancySeen: 'vacant' }
    const other = splitHome(household, entry, '402-2', { visit: found, code: '370303005003-T2', building: '' })
    expect(other['tenancy']).toBe('rented')
  })
  it('whatever is written, at most ten are made, and each is a number of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (written) => {
        const { fresh } = splitRooms(written, home, [home])
        expect(fresh.length).toBeLessThanOrEqual(10)
        expect(new Set(fresh).size).toBe(fresh.length)
        expect(fresh.every((room) => room.trim() === room && room !== '' && room !== '402')).toBe(true)
      }),
    )
  })
})

describe('[DOOR9] one home that went into another', () => {
  const all = [
    home,
    homeOf('02', { roomNo: '1001', addressText: '12号楼 2单元 1001', unitNo: '2' }),
    homeOf('03', { roomNo: '403', addressText: '12号楼 1单元 403' }),
    homeOf('04', { roomNo: '404', addressText: '12号楼 1单元 404' }, 'changed'),
    homeOf('05', { roomNo: '405', addressText: '13号楼 1单元 405', buildingId: 'c' }),
  ]
  it('is one of the same house that counts, those next door first', () => {
    expect(mergeable(home, all).map(({ id }) => id)).toEqual(['03', '02'])
  })
  it('is given up only where the visit says so, and never the home that was visited', () => {
    const visit = { registryChange: ['merged'] }
    expect(mergedOf(visit, '03', home, all)).toBe('03')
    expect(mergedOf({ registryChange: [] }, '03', home, all)).toBeUndefined()
    expect(['01', '04', '05', undefined].map((id) => mergedOf(visit, id, home, all))).toEqual(Array(4).fill(undefined))
  })
})
