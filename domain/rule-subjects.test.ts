import { describe, expect, it } from 'vitest'
import type { Condition } from './kinds/define.ts'
import { kindOf } from './kinds/registry.ts'
import { conditionFault } from './record/condition-fault.ts'
import { chosenIn, subjectsFor } from './rule-subjects.ts'

describe('for whom a rule holds', () => {
  it('[PLAN36] what is chosen is a condition that the server takes, and reads back as what was chosen', () => {
    for (const [ruleType, kind, chosen] of [
      ['visit_cycle', 'household', { tenancy: ['rented', 'mixed'] }],
      ['visit_cycle', 'household', { careFlags: ['elder_alone'] }],
      ['visit_cycle', 'household', { tenancy: ['owner_occupied'], careFlags: ['disabled', 'low_income'] }],
      ['check_window', 'asset', { toiletClass: ['c1'] }],
    ] as const) {
      const subjects = subjectsFor(ruleType, chosen)
      const declared = kindOf(kind)
      expect(declared && conditionFault(declared, subjects)).toBeUndefined()
      expect(chosenIn(ruleType, subjects)).toEqual(chosen)
    }
    expect(subjectsFor('visit_cycle', {})).toBeUndefined()
    expect(chosenIn('visit_cycle', undefined)).toEqual({})
  })
  it('[PLAN36] a condition that was not made by choosing is not shown as if it were', () => {
    const written: Condition = { not: { field: 'tenancy', in: ['vacant'] } }
    expect(chosenIn('visit_cycle', written)).toBeUndefined()
    expect(chosenIn('visit_cycle', { all: [written, { field: 'tenancy', in: ['rented'] }] })).toBeUndefined()
  })
})
