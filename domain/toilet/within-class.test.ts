import { describe, expect, it } from 'vitest'
import { toiletCheck } from '../kinds/toilet-check.ts'
import { copiesOf } from '../record/copied.ts'
import { isWithinNorms } from '../record/norms.ts'

const CLASS = 'assetId.toiletClass'

describe('the limits of a toilet’s class', () => {
  it('[WC9] the class goes with the check: the same numbers fail in a better toilet', () => {
    const named = (id: string) => (id === 'T' ? { toiletClass: 'c2' } : undefined)
    expect(copiesOf(toiletCheck, { assetId: 'T' }, named)).toEqual({ [CLASS]: 'c2' })
    expect(copiesOf(toiletCheck, { assetId: 'elsewhere' }, named)).toEqual({})
    const seen = { odour: '2', flies: 3, maggots: 0 }
    expect(isWithinNorms(toiletCheck, { ...seen, [CLASS]: 'c2' })).toBe(true)
    expect(isWithinNorms(toiletCheck, { ...seen, [CLASS]: 'c1' })).toBe(false)
    expect(isWithinNorms(toiletCheck, { ...seen, flies: 99, [CLASS]: 'c3' })).toBe(false)
    // No norm of warmth for the third class: nothing is left open by it.
    expect(isWithinNorms(toiletCheck, { ...seen, temp: 2, [CLASS]: 'c3' })).toBe(true)
  })
  it('[WC10] without the class nothing is called good, and what no class allows is called bad', () => {
    expect(isWithinNorms(toiletCheck, { odour: '0', flies: 0, maggots: 0 })).toBeUndefined()
    expect(isWithinNorms(toiletCheck, { odour: '0', flies: 0, maggots: 1 })).toBe(false)
    expect(isWithinNorms(toiletCheck, { odour: 'strange', [CLASS]: 'c1' })).toBeUndefined()
  })
})
