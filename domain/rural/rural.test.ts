import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY } from '../clock.ts'
import type { Kind, Move } from '../kinds/define.ts'
import { kindOf, moveOf } from '../kinds/registry.ts'
import { checksOf, failedChecks, fieldsOfStep } from '../stages.ts'
import { harmlessRate, latrineNowAfter } from './harmless.ts'
import { notPayable } from './payment.ts'
import { drawSample, type Lot } from './sample.ts'
import { countsOf, isInTownLot } from './town-sample.ts'

const lotOf = (n: number): readonly Lot[] =>
  Array.from({ length: n }, (_, i) => ({ id: `r${i}`, fileNo: String(i).padStart(3, '0') }))
const draw = { village: '370303008200', season: 2026, number: '4711' }
const fileNos = (lot: readonly Lot[]) => lot.map((one) => one.fileNo)

describe('the random sample', () => {
  it('[RURAL6] can be drawn again: the same list, season and number give the same households in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...lotOf(180)], { minLength: 1 }), fc.string(), (lot, number) => {
        const again = [...lot].sort((a, b) => (a.fileNo < b.fileNo ? -1 : 1))
        const [one, two] = [drawSample(lot, { ...draw, number }, 0.1), drawSample(again, { ...draw, number }, 0.1)]
        expect(fileNos(two)).toEqual(fileNos(one))
        expect(one.length).toBe(Math.ceil(lot.length / 10))
      }),
    )
  })
  it('[RURAL6] another number, season or village draws others', () => {
    const first = fileNos(drawSample(lotOf(180), draw, 0.1))
    for (const other of [{ number: '4712' }, { season: 2027 }, { village: '370303008201' }]) {
      expect(fileNos(drawSample(lotOf(180), { ...draw, ...other }, 0.1))).not.toEqual(first)
    }
  })
  it('[RURAL6] nobody is drawn more often than others', () => {
    const hits = new Map<string, number>()
    for (let number = 0; number < 2000; number++) {
      for (const { fileNo } of drawSample(lotOf(50), { ...draw, number: String(number) }, 0.1))
        hits.set(fileNo, (hits.get(fileNo) ?? 0) + 1)
    }
    // 200 of 2,000 each; five standard deviations are 67.
    expect(hits.size).toBe(50)
    for (const n of hits.values()) expect(Math.abs(n - 200)).toBeLessThan(67)
  })
  it('[RURAL6] one household more changes at most one place', () => {
    const before = new Set(fileNos(drawSample(lotOf(99), draw, 0.1)))
    const after = fileNos(drawSample(lotOf(100), draw, 0.1))
    expect(after.filter((one) => !before.has(one)).length).toBeLessThanOrEqual(1)
  })
})

describe('the harmless rate', () => {
  const home = (latrineNow: string, exclusion = 'none', state = 'active') => ({
    state,
    fields: { latrineNow, exclusion },
  })
  it('[RURAL7] counts active households that are not excluded, and says nothing without a base', () => {
    const homes = [
      ...Array.from({ length: 94 }, () => home('harmless')),
      ...Array.from({ length: 2 }, () => home('sanitary')),
      ...Array.from({ length: 4 }, () => home('dry_pit')),
      home('harmless', 'unsafe'),
      home('harmless', 'none', 'proposed'),
      home('harmless', 'none', 'inactive'),
    ]
    expect(harmlessRate(homes)).toEqual({ base: 100, harmless: 94, sanitary: 96, excluded: 1, percent: 94 })
    expect(harmlessRate([home('harmless', 'idle')])).toEqual({ base: 0, harmless: 0, sanitary: 0, excluded: 1 })
  })
  it('[RURAL7] a latrine of the biogas sort counts as sanitary only', () => {
    expect([latrineNowAfter('biogas'), latrineNowAfter('twin_pit')]).toEqual(['sanitary', 'harmless'])
  })
})

describe('the steps of a latrine', () => {
  const kind = kindOf('latrine') as Kind
  const idsOf = (move: string) => fieldsOfStep(kind, moveOf(kind, move) as Move).map((field) => field.id)
  it('[RURAL8] each step shows what it is judged by, and nothing else', () => {
    expect(idsOf('check_pit')).toEqual(['siteOk'])
    expect(idsOf('check_tank')).toEqual(['tankKind', 'effectiveVolume', 'effectiveDepth', 'pipeOk', 'leakTest'])
    expect(idsOf('check_finished')).toEqual(['coverOk', 'ventOk', 'roomOk', 'panOk', 'waterSaving', 'oldRemoved'])
    expect(idsOf('town_check')).toEqual(['inUse'])
    expect(idsOf('rectify')).toEqual(['rectifyItems', 'rectifyDue'])
    expect(idsOf('pay')).toEqual(['handSign'])
    const tank = fieldsOfStep(kind, moveOf(kind, 'check_tank') as Move)
    expect(checksOf(tank).map((field) => field.id)).toEqual(['pipeOk', 'leakTest'])
    const failed = failedChecks(kind, moveOf(kind, 'check_tank') as Move, { leakTest: 'fail', pipeOk: 'na' })
    expect(failed.map((field) => field.id)).toEqual(['leakTest'])
  })
  it('[RURAL9] money is paid after seven days on the wall and a signature, never before', () => {
    const posted = Date.parse('2026-11-01T09:00:00+08:00')
    const record = (state: string, signed = true) => ({
      state,
      fields: { publicisedAt: posted, ...(signed ? { handSign: 'M0 0' } : {}) },
    })
    expect(notPayable(record('publicised'), posted + 7 * DAY - 1)).toBe('tooEarly')
    expect(notPayable(record('publicised'), posted + 7 * DAY)).toBeUndefined()
    expect(notPayable(record('publicised', false), posted + 8 * DAY)).toBe('notSigned')
    expect(notPayable(record('accepted'), posted + 8 * DAY)).toBe('notPublicised')
    expect(notPayable(record('in_service'), posted + 8 * DAY)).toBe('paid')
  })
  it('[RURAL18] what the town has decided stays in what it draws from; its step is the result', () => {
    const latrine = (state: string, fields = {}) => ({ state, fields })
    const lot = [
      latrine('finished_checked'),
      latrine('town_checked'),
      latrine('rectify', { coverOk: 'pass' }),
      // Sent back by the village itself, before it was finished; taken by the district already.
      latrine('rectify'),
      latrine('accepted'),
    ]
    expect(lot.map(isInTownLot)).toEqual([true, true, true, false, false])
    expect(countsOf(lot.filter(isInTownLot))).toEqual({ pass: 1, fail: 1, open: 1 })
  })
})
