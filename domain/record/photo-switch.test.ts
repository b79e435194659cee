import { describe, expect, it } from 'vitest'
import type { Kind } from '../kinds/define.ts'
import { kindOf } from '../kinds/registry.ts'
import type { OrgSwitch } from '../org.ts'
import { offeredMoves } from './moves.ts'
import { PHOTO_SWITCH, photoWord, unasked } from './photo-switch.ts'
import { createStory, repairFields, T0, who } from './story-for-tests.ts'

const repair = kindOf('toilet_repair') as Kind
const [leader, fixer] = [who('l', 'team_leader'), who('f', 'maintainer')]
const word = (on: boolean, from: number): OrgSwitch => ({
  ...{ id: 'required_photo', book: 'sanitation', area: '370303', on, from },
})
/** A repair whose maintainer stands before it, all written but the photos. */
function onSite() {
  const story = createStory('toilet_repair', leader, T0, { ...repairFields, assignee: fixer.by, downTo: T0 })
  for (const [actor, move] of [
    [leader, 'dispatch'],
    [fixer, 'accept'],
    [fixer, 'arrive'],
  ] as const)
    story.move(actor, T0 + 1, move)
  return story
}
const offer = (story: ReturnType<typeof onSite>, switches: readonly OrgSwitch[]) =>
  offeredMoves(repair, story.fold(), { person: fixer.by, roles: ['maintainer'], switches }, T0 + 10).find(
    ({ move }) => move.id === 'finish',
  )?.missing

describe('photos that the office asks for, or does not', () => {
  it('[SWITCH1] off: the step asks for no photo, and counts with the word that it was off; on: it does not', () => {
    const story = onSite()
    expect(offer(story, [])).toEqual([])
    expect(offer(story, [word(true, T0)])?.map(({ type }) => type)).toEqual(['photo', 'photo'])
    const asked = { switches: [], role: 'maintainer', at: T0 + 10 }
    expect(photoWord(repair, 'finish', story.fold(), asked)).toEqual({ [PHOTO_SWITCH]: false })
    expect(photoWord(repair, 'wait_parts', story.fold(), asked)).toEqual({})
    story.move(fixer, T0 + 3, 'finish')
    expect(story.fold().state).toBe('on_site')
    story.set(fixer, T0 + 4, { [PHOTO_SWITCH]: false })
    story.move(fixer, T0 + 5, 'finish')
    expect(story.fold().state).toBe('done')
    expect(story.fold().conflicts).toEqual([])
  })
  it('[SWITCH2] turned on again, the next step says so and asks; the one before stands', () => {
    const story = onSite()
    story.set(fixer, T0 + 4, { [PHOTO_SWITCH]: false })
    story.move(fixer, T0 + 5, 'finish')
    story.move(leader, T0 + 6, 'rework', { note: 'drips' })
    story.move(fixer, T0 + 7, 'restart')
    const again = { switches: [word(true, T0 + 6)], role: 'maintainer', at: T0 + 10 }
    expect(photoWord(repair, 'finish', story.fold(), again)).toEqual({ [PHOTO_SWITCH]: true })
    expect(offer(story, again.switches)?.length).toBe(2)
    story.set(fixer, T0 + 8, { [PHOTO_SWITCH]: true })
    story.move(fixer, T0 + 9, 'finish')
    expect(story.fold().state).toBe('on_site')
    expect(story.fold().chain.some(({ move }) => move === 'finish')).toBe(true)
  })
  it('[SWITCH3] a step without its photo, made after the switch was on, is named for the supervisor; none before', () => {
    const story = onSite()
    story.set(fixer, T0 + 4, { [PHOTO_SWITCH]: false })
    const event = story.move(fixer, T0 + 5, 'finish')
    expect(unasked(repair, story.fold(), [word(true, T0 + 2)])).toEqual([{ event, move: 'finish' }])
    expect(unasked(repair, story.fold(), [word(true, T0 + 6)])).toEqual([])
    expect(unasked(repair, story.fold(), [word(true, T0 + 2), word(false, T0 + 3)])).toEqual([])
    story.photo(fixer, T0 + 9, 'before')
    story.photo(fixer, T0 + 9, 'after')
    expect(unasked(repair, story.fold(), [word(true, T0 + 2)])).toEqual([])
  })
})
