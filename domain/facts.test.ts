import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, fromIsoDate, HOUR } from './clock.ts'
import { type Act, actOf, type FactSubject, factOf, isDone } from './facts.ts'
import type { EventId, RecordId } from './ids.ts'
import { asPerson, createOf, newEventId, recordOf } from './ids.ts'
import { kindOf } from './kinds/registry.ts'
import { periodOf, planRules } from './plan.ts'
import type { Fields, RoomEvent } from './record/event.ts'
import { foldRecord } from './record/fold.ts'

const NOW = (fromIsoDate('2026-11-25') as number) + 10 * HOUR
const id = (at: number): RecordId => recordOf(newEventId(at))
const home: FactSubject = { record: id(NOW), kind: 'household', fields: { tenancy: 'rented' } }

function act(at: number, outcome: Act['outcome'], open: readonly { dueAt: number; yellowAt: number }[] = []): Act {
  const own = id(at)
  const result = { done: 'met', tried: 'no_answer', other: 'by_phone', none: 'met' }[outcome]
  return {
    act: own,
    subject: home.record,
    kind: 'home_visit',
    at,
    result,
    outcome,
    open: open.map((one) => ({ act: own, ...one })),
  }
}

describe('facts of a home', () => {
  it('[FACT1] the last counted visit shows; what was sent back or is void does not', () => {
    const met = act(NOW - 3 * DAY, 'done')
    const fact = factOf(home, [act(NOW - DAY, 'none'), met, act(NOW - 9 * DAY, 'tried')], NOW)
    expect(fact).toMatchObject({ lastActAt: met.at, lastAct: met.act, lastResult: 'met', doneAt: met.at })
  })
  it('[FACT2] a home is due until the end of its period; once met, until the end of the next', () => {
    const { to } = periodOf('quarter', NOW)
    expect(factOf(home, [], NOW).nextDueAt).toBe(to)
    expect(factOf(home, [act(NOW - DAY, 'done')], NOW).nextDueAt).toBe(periodOf('quarter', to).to)
    expect(factOf(home, [act(NOW - 90 * DAY, 'done')], NOW).nextDueAt).toBe(to)
    expect(factOf({ ...home, fields: { tenancy: 'vacant' } }, [], NOW).nextDueAt).toBeUndefined()
  })
  it('[FACT3] nobody there closes a cycle on the second day, not twice on one', () => {
    const once = [act(NOW - DAY, 'tried'), act(NOW - DAY + HOUR, 'tried')]
    expect(isDone(home, factOf(home, once, NOW), NOW)).toBe(false)
    expect(isDone(home, factOf(home, [...once, act(NOW, 'tried')], NOW), NOW)).toBe(true)
  })
  it('[FACT4] an open deadline that is nearer than the cycle is next, and gives its card', () => {
    const late = act(NOW - 3 * DAY, 'done', [{ dueAt: NOW - HOUR, yellowAt: NOW - DAY }])
    const fact = factOf(home, [late], NOW)
    expect([fact.nextDueAt, fact.card]).toEqual([NOW - HOUR, 'red'])
    expect(factOf(home, [late], NOW - 2 * HOUR).card).toBe('yellow')
    expect(factOf(home, [late], NOW - 2 * DAY).card).toBe('none')
  })
  it('[FACT5] acts laid over what the server said: the same in any order, twice, and split in any way', () => {
    const one = fc.record({
      ago: fc.integer({ min: 0, max: 400 }),
      outcome: fc.constantFrom<Act['outcome']>('done', 'tried', 'other', 'none'),
      due: fc.option(fc.integer({ min: -20, max: 20 }), { nil: undefined }),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), fc.nat(), fc.boolean(), (raw, cut, overlap) => {
        const acts = raw.map(({ ago, outcome, due }, i) => {
          const open = due === undefined || outcome === 'none' ? [] : [{ dueAt: NOW + due * DAY, yellowAt: NOW }]
          return act(NOW - ago * DAY - i, outcome, open)
        })
        const all = factOf(home, acts, NOW)
        expect(factOf(home, [...acts].reverse(), NOW)).toEqual(all)
        const at = acts.length === 0 ? 0 : cut % acts.length
        const under = factOf(home, acts.slice(0, at), NOW)
        expect(factOf(home, overlap ? acts : acts.slice(at), NOW, under)).toEqual(all)
      }),
      { numRuns: 10_000 },
    )
  })
  it('[FACT6] an act that has changed since replaces what the server knew of it', () => {
    const open = act(NOW - 3 * DAY, 'done', [{ dueAt: NOW - HOUR, yellowAt: NOW - DAY }])
    const under = factOf(home, [open], NOW)
    expect(under.card).toBe('red')
    expect(factOf(home, [{ ...open, open: [] }], NOW, under).card).toBe('none')
  })
  it('[FACT7] a folded visit says what it is about, when, with what result, and what of it is open', () => {
    const kind = kindOf('home_visit')
    if (!kind) throw new Error('no home_visit')
    const create = newEventId(NOW - 2 * DAY)
    const submit = newEventId(NOW - 2 * DAY + 1)
    const who = { by: asPerson('p-a'), role: 'assistant' }
    const set: Fields = { householdId: home.record, result: 'met', followUpAt: '2026-11-24' }
    const events: [EventId, RoomEvent][] = [
      [
        create,
        { type: 'create', kind: 'home_visit', version: 1, area: '370303005003', at: NOW - 2 * DAY, ...who, set },
      ],
    ]
    const draft = foldRecord(recordOf(create), events)
    expect(draft && actOf(kind, draft)).toMatchObject({ subject: home.record, outcome: 'none', open: [] })
    const more = { visitAt: NOW, purpose: ['routine'], tenancySeen: 'rented', residentCount: 2, noticeGiven: true }
    const [first] = events as [[EventId, RoomEvent & { type: 'create' }]]
    const full = { ...first[1], set: { ...set, ...more, metPeople: [{ metRole: 'owner' }] } }
    const move = { type: 'move', record: recordOf(create), at: NOW - 2 * DAY, ...who } as const
    const folded = foldRecord(recordOf(create), [
      [create, full],
      [submit, { ...move, base: [createOf(recordOf(create))], move: 'submit', to: 'submitted' }],
    ])
    if (!folded) throw new Error('no record')
    const said = actOf(kind, folded) as Act
    expect(said).toMatchObject({ subject: home.record, result: 'met', outcome: 'done', at: NOW - 2 * DAY })
    expect(factOf(home, [said], NOW)).toMatchObject({ card: 'red', nextDueAt: fromIsoDate('2026-11-25') })
  })
  it('[FACT8] the cycles are those of the domain data', () => {
    const file = join(import.meta.dirname, 'data/domain-kinds.json')
    const { planRules: source } = JSON.parse(readFileSync(file, 'utf8')) as {
      planRules: { id: string; ruleType: string; kind: string; times: number; per: string; subjects: unknown }[]
    }
    const cycles = source.filter((rule) => rule.ruleType === 'visit_cycle')
    expect(
      planRules.map(({ id: name, kind, times, per, subjects }) => ({ id: name, kind, times, per, subjects })),
    ).toEqual(cycles.map(({ id: name, kind, times, per, subjects }) => ({ id: name, kind, times, per, subjects })))
  })
})
