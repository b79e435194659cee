import { describe, expect, it } from 'vitest'
import { household } from '../../domain/kinds/household.ts'
import { checkFields } from '../../domain/record/values.ts'
import { askedOf, changeOf, newHome, saidBy } from './registry-change.ts'

const before = { tenancy: 'rented', unitNo: '1', roomNo: '402', addressText: '12号楼 1单元 402', ownerName: '示例户' }
const door = { buildingId: 'b', unitNo: '1', roomNo: '1201' }

describe('[DOOR5] what a visit finds of a home', () => {
  it('nothing is asked, and nothing changes, where nothing is new', () => {
    expect(askedOf({ result: 'met' }, false)).toEqual([])
    expect(changeOf(before, { result: 'met', tenancySeen: 'rented' }, { roomNo: '403' })).toEqual({})
    expect(saidBy({ result: 'met' }, {})).toEqual({ result: 'met' })
  })
  it('another use, seen or found empty, is said without a second question', () => {
    expect(changeOf(before, { result: 'met', tenancySeen: 'owner_occupied' }, {})).toEqual({
      tenancy: 'owner_occupied',
    })
    expect(changeOf(before, { result: 'vacant', tenancySeen: 'rented' }, {})).toEqual({ tenancy: 'vacant' })
    expect(changeOf(before, { result: 'no_answer', tenancySeen: 'vacant' }, {})).toEqual({})
    expect(saidBy({ result: 'vacant' }, { tenancy: 'vacant' })).toMatchObject({ registryChange: ['tenancy'] })
    const moved = { registryChange: ['moved_out'] }
    expect(saidBy(moved, { tenancy: 'vacant' })).toEqual(moved)
  })
  it('a wrong address is asked for, and only what differs is written', () => {
    const visit = { result: 'wrong_address' }
    expect(askedOf(visit, false)).toEqual(['unitNo', 'roomNo', 'addressText'])
    const set = changeOf(before, visit, { unitNo: '1', roomNo: '403', addressText: '', ownerName: 'x' })
    expect(set).toEqual({ roomNo: '403' })
    expect(saidBy(visit, set)).toMatchObject({ registryChange: ['wrong_address'] })
  })
  it('a question that was closed again writes nothing', () => {
    expect(changeOf(before, { result: 'met', registryChange: [] }, { ownerName: '新人' })).toEqual({})
    expect(changeOf(before, { result: 'met', registryChange: ['moved_in'] }, { ownerName: '新人' })).toEqual({
      ownerName: '新人',
    })
  })
  it('a new home is complete but for what only the office knows; bad input of a name is kept as it was written', () => {
    const name = '\ud800王\u202e五'
    const point = { lat: 36.8, lon: 118.05 }
    const fields = newHome(
      household,
      { door, visit: { result: 'met', tenancySeen: 'rented' }, beside: { ownerName: name }, code: '370303005003-T1' },
      { name: '12号楼', point },
    )
    expect(fields).toMatchObject({
      addressText: '12号楼 1单元 1201',
      floorNo: 12,
      tenancy: 'rented',
      ownerName: name,
      point,
    })
    expect(checkFields(household, fields)).toEqual([])
    const long = newHome(
      household,
      { door, visit: {}, beside: { roomNo: '9'.repeat(10_000) }, code: 'c' },
      { name: '' },
    )
    expect(checkFields(household, long)).toContainEqual({ type: 'BadValue', field: 'roomNo', why: 'length' })
  })
})
