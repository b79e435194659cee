import { describe, expect, it } from 'vitest'
import { sentBackTo } from './sent-back.ts'
import { createStory, repairFields, T0, visitFields, who } from './story-for-tests.ts'

const keeper = who('k', 'toilet_keeper')
const leader = who('l', 'team_leader')
const fixer = who('f', 'maintainer')

describe('work that was sent back', () => {
  it('[WC21] goes to who did the step before: the order refused to the leader, the repair not good to the maintainer', () => {
    const story = createStory('toilet_repair', keeper, T0, { ...repairFields, assignee: fixer.by })
    expect(sentBackTo(story.fold())).toBeUndefined()
    story.move(leader, T0 + 1, 'dispatch')
    story.move(fixer, T0 + 2, 'refuse', { note: 'no licence' })
    expect(story.fold().state).toBe('rejected')
    expect(sentBackTo(story.fold())).toBe(leader.by)
  })
  it('[WC22] a form sent back goes to who wrote it', () => {
    const clerk = who('a', 'assistant')
    const story = createStory('home_visit', clerk, T0, visitFields)
    story.move(clerk, T0 + 1, 'submit')
    story.move(who('o', 'officer'), T0 + 2, 'return', { note: 'date' })
    expect(story.fold().state).toBe('returned')
    expect(sentBackTo(story.fold())).toBe(clerk.by)
  })
  it('[SHIFT87] a shift is nobody’s form: absence and an appeal send nothing back', () => {
    const story = createStory('shift', leader, T0, { workerId: fixer.by })
    story.move(leader, T0 + 1, 'mark_absent', { note: 'no answer' })
    expect([story.fold().state, sentBackTo(story.fold())]).toEqual(['absent', undefined])
  })
})
