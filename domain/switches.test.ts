import { describe, expect, it } from 'vitest'
import type { OrgSwitch } from './org.ts'
import { switchOn } from './switches.ts'

const said = (more: Partial<OrgSwitch>): OrgSwitch => ({
  id: 'clock_in',
  book: 'worker',
  area: '370303',
  on: true,
  ground: '承包合同',
  from: 100,
  ...more,
})
const ask = (list: readonly OrgSwitch[], role = 'cleaner', area = '370303005', at = 1000) =>
  switchOn(list, 'clock_in', 'worker', role, area, at)

describe('switches', () => {
  it('[PLAN14] off without a word; on only for its book, its area, from its time on, and with its ground', () => {
    expect(ask([])).toEqual({ on: false })
    expect(ask([said({})])).toEqual({ on: true, ground: '承包合同', from: 100 })
    expect(ask([said({})], 'cleaner', '370303005', 99)).toEqual({ on: false })
    expect(ask([said({ book: 'police' })])).toEqual({ on: false })
    expect(ask([said({ area: '370303008' })])).toEqual({ on: false })
    expect(ask([said({ id: 'track' })])).toEqual({ on: false })
  })
  it('[PLAN15] the smallest area counts, then the role, then the newest word, in whatever order they stand', () => {
    const district = said({ ground: 'district' })
    const street = said({ area: '370303005', on: false, from: 50 })
    const role = said({ role: 'cleaner', ground: 'role', from: 10 })
    const newer = said({ ground: 'newer', from: 200 })
    const orders = (list: readonly OrgSwitch[]) => [ask(list), ask([...list].reverse())]
    for (const found of orders([district, street])) expect(found.on).toBe(false)
    for (const found of orders([district, role])) expect(found.ground).toBe('role')
    for (const found of orders([district, newer])) expect(found.ground).toBe('newer')
    expect(ask([role], 'maintainer')).toEqual({ on: false })
  })
})
