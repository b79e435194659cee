import { describe, expect, it } from 'vitest'
import { MINUTE } from '../clock.ts'
import type { Derive, Field, Kind } from '../kinds/define.ts'
import { kindOf } from '../kinds/registry.ts'
import { derivedFields } from './derive.ts'
import type { CreateEvent, Fields } from './event.ts'
import { createStory, repairFields, T0, who } from './story-for-tests.ts'

const leader = who('l', 'team_leader')
const fixer = who('f', 'maintainer')
const repair = () => {
  const story = createStory('toilet_repair', leader, T0, { ...repairFields, assignee: fixer.by })
  story.move(leader, T0 + MINUTE, 'dispatch')
  story.move(fixer, T0 + 2 * MINUTE, 'accept')
  return story
}

describe('derived fields', () => {
  it('[FOLD32] follow from the creation and the effective moves, and are empty before them', () => {
    const story = repair()
    expect(story.fold().fields).toMatchObject({ reportedAt: T0 })
    expect(story.fold().fields['arrivedAt']).toBeUndefined()
    story.move(fixer, T0 + 3 * MINUTE, 'arrive')
    expect(story.fold().fields['arrivedAt']).toBe(T0 + 3 * MINUTE)
    // Without its photos the step does not count, and nothing is done.
    story.move(fixer, T0 + 4 * MINUTE, 'finish')
    expect(story.fold().fields['doneAt']).toBeUndefined()
  })
  it('[FOLD33] are no input: who sets one sets nothing, and makes no conflict', () => {
    const story = repair()
    story.set(leader, T0 + 5 * MINUTE, { reportedAt: 0, arrivedAt: 1 }, { base: [story.create] })
    story.set(fixer, T0 + 5 * MINUTE, { arrivedAt: 2 }, { base: [story.create] })
    expect(story.fold()).toMatchObject({ fields: { reportedAt: T0 }, conflicts: [], problems: [] })
    expect(story.fold().fields['arrivedAt']).toBeUndefined()
    expect(story.fold().history.filter((entry) => entry.event.type === 'set')).toHaveLength(2)
  })
  it('[FOLD35] the end of keeping counts from the state that ends the use, and is gone once it is in use again', () => {
    const officer = who('o', 'officer')
    const home = { addressCode: '370303005003-1', addressText: 'x', point: { lat: 36, lon: 118 }, tenancy: 'vacant' }
    const set = { ...home, houseUse: 'residence' }
    const story = createStory('household', who('a', 'assistant'), Date.parse('2026-08-31T10:00:00+08:00'), set)
    const at = Date.parse('2026-08-31T23:30:00+08:00')
    expect(story.fold().fields['retentionUntil']).toBeUndefined()
    story.move(officer, at, 'reject', { note: 'no such home' })
    expect(story.fold().fields['retentionUntil']).toBe('2027-02-28')
    story.move(officer, at + 2, 'reactivate', { note: 'there it is' })
    expect(story.fold()).toMatchObject({ state: 'active' })
    expect(story.fold().fields['retentionUntil']).toBeUndefined()
  })
  it('[FOLD36] the times and breaks of a shift come from its clock events', () => {
    const shift = kindOf('shift') as Kind
    const at = (minutes: number): number => T0 + minutes * MINUTE
    const create = { type: 'create', by: fixer.by, role: 'cleaner', at: T0, area: '370303005', set: {} }
    const events = [
      { clockType: 'in', at: at(0) },
      { clockType: 'break_start', at: at(60) },
      { clockType: 'break_end', at: at(75) },
      { clockType: 'break_start', at: at(100) },
      { clockType: 'out', at: at(480) },
    ]
    const told = derivedFields(shift, { create: create as unknown as CreateEvent, chain: [], fields: { events } })
    expect(told).toMatchObject({ startedAt: at(0), endedAt: at(480), breakMin: 15 })
    const none = derivedFields(shift, { create: create as unknown as CreateEvent, chain: [], fields: { events: [] } })
    expect(none['startedAt']).toBeUndefined()
  })
  it('[FOLD34] count, add and subtract what the record says', () => {
    const household = createStory('household', who('a', 'assistant'), T0, { dogs: [{ breed: 'x' }, { breed: 'y' }] })
    expect(household.fold().fields['dogCount']).toBe(2)
    const as = (type: Field['type'], id: string, derive: Derive): Field => ({
      id,
      zh: id,
      en: id,
      type,
      need: 'never',
      derived: true,
      derive,
    })
    const plain = (type: Field['type'], id: string): Field => ({ id, zh: id, en: id, type, need: 'never' })
    const kind: Kind = {
      ...(kindOf('home_visit') as Kind),
      fields: [
        plain('decimal', 'gross'),
        plain('decimal', 'tare'),
        plain('datetime', 'from'),
        plain('datetime', 'to'),
        as('decimal', 'net', { diff: ['gross', 'tare'] }),
        as('decimal', 'share', { share: ['net', 'gross'] }),
        as('int', 'minutes', { diff: ['to', 'from'] }),
        as('decimal', 'funds', { sumOf: 'money' }),
        as('int', 'lit', { items: { field: 'lamps', count: true, where: { field: 'on', is: true } } }),
        as('decimal', 'litres', { items: { field: 'fills', sum: 'litres' } }),
        as('int', 'score', { base: { from: 100, minus: { field: 'issues', sum: 'points' }, floor: 0 } }),
        as('ref', 'author', { createdBy: true }),
        as('string', 'where', { createdArea: true }),
        as('decimal', 'elsewhere', { lookup: 'truckId.tare' }),
      ],
    }
    const create = { by: leader.by, area: '370303005', at: T0 } as CreateEvent
    const fields: Fields = {
      gross: 8.3,
      tare: 8.1,
      from: T0,
      to: T0 + 90 * MINUTE,
      money: { a: 0.1, b: 0.2, c: null },
      lamps: [{ on: true }, { on: false }, null, { on: true }],
      fills: [{ litres: 1.5 }, { litres: 'many' }, {}],
      issues: [{ points: 60 }, { points: 70 }],
    }
    expect(derivedFields(kind, { create, chain: [], fields })).toEqual({
      net: 0.2,
      share: 2.41,
      minutes: 90,
      funds: 0.3,
      lit: 2,
      litres: 1.5,
      score: 0,
      author: leader.by,
      where: '370303005',
    })
    const empty = derivedFields(kind, { create, chain: [], fields: {} })
    expect(empty).toEqual({ score: 100, author: leader.by, where: '370303005' })
  })
})
