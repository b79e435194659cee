import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, fromIsoDate, HOUR } from './clock.ts'
import { type Covered, coverageOf, standingOf } from './coverage.ts'
import { type Act, factOf } from './facts.ts'
import { newEventId, type RecordId, recordOf } from './ids.ts'

const NOW = (fromIsoDate('2026-11-25') as number) + 10 * HOUR
const id = (at: number): RecordId => recordOf(newEventId(at))
const home = (fields: object = { tenancy: 'owner_occupied' }, state = 'active'): Covered => ({
  record: id(NOW),
  kind: 'household',
  state,
  fields: fields as Covered['fields'],
})
const OUTCOMES = { met: 'done', refused: 'done', no_answer: 'tried', by_phone: 'other' } as const
const visit = (to: Covered, at: number, result: keyof typeof OUTCOMES): Act => ({
  act: id(at),
  subject: to.record,
  kind: 'home_visit',
  at,
  result,
  outcome: OUTCOMES[result],
  open: [],
})
const standing = (to: Covered, ...acts: readonly Act[]) => standingOf(to, factOf(to, acts, NOW), NOW)

describe('coverage', () => {
  it('[DOOR1] met, lawfully closed, due: declined closes, nobody there closes on the second day', () => {
    const one = home()
    expect(standing(one)).toBe('due')
    expect(standing(one, visit(one, NOW - DAY, 'by_phone'))).toBe('due')
    expect(standing(one, visit(one, NOW - DAY, 'refused'))).toBe('closed')
    expect(standing(one, visit(one, NOW - 2 * HOUR, 'no_answer'), visit(one, NOW - HOUR, 'no_answer'))).toBe('due')
    expect(standing(one, visit(one, NOW - DAY, 'no_answer'), visit(one, NOW, 'no_answer'))).toBe('closed')
  })
  it('[DOOR1] who was met once is met, whatever came before or after in the cycle', () => {
    const one = home()
    const met = visit(one, NOW - 40 * DAY, 'met')
    expect(standing(one, met, visit(one, NOW - DAY, 'refused'))).toBe('met')
    expect(standing(one, visit(one, NOW - 50 * DAY, 'refused'), met)).toBe('met')
  })
  it('[DOOR1] a cycle is the calendar’s: a rented home met last quarter is due again, declining it as well', () => {
    const rented = home({ tenancy: 'rented' })
    expect(standing(rented, visit(rented, NOW - 60 * DAY, 'met'))).toBe('due')
    expect(standing(rented, visit(rented, NOW - 60 * DAY, 'met'), visit(rented, NOW - DAY, 'refused'))).toBe('closed')
  })
  it('[DOOR1] empty homes and entries that are not (or no more) active are in no share', () => {
    expect(standing(home({ tenancy: 'vacant' }))).toBeUndefined()
    for (const state of ['proposed', 'changed', 'inactive']) expect(standing(home(undefined, state))).toBeUndefined()
  })
  it('[DOOR1] the three shares add up, and no home is in two', () => {
    const result = fc.constantFrom<keyof typeof OUTCOMES>('met', 'refused', 'no_answer', 'by_phone')
    const one = fc.record({
      tenancy: fc.constantFrom('owner_occupied', 'rented', 'mixed', 'vacant'),
      visits: fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), result), { maxLength: 6 }),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 20 }), (homes) => {
        const entries = homes.map(({ tenancy, visits }) => {
          const subject = home({ tenancy })
          const acts = visits.map(([ago, how]) => visit(subject, NOW - ago * DAY, how))
          return [subject, factOf(subject, acts, NOW)] as const
        })
        const { of, met, closed, due } = coverageOf(entries, NOW)
        expect(met + closed + due).toBe(of)
        expect(of).toBe(homes.filter(({ tenancy }) => tenancy !== 'vacant').length)
      }),
    )
  })
})
