import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asPerson, type EventId, newEventId, type RecordId, recordOf } from '../ids.ts'
import type { ClientEvent, RoomEvent } from './event.ts'
import { foldRecord } from './fold.ts'

const NOW = 1_795_000_000_000
const RUNS = 10_000
const [worker, officer] = [asPerson('p-worker'), asPerson('p-officer')]
const create = newEventId(NOW)
const record = recordOf(create)
const visit: ClientEvent = {
  type: 'create',
  kind: 'home_visit',
  version: 1,
  area: '370303005003',
  by: worker,
  role: 'assistant',
  at: NOW,
  set: { householdId: newEventId(NOW), visitAt: NOW, purpose: ['routine'], result: 'refused' },
}
type Pair = readonly [EventId, RoomEvent]
const first: Pair = [create, visit]
let tick = 0
const id = (): EventId => newEventId(NOW + ++tick)
const set = (by: typeof worker, base: readonly EventId[], field: string, value: string, at = NOW): Pair => [
  id(),
  { type: 'set', record, by, role: 'assistant', at, base, set: { [field]: value } },
]
const move = (
  by: typeof worker,
  role: string,
  base: readonly EventId[],
  name: string,
  to: string,
  more: object = {},
): Pair => [id(), { type: 'move', record, by, role, at: NOW + tick, base, move: name, to, ...more } as ClientEvent]
const fold = (events: readonly Pair[]) => {
  const folded = foldRecord(record, events)
  if (!folded) throw new Error('no record')
  return folded
}

/** Any acts of two people over whatever bases, sensible or hostile: unknown ids, the event itself, cycles. */
const history = fc
  .array(
    fc.record({
      who: fc.constantFrom(worker, officer),
      move: fc.constantFrom(undefined, 'submit', 'return', 'resubmit', 'verify', 'void', 'nonsense'),
      value: fc.constantFrom('refused', 'no_answer', 'vacant'),
      at: fc.integer({ min: NOW - 1000, max: NOW + 1000 }),
      bases: fc.array(fc.nat({ max: 12 }), { maxLength: 4 }),
      foreign: fc.boolean(),
    }),
    { maxLength: 9 },
  )
  .map((acts) => {
    const ids = acts.map((act, i) => newEventId(act.at + i))
    const to: { [move: string]: string } = {
      submit: 'submitted',
      return: 'returned',
      resubmit: 'submitted',
      verify: 'verified',
      void: 'void',
    }
    const events = acts.map((act, i): Pair => {
      const base = act.bases.map((n) => (n === 0 ? create : (ids[n - 1] ?? newEventId(NOW + n))))
      const role = act.who === worker ? 'assistant' : 'officer'
      const common = {
        record: act.foreign ? (newEventId(NOW) as string as RecordId) : record,
        by: act.who,
        role,
        at: act.at,
        base,
      }
      const event: ClientEvent = act.move
        ? { type: 'move', ...common, move: act.move, to: to[act.move] ?? 'closed', note: 'why', fields: ['result'] }
        : { type: 'set', ...common, set: { result: act.value } }
      return [ids[i] as EventId, event]
    })
    return [first, ...events]
  })

describe('the fold', () => {
  it('[FOLD1] any order, duplication and split into replicas give the same record', () => {
    fc.assert(
      fc.property(history, fc.integer(), fc.nat(), (events, seed, cut) => {
        const expected = JSON.stringify(fold(events))
        const shuffled = [...events].sort((a, b) => hash(a[0], seed) - hash(b[0], seed))
        const at = cut % events.length
        const merged = new Map<EventId, RoomEvent>([...shuffled.slice(at), ...shuffled.slice(0, at + 1), ...shuffled])
        return JSON.stringify(fold(shuffled)) === expected && JSON.stringify(fold([...merged])) === expected
      }),
      { numRuns: RUNS },
    )
  })
  it('[FOLD2] every event stays in the history, and the state is one that the kind declares', () => {
    fc.assert(
      fc.property(history, (events) => {
        const folded = fold(events)
        const own = events.filter(
          ([, event]) => event.type === 'create' || (event as { record?: string }).record === record,
        )
        const states = ['draft', 'submitted', 'returned', 'verified', 'void']
        return folded.history.length === own.length && states.includes(folded.state)
      }),
      { numRuns: RUNS },
    )
  })
  it('[FOLD3] two values that did not know of each other are a conflict, until a set over both', () => {
    const a = set(worker, [create], 'result', 'refused', NOW + 1)
    const b = set(officer, [create], 'result', 'vacant', NOW + 2)
    const open = fold([first, a, b])
    expect(open.fields['result']).toBe('vacant')
    expect(open.conflicts[0]?.values.map((value) => value.value)).toEqual(['vacant', 'refused'])
    const settled = fold([first, a, b, set(officer, [a[0], b[0]], 'result', 'refused', NOW + 3)])
    expect(settled.conflicts).toEqual([])
    expect(settled.fields['result']).toBe('refused')
  })
  it('[FOLD4] a late offline move never undoes finished work', () => {
    const submit = move(worker, 'assistant', [create], 'submit', 'submitted')
    const verify = move(officer, 'officer', [submit[0]], 'verify', 'verified')
    const late = move(worker, 'assistant', [create], 'discard', 'void')
    const folded = fold([first, submit, verify, late])
    expect(folded.state).toBe('verified')
    expect(folded.problems).toContainEqual({
      type: 'IllegalMove',
      event: late[0],
      move: 'discard',
      why: { type: 'Overtaken' },
    })
  })
  it('[FOLD5] nobody verifies own work, and a return needs a reason', () => {
    const submit = move(officer, 'officer', [create], 'submit', 'submitted')
    expect(fold([first, submit, move(officer, 'officer', [submit[0]], 'verify', 'verified')]).state).toBe('submitted')
    const other = move(worker, 'assistant', [create], 'submit', 'submitted')
    expect(fold([first, other, move(officer, 'officer', [other[0]], 'return', 'returned')]).state).toBe('submitted')
  })
  it('[FOLD6] a return names the fields that are owed, and a set over it mends them', () => {
    const submit = move(worker, 'assistant', [create], 'submit', 'submitted')
    const back = move(officer, 'officer', [submit[0]], 'return', 'returned', { note: 'ask again', fields: ['result'] })
    expect(fold([first, submit, back]).returned).toMatchObject({ fields: ['result'], mended: [], note: 'ask again' })
    const mend = set(worker, [back[0]], 'result', 'vacant')
    expect(fold([first, submit, back, mend]).returned?.mended).toEqual(['result'])
  })
  it('[FOLD7] what is missing binds the move: a draft can always be saved', () => {
    const bare: Pair = [create, { ...visit, set: {} } as ClientEvent]
    const folded = fold([bare, move(worker, 'assistant', [create], 'submit', 'submitted')])
    expect(folded.state).toBe('draft')
    expect(folded.problems[0]).toMatchObject({ type: 'IllegalMove', why: { type: 'MissingFields' } })
  })
})

function hash(text: string, seed: number): number {
  let h = seed | 0
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x5bd1e995)
  return h
}
