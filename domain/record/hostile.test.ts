import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deadlinesOf, worstOf } from '../deadline.ts'
import type { Kind } from '../kinds/define.ts'
import { allKinds, kindOf } from '../kinds/registry.ts'
import { checkEvent } from './check-event.ts'
import type { Fields, Value } from './event.ts'
import { MAX_EVENTS } from './fold.ts'
import { marksOf } from './marks.ts'
import { offeredMoves } from './moves.ts'
import { createStory, idAt, T0, visitFields, who } from './story-for-tests.ts'
import { titleOf } from './title.ts'

const assistant = who('a', 'assistant')
/** Whatever the grammar lets through, with the names that reach into an object's prototype. */
const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Value>(null, true, false, '', 'met', 0, -0, 1e308, -1, new Uint8Array(3)),
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(
        fc.constantFrom('toString', 'valueOf', 'lat', 'severity', 'type', 'coordinates'),
        fc.stringMatching(/^[a-z]{1,5}$/),
      ),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
})).value

/** For one of the kinds, any values for some of its fields. */
const content = fc
  .constantFrom(...allKinds())
  .chain((kind) =>
    fc
      .array(fc.tuple(fc.constantFrom(...kind.fields.map((field) => field.id), 'unheardOf'), value), { maxLength: 6 })
      .map((pairs) => ({ kind, set: Object.fromEntries(pairs) as Fields })),
  )

describe('hostile content', () => {
  it('[FOLD24] no value in any field stops the fold, the title, the deadlines, the marks or the offers', () => {
    fc.assert(
      fc.property(content, content, ({ kind, set }, next) => {
        const roles = [...new Set(kind.moves.flatMap((move) => move.by))]
        const story = createStory(kind.id, { ...assistant, role: kind.createdBy[0] as string }, T0, set)
        for (const move of kind.moves.slice(0, 3)) story.move({ ...assistant, role: move.by[0] as string }, T0, move.id)
        story.set(assistant, T0, next.set)
        const record = story.fold()
        expect(titleOf(kind, record.fields, 'zh', () => undefined)).toBeTypeOf('string')
        expect(worstOf(deadlinesOf(kind, record, T0)).card).toBeTypeOf('string')
        marksOf(kind, record, set['point'])
        offeredMoves(kind, record, { person: assistant.by, roles }, T0)
      }),
      { numRuns: 10_000 },
    )
  })
  it('[FOLD25] an ill-typed value is kept and named as a problem', () => {
    const wrong: readonly (readonly [field: string, value: Value, why: string])[] = [
      ['residentCount', 'three', 'type'],
      ['residentCount', 51, 'range'],
      ['residentCount', 2.5, 'type'],
      ['result', 'flown away', 'option'],
      ['purpose', 'routine', 'type'],
      ['hazards', [null], 'type'],
      ['hazards', [{ hazard: 'gas' }], 'range'],
      ['followUpAt', '2026-02-30', 'type'],
      ['clues', 'x'.repeat(501), 'length'],
      ['noticeGiven', 1, 'type'],
      ['companions', [1], 'type'],
    ]
    for (const [field, bad, why] of wrong) {
      const record = createStory('home_visit', assistant, T0, { ...visitFields, [field]: bad }).fold()
      expect([field, record.problems]).toEqual([field, [{ type: 'BadValue', field, why }]])
      expect(record.fields[field]).toEqual(bad)
    }
  })
  it('[FOLD26] of an unknown kind, version or field everything is kept and shown raw', () => {
    const story = createStory('tram_stop', assistant, T0, { platform: 3 }, { version: 9 })
    story.set(assistant, T0 + 1, { platform: 4 })
    story.move(assistant, T0 + 2, 'open')
    expect(story.fold()).toMatchObject({ kind: 'tram_stop', version: 9, state: '', fields: { platform: 4 }, chain: [] })
    expect(story.fold().problems).toContainEqual({ type: 'UnknownKind', kind: 'tram_stop' })
    const newer = createStory('home_visit', assistant, T0, { ...visitFields, mood: 'good' }, { version: 2 })
    expect(newer.fold()).toMatchObject({ version: 2, fields: { mood: 'good' }, problems: [] })
  })
  it('[FOLD27] of more than 5,000 events the creation and the oldest ids count, and the record says so', () => {
    const story = createStory('home_visit', assistant, T0, visitFields)
    for (let i = 0; i < MAX_EVENTS + 9; i++) {
      const set = { residentCount: i % 50 }
      story.events.push([
        idAt(T0 + 1 + i, i),
        { type: 'set', record: story.record, ...assistant, at: T0, base: [], set },
      ])
    }
    const folded = story.fold()
    expect(folded.history).toHaveLength(MAX_EVENTS)
    expect(folded.problems).toContainEqual({ type: 'TooManyEvents', count: MAX_EVENTS + 10 })
    story.events.reverse()
    expect(JSON.stringify(story.fold())).toBe(JSON.stringify(folded))
  })
  it('[FOLD28] of more than 16 values beside each other the latest 16 are shown, the rest stays in the history', () => {
    const story = createStory('home_visit', assistant, T0, visitFields)
    for (let i = 0; i < 40; i++)
      story.set(who(`p${i}`, 'assistant'), T0 + 1 + i, { clues: `${i}` }, { base: [story.create] })
    const values = story.fold().conflicts[0]?.values.map((one) => one.value)
    expect(values).toEqual(Array.from({ length: 16 }, (_, i) => `${39 - i}`))
    expect(story.fold().history).toHaveLength(41)
  })
  it('[FOLD29] what is no event has a problem, never an exception; every event of the stories is one', () => {
    const kind = kindOf('toilet_repair') as Kind
    const story = createStory('home_visit', assistant, T0, visitFields)
    story.set(assistant, T0, { result: 'met' })
    story.move(assistant, T0, 'submit')
    story.photo(assistant, T0, (kind.evidence[0] as { label: string }).label)
    for (const [, event] of story.events) expect(checkEvent(event).ok).toBe(true)
    const broken = fc.record(
      {
        type: fc.constantFrom('create', 'set', 'move', 'remark', 'photo', 'track', 'accepted', 'x'),
        by: value,
        role: value,
        at: value,
        record: value,
        base: value,
        set: value,
        place: value,
        anchor: value,
        points: value,
      },
      { requiredKeys: ['type'] },
    )
    fc.assert(
      fc.property(fc.oneof(broken, value), (event) => checkEvent(event).ok === false),
      { numRuns: 10_000 },
    )
  })
})
