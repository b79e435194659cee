import { describe, expect, it } from 'vitest'
import { homeVisit } from '../../domain/kinds/home-visit.ts'
import { withOpeners } from './linked.ts'

describe('what a new form is given', () => {
  it('[FORM3] a visit that follows another is for following up', () => {
    expect(withOpeners(homeVisit, { householdId: 'h', followsVisitId: 'v' })).toEqual({
      purpose: ['follow_up'],
      householdId: 'h',
      followsVisitId: 'v',
    })
    expect(withOpeners(homeVisit, { householdId: 'h' })).toEqual({ householdId: 'h' })
  })
})
