import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fromIsoDate, HOUR } from './clock.ts'
import { factOf, isDone } from './facts.ts'
import { asPerson, newEventId, recordOf } from './ids.ts'
import type { Kind } from './kinds/define.ts'
import { kindOf } from './kinds/registry.ts'
import { cyclesOf, dayBefore, type OfficeRule, versionsOn, windowRules, windowsOf } from './office-rules.ts'
import { periodOf, planFor, planRules } from './plan.ts'
import { conditionFault } from './record/condition-fault.ts'

const STREET = '370303005'
const COMMUNITY = '370303005003'
let made = 0
const rule = (more: Partial<OfficeRule>): OfficeRule => ({
  id: `r${++made}`,
  rule: 'visit_rented',
  name: '出租户',
  ruleType: 'visit_cycle',
  kind: 'home_visit',
  areas: [STREET],
  per: 'month',
  validFrom: '2026-11-01',
  reason: '年底前',
  by: asPerson('p-supervisor1'),
  at: made,
  ...more,
})
const rented = { fields: { tenancy: 'rented' } }
const perOf = (rules: readonly OfficeRule[], day: string, area = COMMUNITY) =>
  planFor('household', rented, cyclesOf(rules, area, day))?.per

describe('rules of the office', () => {
  it('[PLAN7] without a word of the office the standing rules hold, as the domain data has them', () => {
    expect(cyclesOf([], COMMUNITY, '2026-11-25')).toEqual(planRules)
    const file = join(import.meta.dirname, 'data/domain-kinds.json')
    const { planRules: source } = JSON.parse(readFileSync(file, 'utf8')) as { planRules: { ruleType: string }[] }
    expect(windowRules).toEqual(
      source
        .filter((one) => one.ruleType === 'check_window')
        .map((one) => expect.objectContaining({ ...windowRules[0], id: (one as unknown as { id: string }).id })),
    )
    const windows = (source.find((one) => one.ruleType === 'check_window') as unknown as { windows: object }).windows
    expect(windowRules[0]?.windows).toEqual(windows)
  })
  it('[PLAN8] a version holds from its first day to its last; a day of the past has the plan of that time', () => {
    const old = rule({ per: 'month', validFrom: '2026-11-01', validTo: '2026-11-30' })
    const next = rule({ per: 'year', validFrom: '2026-12-01' })
    const days = ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01']
    for (const rules of [
      [old, next],
      [next, old],
    ])
      expect(days.map((day) => perOf(rules, day))).toEqual(['quarter', 'month', 'month', 'year'])
    expect(dayBefore('2026-12-01')).toBe('2026-11-30')
    expect(dayBefore('2027-01-01')).toBe('2026-12-31')
  })
  it('[PLAN9] the rule of the smallest area counts, then the newest; one of elsewhere never', () => {
    const street = rule({ areas: [STREET], per: 'month' })
    const community = rule({ areas: [COMMUNITY], per: 'year', at: 0 })
    const elsewhere = rule({ areas: ['370303008'], per: 'week' })
    expect(perOf([street, community, elsewhere], '2026-11-25')).toBe('year')
    expect(perOf([street, community, elsewhere], '2026-11-25', '370303005004')).toBe('month')
    const again = rule({ areas: [STREET], per: 'week', validFrom: street.validFrom })
    expect(perOf([street, again], '2026-11-25')).toBe('week')
    expect(versionsOn([street, again], COMMUNITY, '2026-11-25')).toEqual([again])
  })
  it('[PLAN10] a rule of the office’s own comes before the standing ones, for those whom it names', () => {
    const own = rule({ rule: 'visit_pets', per: 'week', subjects: { field: 'careFlags', is: 'disabled' } })
    const rules = cyclesOf([own], COMMUNITY, '2026-11-25')
    expect(planFor('household', { fields: { tenancy: 'rented', careFlags: ['disabled'] } }, rules)?.id).toBe(
      'visit_pets',
    )
    expect(planFor('household', rented, rules)?.id).toBe('visit_rented')
    const foreign = rule({ rule: 'visit_lamps', kind: 'lane_light', per: 'week' })
    expect(cyclesOf([foreign], COMMUNITY, '2026-11-25')).toEqual(planRules)
  })
  it('[PLAN11] what is due follows: done for the quarter is due again where the office asks for each month', () => {
    const now = (fromIsoDate('2026-11-25') as number) + 10 * HOUR
    const home = { record: recordOf(newEventId(now)), kind: 'household', fields: rented.fields }
    const october = { triedOn: [], doneAt: fromIsoDate('2026-10-10') as number }
    const monthly = cyclesOf([rule({})], COMMUNITY, '2026-11-25')
    expect([isDone(home, october, now), isDone(home, october, now, monthly)]).toEqual([true, false])
    expect(factOf(home, [], now, undefined, monthly).nextDueAt).toBe(fromIsoDate('2026-12-01'))
    expect(factOf(home, [], now).nextDueAt).toBe(fromIsoDate('2027-01-01'))
    expect(periodOf('week', now)).toEqual({ from: fromIsoDate('2026-11-23'), to: fromIsoDate('2026-11-30') })
    expect(periodOf('day', now)).toEqual({ from: fromIsoDate('2026-11-25'), to: fromIsoDate('2026-11-26') })
  })
  it('[PLAN12] check windows are those of the area and the day, in the hours of Shanghai', () => {
    const midnight = fromIsoDate('2026-11-28') as number
    const hours = (rules: readonly OfficeRule[], day = '2026-11-28') =>
      windowsOf(rules, COMMUNITY, day).map(({ id, windows }) => [
        id,
        ...windows.map(({ from, to }) => [(from - midnight) / HOUR, (to - midnight) / HOUR]),
      ])
    const noon = { rule: 'toilet_windows', ruleType: 'check_window', kind: 'toilet_check', per: undefined } as never
    const version = rule({ ...(noon as object), windows: [{ from: '07:30', to: '20:00' }] })
    expect(hours([])).toEqual([['toilet_windows', [6, 10], [10, 16], [16, 22]]])
    expect(hours([version])).toEqual([['toilet_windows', [7.5, 20]]])
    const weekdays = { ...version, weekdays: ['mon', 'tue'] }
    expect(hours([weekdays])).toEqual([])
    expect(hours([weekdays], '2026-11-23').length).toBe(1)
    expect(hours([version], 'today')).toEqual([])
  })
  it('[PLAN13] a condition that names nothing, or that nobody fulfils, is told by its part', () => {
    const household = kindOf('household') as Kind
    const good = [
      ...planRules.map((one) => one.subjects),
      { all: [] },
      { state: ['active'] },
      { field: 'careFlags', present: true },
    ]
    for (const condition of good)
      expect(conditionFault(household, condition), JSON.stringify(condition)).toBeUndefined()
    const bad: readonly (readonly [unknown, RegExp])[] = [
      [{ field: 'tenancy', is: 'castle' }, /never "castle"/],
      [{ field: 'tennancy', is: 'rented' }, /no field "tennancy"/],
      [{ field: 'tenancy' }, /one thing/],
      [{ field: 'tenancy', is: 'rented', in: ['vacant'] }, /one thing/],
      [{ field: 'tenancy', in: [] }, /1 to 20/],
      [{ field: 'tenancy', min: 3 }, /no min/],
      [{ field: 'tenancy', some: {} }, /not asked/],
      [{ state: ['gone'] }, /no state "gone"/],
      [{ state: 'active' }, /list of states/],
      [{ not: {} }, /no field/],
      [{ all: 'x' }, /list/],
      [{ moved: 'submit' }, /no field/],
      [null, /no condition/],
      [[], /no condition/],
      ['rented', /no condition/],
      [{ all: [{ all: [{ all: [{ all: [{ all: [{ all: [] }] }] }] }] }] }, /too deep/],
    ]
    for (const [condition, why] of bad) expect(conditionFault(household, condition)).toMatch(why)
  })
})
