import { describe, expect, it } from 'vitest'
import { DAY, fromIsoDate, HOUR } from '../clock.ts'
import type { OfficeRule } from '../office-rules.ts'
import type { FoldedRecord } from '../record/folded.ts'
import { openRepairs, roundOf, usableNow } from './rounds.ts'

const midnight = fromIsoDate('2026-11-24') as number
const at = (hour: number): number => midnight + hour * HOUR
const toilet = {
  id: 'T',
  kind: 'asset',
  area: '370303005',
  state: 'active',
  createdAt: midnight - 30 * DAY,
  fields: { assetType: 'toilet' },
} as unknown as FoldedRecord

describe('the windows of a toilet', () => {
  it('[WC5] the check of a window is due until its end; one made in it fulfils it, a late one does not', () => {
    const full = [at(-16), at(-10), at(-4)]
    expect(roundOf([], toilet, full, at(7))).toEqual({ window: { from: at(6), to: at(10), nth: 1 }, checked: false })
    expect(roundOf([], toilet, [...full, at(7)], at(9)).checked).toBe(true)
    expect(roundOf([], toilet, [...full, at(7)], at(10))).toEqual({
      window: { from: at(10), to: at(16), nth: 2 },
      checked: false,
    })
    expect(roundOf([], toilet, full, at(5)).window?.nth).toBe(1)
    expect(roundOf([], toilet, full, at(23)).window).toBeUndefined()
  })
  it('[WC6] a missed window is said, a missed day is said louder; what was before the registration is nobody’s', () => {
    expect(roundOf([], toilet, [at(-16), at(-10)], at(7)).missed).toBe('window')
    expect(roundOf([], toilet, [at(-16), at(-10), at(-4)], at(11)).missed).toBe('window')
    expect(roundOf([], toilet, [at(-26)], at(7)).missed).toBe('day')
    expect(roundOf([], toilet, [at(-26), at(7)], at(11)).missed).toBeUndefined()
    expect(roundOf([], { ...toilet, createdAt: at(6.5) }, [], at(8)).missed).toBeUndefined()
  })
  it('[WC7] an office’s own windows count from their day on', () => {
    const rule = {
      id: '1',
      rule: 'toilet_windows',
      name: '',
      ruleType: 'check_window',
      kind: 'toilet_check',
      areas: ['370303'],
      windows: [{ from: '07:00', to: '20:00' }],
      validFrom: '2026-11-24',
      reason: '',
      by: 'p',
      at: 0,
    } as unknown as OfficeRule
    expect(roundOf([rule], toilet, [at(-4)], at(15)).window).toEqual({ from: at(7), to: at(20), nth: 1 })
    expect(roundOf([rule], toilet, [], at(15) - DAY).window?.nth).toBe(2)
  })
  it('[WC8] what is open at a toilet says what of it can be used', () => {
    const repair = (state: string, impact: string) =>
      ({ kind: 'toilet_repair', state, fields: { assetId: 'T', impact } }) as unknown as FoldedRecord
    const all = [repair('done', 'full_close'), repair('cancelled', 'full_close'), repair('on_site', 'part_close')]
    expect(openRepairs(all, 'T').length).toBe(1)
    expect(usableNow(openRepairs(all, 'T'))).toBe('limited')
    expect(usableNow(openRepairs([...all, repair('reported', 'full_close')], 'T'))).toBe('closed')
    expect(usableNow(openRepairs(all, 'other'))).toBe('in_use')
  })
})
