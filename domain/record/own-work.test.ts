import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Kind } from '../kinds/define.ts'
import { kindOf, moveOf } from '../kinds/registry.ts'
import { foldRecord } from './fold.ts'
import { history, record } from './history-for-tests.ts'
import { offeredMoves } from './moves.ts'
import { createStory, T0, visitFields, type Who, who } from './story-for-tests.ts'

const [assistant, colleague] = [who('a', 'assistant'), who('b', 'assistant')]
const [officer, second, supervisor] = [who('o', 'officer'), who('p', 'officer'), who('s', 'supervisor')]
const home = {
  addressCode: '370303005003-1',
  addressText: '1号楼 101',
  point: { lat: 36.8, lon: 118 },
  tenancy: 'vacant',
  houseUse: 'residence',
}
type Story = ReturnType<typeof createStory>
/** What became of a step: the state, or why it does not count. */
function take(story: Story, actor: Who, at: number, move: string, more: Parameters<Story['move']>[3] = {}): string {
  const event = story.move(actor, T0 + at, move, more)
  const folded = story.fold()
  const broken = folded.problems.find((one) => one.type === 'IllegalMove' && one.event === event)
  return broken?.type === 'IllegalMove' ? broken.why.type : folded.state
}

describe('own work', () => {
  it('[FOLD37] who once reported a change settles another’s; the one that he reported himself he does not', () => {
    const story = createStory('household', assistant, T0, home)
    expect(take(story, officer, 1, 'accept')).toBe('active')
    expect(take(story, officer, 2, 'report_change')).toBe('changed')
    expect(take(story, officer, 3, 'settle_change')).toBe('OwnWork')
    expect(take(story, supervisor, 4, 'settle_change')).toBe('active')
    expect(take(story, assistant, 5, 'report_change')).toBe('changed')
    const offered = offeredMoves(
      kindOf('household') as Kind,
      story.fold(),
      { person: officer.by, roles: ['officer'] },
      T0,
    )
    expect(offered.find((offer) => offer.move.id === 'settle_change')?.blocked).toBeUndefined()
    expect(take(story, officer, 6, 'settle_change')).toBe('active')
  })
  it('[FOLD37] of a visit that came back, neither who handed it in nor who handed it in again verifies it', () => {
    const story = createStory('home_visit', officer, T0, visitFields)
    take(story, officer, 1, 'submit')
    expect(take(story, second, 2, 'return', { note: 'why' })).toBe('returned')
    expect(take(story, second, 3, 'resubmit')).toBe('submitted')
    expect(take(story, officer, 4, 'verify')).toBe('OwnWork')
    expect(take(story, second, 5, 'verify')).toBe('OwnWork')
    expect(take(story, supervisor, 6, 'verify')).toBe('verified')
  })
  it('[FOLD37] a shorter chain that the author knew as well is no way round it', () => {
    // Before he handed it in again, the work was another’s: on that chain alone the step would be legal.
    const story = createStory('home_visit', assistant, T0, visitFields)
    take(story, assistant, 1, 'submit')
    take(story, supervisor, 2, 'return', { note: 'why' })
    take(story, officer, 3, 'resubmit')
    expect(take(story, officer, 4, 'verify')).toBe('OwnWork')
    expect(take(story, officer, 5, 'return', { note: 'why' })).toBe('returned')
    expect(take(story, officer, 6, 'resubmit')).toBe('submitted')
    expect(take(story, officer, 7, 'verify')).toBe('OwnWork')
  })
  it('[FOLD37] of two reports made offline the one that counts says whose work it is', () => {
    const story = createStory('household', assistant, T0, home)
    take(story, officer, 1, 'accept')
    const base = story.fold().heads
    expect(take(story, colleague, 2, 'report_change', { base })).toBe('changed')
    expect(take(story, officer, 3, 'report_change', { base })).toBe('Overtaken')
    expect(take(story, officer, 4, 'settle_change')).toBe('active')
  })
  it('[FOLD37] whatever was written, in whatever order it came: no step judges the latest work of its own author', () => {
    fc.assert(
      fc.property(history, fc.boolean(), (events, backwards) => {
        const folded = foldRecord(record, backwards ? [...events].reverse() : events)
        const kind = kindOf(folded?.kind ?? '')
        if (!folded || !kind) return false
        const made = [{ move: 'create', by: folded.createdBy }, ...folded.chain]
        return folded.chain.every((step, i) =>
          (moveOf(kind, step.move)?.guards ?? []).every(
            (guard) =>
              guard.type !== 'notAuthorOf' ||
              made.slice(0, i + 1).findLast((one) => one.move === guard.move)?.by !== step.by,
          ),
        )
      }),
      { numRuns: 10_000 },
    )
  })
  it('[FOLD38] a step says what stood against it where its author had got to, not only that another counts', () => {
    const story = createStory('home_visit', assistant, T0, visitFields)
    take(story, assistant, 1, 'submit')
    take(story, officer, 2, 'verify')
    const event = story.move(assistant, T0 + 3, 'discard')
    expect(story.fold().problems).toContainEqual({
      type: 'IllegalMove',
      event,
      move: 'discard',
      why: { type: 'WrongState', state: 'verified' },
    })
  })
  it('[FOLD38] of more moves than a record can have the rest says so', () => {
    const story = createStory('home_visit', assistant, T0, visitFields)
    story.move(assistant, T0 + 1, 'submit')
    let [base] = story.fold().heads
    for (let n = 1; n < 502 && base; n++) {
      const [actor, name] = n % 2 ? ([officer, 'return'] as const) : ([assistant, 'resubmit'] as const)
      base = story.move(actor, T0 + 1 + n, name, { base: [base], note: 'why' })
    }
    expect(story.fold().problems.map((one) => one.type === 'IllegalMove' && one.why)).toEqual([
      { type: 'TooManyMoves', max: 500 },
      { type: 'TooManyMoves', max: 500 },
    ])
  })
})
