import { describe, expect, it } from 'vitest'
import { toiletCheck } from '../../domain/kinds/toilet-check.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { checkFields as checkValues, missingFields } from '../../domain/record/values.ts'
import { allGood, checkFields, HANDLED, owedOf, toReport } from './answers.ts'

const toilet = (stalls = {}) => ({ fields: { stalls } }) as unknown as FoldedRecord
const open = [{ id: 'R', fields: { fault: 'lamp' } }] as unknown as readonly FoldedRecord[]

describe('what a keeper tells of a toilet', () => {
  it('[WC11] one press says all that a check needs', () => {
    const fields = checkFields({ assetId: 'T', checkAt: Date.UTC(2026, 10, 25), ...allGood(toilet()) }, () => '')
    expect(missingFields(toiletCheck, 'submitted', { fields, state: 'draft' })).toEqual([])
    expect(checkValues(toiletCheck, fields)).toEqual([])
    expect(fields['faults']).toBeUndefined()
    expect(allGood(toilet({ accessible: 0 }))['accessible']).toBe('na')
  })
  it('[WC12] a fault is told once: what is owed of it, one thing after the other', () => {
    expect(owedOf({ of: 'lights' }, open)).toBe('fault')
    expect(owedOf({ of: 'lights', fault: HANDLED }, open)).toBeUndefined()
    expect(owedOf({ of: 'lights', fault: 'power' }, open)).toBe('impact')
    expect(owedOf({ of: 'lights', fault: 'power', impact: 'usable' }, open)).toBeUndefined()
    expect(owedOf({ of: 'lights', fault: 'power', impact: 'full_close' }, open)).toBe('notice')
    expect(owedOf({ of: 'lights', fault: 'power', impact: 'full_close', notice: false }, open)).toBeUndefined()
  })
  it('[WC13] an open repair of the same fault is offered instead of a second one', () => {
    expect(owedOf({ of: 'lights', fault: 'lamp' }, open)).toBe('same')
    expect(owedOf({ of: 'lights', fault: 'lamp', same: 'R' }, open)).toBeUndefined()
    expect(owedOf({ of: 'lights', fault: 'lamp', same: 'other' }, open)).toBe('impact')
    const answers = {
      faults: [
        { of: 'lights', fault: 'lamp', same: 'R' },
        { of: 'panClean', fault: HANDLED },
        { of: '', fault: 'tap', impact: 'usable' },
      ],
      supplies: { 厕纸: 2, 洗手液: 0 },
    }
    expect(toReport(answers).map(({ fault }) => fault)).toEqual(['tap'])
    expect(checkFields(answers, () => 'NEW')).toEqual({
      faults: [
        { fault: 'lamp', impact: 'usable', repairId: 'R' },
        { fault: 'tap', impact: 'usable', repairId: 'NEW' },
      ],
      consumables: [{ name: '厕纸', qty: 2 }],
    })
  })
})
