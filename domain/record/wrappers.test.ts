import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asPerson, type EventId } from '../ids.ts'
import type { ClientEvent, RoomEvent } from './event.ts'
import { foldRecord } from './fold.ts'
import { hash, history, record, shuffled } from './history-for-tests.ts'
import { idAt, type Pair, T0 } from './story-for-tests.ts'

const RUNS = 10_000
const [one, other] = [asPerson('p-one'), asPerson('p-other')]
let made = 500
const nextId = () => idAt(T0 + 9, ++made)
const accepted = ([of, event]: Pair, acceptedBy = one): Pair => [
  nextId(),
  { type: 'accepted', of, by: (event as ClientEvent).by, acceptedBy, event: event as ClientEvent },
]
const copied = ([of, event]: Pair): Pair => [
  nextId(),
  { type: 'copied', of, from: '370303005003/police/2026q3', event: event as ClientEvent },
]
/** The record without the names of those who accepted. */
const plain = (events: Iterable<Pair>): string =>
  JSON.stringify(foldRecord(record, events)).replaceAll(/,"acceptedBy":"[^"]*"/g, '')

describe('wrappers and placeholders', () => {
  it('[FOLD12] an accepted or a copied event folds as the original', () => {
    fc.assert(
      fc.property(history, fc.integer(), (events, seed) => {
        const wrapped = events.map((pair) => {
          const how = Math.abs(hash(pair[0], seed)) % 3
          return how === 0 ? pair : how === 1 ? accepted(pair) : copied(pair)
        })
        return plain(shuffled(wrapped, seed)) === plain(events)
      }),
      { numRuns: RUNS },
    )
  })
  it('[FOLD13] of several acceptances of one event the first id counts, whatever copies there are and however they came in', () => {
    fc.assert(
      fc.property(history, fc.integer(), (events, seed) => {
        const all = events.flatMap((pair) => [pair, accepted(pair, one), accepted(pair, other), copied(pair)])
        const folded = foldRecord(record, shuffled(all, seed))
        const named = folded?.history.every((entry) => entry.acceptedBy === one)
        return named && JSON.stringify(folded) === JSON.stringify(foldRecord(record, shuffled(all, seed + 1)))
      }),
      { numRuns: RUNS },
    )
  })
  it('[FOLD14] placeholders and publications change nothing', () => {
    const placeholders = fc.array(
      fc.constantFrom<RoomEvent>(
        { type: 'withheld' },
        { type: 'erased' },
        { type: 'publish', topic: 'x', by: one, role: 'system', at: T0, value: null },
      ),
    )
    fc.assert(
      fc.property(history, placeholders, fc.integer(), (events, more, seed) => {
        const again: Pair[] = events.map(([of]) => [nextId(), { type: 'again', of }])
        const beside = more.map((event): Pair => [nextId(), event])
        return plain(shuffled([...events, ...again, ...beside], seed)) === plain(events)
      }),
      { numRuns: RUNS },
    )
  })
  it('[FOLD15] a held event counts from its acceptance on, under its author’s name, and says who accepted it', () => {
    const [first, ...rest] = fc.sample(
      history.filter((events) => events.length > 3),
      { numRuns: 1, seed: 7 },
    )[0] as Pair[]
    const held = rest.at(-1) as Pair
    const withheld: Pair = [held[0], { type: 'withheld' }]
    const before = foldRecord(record, [first as Pair, ...rest.slice(0, -1), withheld])
    expect(before?.history.some((entry) => entry.id === held[0])).toBe(false)
    const after = foldRecord(record, [first as Pair, ...rest.slice(0, -1), withheld, accepted(held)])
    const entry = after?.history.find((one) => one.id === (held[0] as EventId))
    expect(entry).toMatchObject({ event: held[1], acceptedBy: one })
  })
})
