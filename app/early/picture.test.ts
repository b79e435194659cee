import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, isoDate, MINUTE } from '../../domain/clock.ts'
import type { Head } from '../store/rows.ts'
import { shownEarly } from './picture.ts'

const START = Date.parse('2026-11-01T00:00:00+08:00')
const at = fc.integer({ min: START, max: START + 60 * DAY })
const line = fc.record(
  {
    key: fc.uuid(),
    title: fc.string(),
    why: fc.string(),
    dueAt: at,
    card: fc.constantFrom('none', 'yellow', 'red'),
    href: fc.constant('/'),
  },
  { requiredKeys: ['key', 'title', 'why', 'card', 'href'] },
)
const count = fc.nat(500)
const headOf: fc.Arbitrary<Head> = fc.record(
  {
    lang: fc.constantFrom('zh', 'en'),
    at,
    place: fc.string(),
    lines: fc.array(line, { maxLength: 12 }),
    heading: fc.string(),
    needs: count,
    shares: fc.record({ of: count, met: count, closed: count, due: count }),
    make: fc.constant([]),
  },
  { requiredKeys: ['lang', 'at', 'place', 'lines', 'heading', 'needs', 'make'] },
) as fc.Arbitrary<Head>

describe('[DAY14] the first picture of the day', () => {
  it('says nothing that is not so by now, in whatever state and at whatever time it was kept', () => {
    fc.assert(
      fc.property(headOf, fc.nat(50), at, fc.constantFrom('zh', 'en'), (head, waiting, now, lang) => {
        const shown = shownEarly({ head, waiting }, lang, now)
        expect(shown === undefined).toBe(head.lang !== lang || head.at > now)
        if (!shown) return
        // The same lines in the same order, each with what it said; only a card may have become worse, never better.
        expect(shown.lines.map(({ card: _, ...rest }) => rest)).toEqual(head.lines.map(({ card: _, ...rest }) => rest))
        for (const [n, one] of shown.lines.entries()) {
          const late = one.dueAt !== undefined && one.dueAt < now
          expect(one.card).toBe(late ? 'red' : head.lines[n]?.card)
        }
        // Shares belong to a cycle: no cycle ends within a month.
        expect(shown.shares).toEqual(
          isoDate(head.at).slice(0, 7) === isoDate(now).slice(0, 7) ? head.shares : undefined,
        )
        expect(shown).toMatchObject({ waiting, now, at: head.at, needs: head.needs, heading: head.heading })
      }),
      { seed: 14 },
    )
  })
  it('of a day that was kept a moment ago, it is that day', () => {
    fc.assert(
      fc.property(headOf, fc.nat(50), (head, waiting) => {
        const soon = head.lines.map((one) => ({ ...one, dueAt: head.at + HOUR }))
        const { lang, ...kept } = { ...head, lines: soon }
        const now = head.at + MINUTE
        const same = isoDate(head.at).slice(0, 7) === isoDate(now).slice(0, 7)
        const { shares, ...rest } = kept
        expect(shownEarly({ head: { ...head, lines: soon }, waiting }, lang, now)).toEqual({
          ...rest,
          now,
          waiting,
          ...(shares && same ? { shares } : {}),
        })
      }),
      { seed: 15 },
    )
  })
})
