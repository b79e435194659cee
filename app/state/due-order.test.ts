import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts'
import type { DueItem } from './due-item.ts'
import { inOrder } from './due-order.ts'

const now = Date.parse('2026-11-24T09:00:00+08:00')
const item = (key: string, dueAt?: number, lat?: number): DueItem => ({
  key,
  title: key,
  why: 'once a year',
  card: 'none',
  href: '/',
  ...(dueAt === undefined ? {} : { dueAt }),
  ...(lat === undefined ? {} : { place: { lat, lon: 118 } }),
})
const order = (items: readonly DueItem[], from?: { readonly lat: number; readonly lon: number }) =>
  inOrder(items, now, from).map(({ key }) => key)

describe('[DAY10] the order of a day', () => {
  it('the minute decides today, the day later on, and what has no deadline comes last', () => {
    const items = [
      item('whenever'),
      item('in three days, evening', now + 3 * DAY),
      item('in half an hour', now + 30 * MINUTE),
      item('yesterday', now - DAY),
      item('in two hours', now + 2 * HOUR),
      item('in three days, morning', now + 3 * DAY - 8 * HOUR),
    ]
    expect(order(items)).toEqual([
      'yesterday',
      'in half an hour',
      'in two hours',
      'in three days, evening',
      'in three days, morning',
      'whenever',
    ])
  })
  it('of one day the nearest comes first; what has no place after what has one', () => {
    const end = now + 20 * DAY
    const items = [item('nowhere', end), item('far', end - HOUR, 36.9), item('near', end, 36.81), item('late', now - 1)]
    expect(order(items, { lat: 36.8, lon: 118 })).toEqual(['late', 'near', 'far', 'nowhere'])
  })
  it('without a fix the numbers of houses decide', () => {
    expect(order([item('12号楼'), item('9号楼'), item('105号楼')])).toEqual(['9号楼', '12号楼', '105号楼'])
  })
  it('what is due when today ends is of today, not of tomorrow', () => {
    const midnight = Date.parse('2026-11-25T00:00:00+08:00')
    expect(order([item('tomorrow', midnight + 1), item('tonight', midnight)])).toEqual(['tonight', 'tomorrow'])
  })
})
