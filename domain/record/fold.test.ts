import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EventId, recordOf } from '../ids.ts'
import type { Kind } from '../kinds/define.ts'
import { kindOf, moveOf } from '../kinds/registry.ts'
import type { RoomEvent } from './event.ts'
import { foldRecord } from './fold.ts'
import { create, history, record, shuffled } from './history-for-tests.ts'
import { createStory, idAt, type Pair, T0, visitFields, who } from './story-for-tests.ts'

const RUNS = 10_000
const assistant = who('a', 'assistant')
const officer = who('o', 'officer')
const fold = (events: Iterable<Pair>) => {
  const folded = foldRecord(record, events)
  if (!folded) throw new Error('no record')
  return folded
}
const visit = () => createStory('home_visit', assistant, T0, visitFields)

describe('the fold', () => {
  it('[FOLD1] any order, duplication and split into replicas give the same record', () => {
    fc.assert(
      fc.property(history, fc.integer(), fc.nat(), (events, seed, cut) => {
        const expected = JSON.stringify(fold(events))
        const other = shuffled(events, seed)
        const at = cut % events.length
        const merged = new Map<EventId, RoomEvent>([...other.slice(at), ...other.slice(0, at + 1), ...other])
        return JSON.stringify(fold(other)) === expected && JSON.stringify(fold(merged)) === expected
      }),
      { numRuns: RUNS },
    )
  })
  it('[FOLD2] every event stays in the history, and the state is one that the kind declares', () => {
    fc.assert(
      fc.property(history, (events) => {
        const folded = fold(events)
        const own = events.filter(([, e]) => e.type === 'create' || ('record' in e && e.record === record))
        const states = kindOf(folded.kind)?.states.map((state) => state.id)
        return folded.history.length === own.length && states?.includes(folded.state) === true
      }),
      { numRuns: RUNS },
    )
  })
  it('[FOLD3] two values that did not know of each other are a conflict, until a set over both', () => {
    const story = visit()
    const base = [story.create]
    story.set(assistant, T0 + 1, { result: 'refused' }, { base })
    story.set(officer, T0 + 2, { result: 'vacant' }, { base })
    expect(story.fold().fields['result']).toBe('vacant')
    expect(story.fold().conflicts[0]?.values.map((value) => value.value)).toEqual(['vacant', 'refused'])
    story.set(officer, T0 + 3, { result: 'refused' })
    expect(story.fold().conflicts).toEqual([])
    expect(story.fold().fields['result']).toBe('refused')
  })
  it('[FOLD4] a late offline move never undoes finished work', () => {
    const story = visit()
    story.move(assistant, T0 + 1, 'submit')
    story.move(officer, T0 + 2, 'verify')
    const event = story.move(assistant, T0, 'discard', { base: [story.create] })
    expect(story.fold().state).toBe('verified')
    expect(story.fold().problems).toContainEqual({
      type: 'IllegalMove',
      event,
      move: 'discard',
      why: { type: 'Overtaken' },
    })
  })
  it('[FOLD5] nobody verifies own work, and a return needs a reason', () => {
    const own = createStory('home_visit', officer, T0, visitFields)
    own.move(officer, T0 + 1, 'submit')
    own.move(officer, T0 + 2, 'verify')
    expect(own.fold().state).toBe('submitted')
    const other = visit()
    other.move(assistant, T0 + 1, 'submit')
    other.move(officer, T0 + 2, 'return')
    expect(other.fold().state).toBe('submitted')
  })
  it('[FOLD6] a return names the fields that are owed, and a set over it mends them', () => {
    const story = visit()
    story.move(assistant, T0 + 1, 'submit')
    story.move(officer, T0 + 2, 'return', { note: 'ask again', fields: ['result'] })
    expect(story.fold().returned).toMatchObject({ fields: ['result'], mended: [], note: 'ask again' })
    story.set(assistant, T0 + 3, { residentCount: 2 })
    expect(story.fold().returned?.mended).toEqual([])
    story.set(assistant, T0 + 4, { result: 'vacant' })
    expect(story.fold().returned?.mended).toEqual(['result'])
    story.move(assistant, T0 + 5, 'resubmit')
    expect(story.fold().returned).toBeUndefined()
  })
  it('[FOLD7] what is missing binds the move: a draft can always be saved', () => {
    const story = createStory('home_visit', assistant, T0, {})
    story.move(assistant, T0 + 1, 'submit')
    expect(story.fold().state).toBe('draft')
    expect(story.fold().problems[0]).toMatchObject({ type: 'IllegalMove', why: { type: 'MissingFields' } })
  })
  it('[FOLD8] each step of the chain starts where the last one ended, in a role that the move allows', () => {
    fc.assert(
      fc.property(history, (events) => {
        const folded = fold(events)
        const kind = kindOf(folded.kind) as Kind
        let state = kind.states[0]?.id ?? ''
        for (const step of folded.chain) {
          const move = moveOf(kind, step.move)
          if (!move?.from.includes(state) || !move.by.includes(step.role) || move.to !== step.to) return false
          state = step.to
        }
        return state === folded.state
      }),
      { numRuns: RUNS },
    )
  })
  it('[FOLD9] a part of the events folds as well, and names as heads only what is there', () => {
    fc.assert(
      fc.property(history, fc.integer(), fc.nat(), (events, seed, cut) => {
        const part = shuffled(events, seed).slice(0, cut % (events.length + 1))
        const folded = foldRecord(record, part)
        const ids = new Set(part.map(([id]) => id))
        return folded ? folded.heads.every((id) => ids.has(id)) && ids.has(create) : !ids.has(create)
      }),
      { numRuns: RUNS },
    )
  })
  it('[FOLD10] an event over a base that is not there yet counts, and is in its place once the base has come', () => {
    const story = visit()
    const first = story.set(assistant, T0 + 1, { result: 'refused' })
    story.set(assistant, T0 + 2, { result: 'vacant' }, { base: [first] })
    const without = story.events.filter(([id]) => id !== first)
    expect(foldRecord(story.record, without)?.fields['result']).toBe('vacant')
    expect(foldRecord(story.record, without)?.conflicts).toMatchObject([
      { values: [{ value: 'vacant' }, { value: 'met' }] },
    ])
    expect(story.fold()).toMatchObject({ fields: { result: 'vacant' }, conflicts: [] })
  })
  it('[FOLD31] a move is judged by the values that its author knew, the last of each field', () => {
    const story = createStory('home_visit', assistant, T0, { result: 'met' })
    const filled = story.set(assistant, T0 + 1, visitFields)
    const emptied = story.set(assistant, T0 + 2, { residentCount: null })
    const mended = story.set(assistant, T0 + 3, { residentCount: 2 })
    const handIn = (base: EventId) => {
      const id = story.move(assistant, T0 + 9, 'submit', { base: [base] })
      const { state } = story.fold()
      story.events.splice(
        story.events.findIndex(([one]) => one === id),
        1,
      )
      return state
    }
    expect([story.create, filled, emptied, mended].map(handIn)).toEqual(['draft', 'submitted', 'draft', 'submitted'])
  })
  it('[FOLD11] an event of another record changes nothing', () => {
    const story = visit()
    const before = story.fold()
    const other = createStory('home_visit', officer, T0, { result: 'vacant' })
    other.move(officer, T0 + 1, 'submit', { base: [story.create] })
    expect(foldRecord(story.record, [...other.events, ...story.events])).toEqual(before)
    expect(foldRecord(recordOf(idAt(T0, 0)), story.events)).toBeUndefined()
  })
})
