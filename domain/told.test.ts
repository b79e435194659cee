import { describe, expect, it } from 'vitest'
import { asPerson } from './ids.ts'
import { createStory, T0, who } from './record/story-for-tests.ts'
import { addressesOf, isFor, maySeeReached } from './told.ts'

const chief = who('chief', 'supervisor')
const cleaner = who('cleaner', 'cleaner')
const STREET = '370303005'
const task = {
  title: '清理积水',
  category: 'sanitation',
  source: 'inspection',
  severity: 'low',
  assignee: cleaner.by,
  dueAt: T0,
}
const grant = (person: string, role: string, area: string) => ({ person: asPerson(person), role, area, from: 0 })

describe('whom a record has something to tell', () => {
  it('[TOLD1] a task: its person from the dispatch on, not for what he did himself, and again when it is sent back', () => {
    const story = createStory('task', chief, T0, task, { area: STREET })
    expect(addressesOf(story.fold())).toEqual([])
    const dispatch = story.move(chief, T0 + 1, 'dispatch')
    expect(addressesOf(story.fold())).toEqual([{ why: 'assigned', event: dispatch, to: { person: cleaner.by } }])
    story.move(cleaner, T0 + 2, 'accept')
    expect(addressesOf(story.fold())).toEqual([])
    story.set(cleaner, T0 + 3, { result: '已清' })
    story.move(cleaner, T0 + 4, 'finish')
    const again = story.move(chief, T0 + 5, 'rework', { note: '还有一处' })
    expect(addressesOf(story.fold())).toEqual([{ why: 'assigned', event: again, to: { person: cleaner.by } }])
  })
  it('[TOLD1] a visit that was sent back tells its author', () => {
    const author = who('a', 'assistant')
    const story = createStory('home_visit', author, T0, {
      householdId: 'x',
      visitAt: T0,
      purpose: ['routine'],
      result: 'refused',
    })
    story.move(author, T0 + 1, 'submit')
    const back = story.move(who('o', 'officer'), T0 + 2, 'return', { note: '看一下', fields: ['result'] })
    expect(addressesOf(story.fold())).toEqual([{ why: 'returned', event: back, to: { person: author.by } }])
  })
  it('[TOLD1] feedback: the supervisor until it is answered, then who wrote it, and again when he asks again', () => {
    const story = createStory('feedback', cleaner, T0, { feedbackKind: 'app', text: '字太小' }, { area: STREET })
    expect(addressesOf(story.fold())).toMatchObject([{ why: 'feedback', to: { roles: ['supervisor'] } }])
    story.set(chief, T0 + 1, { answer: '可以调大' })
    story.move(chief, T0 + 2, 'answer')
    expect(addressesOf(story.fold())).toMatchObject([{ why: 'answered', to: { person: cleaner.by } }])
    const again = story.move(cleaner, T0 + 3, 'ask_again')
    expect(addressesOf(story.fold())).toMatchObject([{ why: 'feedback', event: again }])
  })
  it('[TOLD1] a call for help: leader and supervisor; once answered, the person who called', () => {
    const story = createStory('sos', cleaner, T0, { personId: cleaner.by }, { area: STREET })
    const [call] = addressesOf(story.fold())
    expect(call).toMatchObject({ why: 'sos', event: story.create })
    const hears = (role: string, area: string) =>
      call && isFor(call.to, asPerson('p-x'), [grant('p-x', role, area)], T0)
    expect([hears('team_leader', STREET), hears('supervisor', STREET), hears('supervisor', '370303')]).toEqual([
      true,
      true,
      true,
    ])
    expect([hears('cleaner', STREET), hears('team_leader', '370303006')]).toEqual([false, false])
    story.move(who('lead', 'team_leader'), T0 + 10_000, 'answer')
    expect(addressesOf(story.fold())).toMatchObject([{ why: 'answered', to: { person: cleaner.by } }])
  })
  it('[TOLD4] who wrote it, or gives out work in its area, may ask whom it reached', () => {
    const story = createStory('task', chief, T0, task, { area: STREET })
    const may = (person: string, role: string, area: string) =>
      maySeeReached(story.fold(), asPerson(person), [grant(person, role, area)], T0)
    expect([
      may('p-chief', 'cleaner', STREET),
      may('p-l', 'team_leader', STREET),
      may('p-c', 'cleaner', STREET),
    ]).toEqual([true, true, false])
    expect([may('p-d', 'supervisor', '370303'), may('p-o', 'supervisor', '370303006')]).toEqual([true, false])
  })
})
