import { describe, expect, it } from 'vitest'
import type { Kind } from './kinds/define.ts'
import { kindOf } from './kinds/registry.ts'
import { isCurrent, isUnseen, mustConfirm, seenBy } from './notice.ts'
import { foldRecord, MAX_EVENTS } from './record/fold.ts'
import { offeredMoves } from './record/moves.ts'
import { createStory, T0, who } from './record/story-for-tests.ts'

const chief = who('chief', 'supervisor')
const MINUTE = 60_000
const set = {
  title: '大风预警',
  noticeKind: 'weather',
  body: '今晚有大风。',
  toRoles: ['cleaner'],
  toAreas: ['370303005'],
}

function published() {
  const story = createStory('notice', chief, T0, set, { area: '370303005' })
  const publish = story.move(chief, T0 + 1, 'publish')
  return { story, publish }
}

describe('who has seen a notice', () => {
  it('[TOLD5] 500 who say it offline, none knowing of another, are all on the list, in any order of arrival', () => {
    const { story, publish } = published()
    for (let n = 0; n < 500; n++) story.move(who(`w${n}`, 'cleaner'), T0 + MINUTE + n, 'seen', { base: [publish] })
    const there = story.fold()
    expect(seenBy(there)).toHaveLength(500)
    expect(there.state).toBe('published')
    expect(there.problems).toEqual([])
    const back = foldRecord(story.record, story.events.toReversed())
    expect(back && seenBy(back).map(({ person }) => person)).toEqual(seenBy(there).map(({ person }) => person))
  })
  it('[TOLD5] saying it twice, from two phones, counts once: the first word', () => {
    const { story, publish } = published()
    const first = story.move(who('a', 'cleaner'), T0 + MINUTE, 'seen', { base: [publish] })
    story.move(who('a', 'cleaner'), T0 + 2 * MINUTE, 'seen', { base: [publish] })
    expect(seenBy(story.fold())).toEqual([{ person: 'p-a', role: 'cleaner', at: T0 + MINUTE, event: first }])
    expect(story.fold().problems).toMatchObject([{ type: 'IllegalMove', why: { type: 'OncePerPerson' } }])
  })
  it('[TOLD6] a withdrawal holds, however many saw it without knowing of it', () => {
    const { story, publish } = published()
    story.move(chief, T0 + MINUTE, 'withdraw', { base: [publish], note: '写错了' })
    // One after the other, each over the last: a chain of its own, far longer than the one with the withdrawal.
    let last = publish
    for (let n = 0; n < 600; n++)
      last = story.move(who(`w${n}`, 'cleaner'), T0 + 2 * MINUTE + n, 'seen', { base: [last] })
    expect(story.fold().state).toBe('withdrawn')
    expect(seenBy(story.fold())).toHaveLength(600)
  })
  it('[TOLD6] a withdrawal after 600 have seen it counts as well', () => {
    const { story, publish } = published()
    for (let n = 0; n < 600; n++) story.move(who(`w${n}`, 'cleaner'), T0 + MINUTE + n, 'seen', { base: [publish] })
    story.move(chief, T0 + 60 * MINUTE, 'withdraw', { base: story.fold().heads.slice(0, 32), note: '写错了' })
    expect(story.fold().state).toBe('withdrawn')
  })
  it('[TOLD7] of more than 5,000 events the list holds what counts, and the record says that it is not all', () => {
    const { story, publish } = published()
    for (let n = 0; n < MAX_EVENTS + 100; n++)
      story.move(who(`w${n}`, 'cleaner'), T0 + MINUTE + n, 'seen', { base: [publish] })
    const there = story.fold()
    expect(seenBy(there)).toHaveLength(MAX_EVENTS - 2)
    expect(there.problems).toEqual([{ type: 'TooManyEvents', count: MAX_EVENTS + 102 }])
  })
  it('[TOLD5] only workers see, only what is published, and nobody is asked twice', () => {
    const { story, publish } = published()
    story.move(who('boss', 'district_reviewer'), T0 + 1, 'seen', { base: [publish] })
    story.move(who('early', 'cleaner'), T0 + 2, 'seen', { base: [story.create] })
    expect(seenBy(story.fold())).toEqual([])
    const kind = kindOf('notice') as Kind
    const me = { person: who('a', 'cleaner').by, roles: ['cleaner'] }
    expect(offeredMoves(kind, story.fold(), me, T0).map(({ move }) => move.id)).toEqual(['seen'])
    story.move(who('a', 'cleaner'), T0 + MINUTE, 'seen', { base: [publish] })
    expect(isUnseen(story.fold(), me.person)).toBe(false)
    expect(offeredMoves(kind, story.fold(), me, T0)).toMatchObject([{ blocked: { type: 'OncePerPerson' } }])
  })
  it('[TOLD8] after its last day, or withdrawn, it is off the page', () => {
    const story = createStory('notice', chief, T0, { ...set, validUntil: T0 + 60 * MINUTE }, { area: '370303005' })
    expect(isCurrent(story.fold(), T0)).toBe(false)
    expect(mustConfirm(story.fold())).toBe(false)
    story.move(chief, T0 + 1, 'publish')
    expect(isCurrent(story.fold(), T0 + MINUTE)).toBe(true)
    expect(isCurrent(story.fold(), T0 + 61 * MINUTE)).toBe(false)
    story.move(chief, T0 + 2, 'withdraw', { note: '写错了' })
    expect(isCurrent(story.fold(), T0 + MINUTE)).toBe(false)
  })
})
