import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Kind } from '../kinds/define.ts'
import { kindOf } from '../kinds/registry.ts'
import { offeredMoves } from './moves.ts'
import { createStory, repairFields, T0, visitFields, who } from './story-for-tests.ts'

const [visit, repair] = [kindOf('home_visit') as Kind, kindOf('toilet_repair') as Kind]
const assistant = who('a', 'assistant')
const officer = who('o', 'officer')
const leader = who('l', 'team_leader')
const fixer = who('f', 'maintainer')
const as = (...actors: { by: ReturnType<typeof who>['by']; role: string }[]) => ({
  person: actors[0]?.by as ReturnType<typeof who>['by'],
  roles: actors.map((actor) => actor.role),
})
const ids = (offers: ReturnType<typeof offeredMoves>) => offers.map((offer) => offer.move.id)

describe('offered moves', () => {
  it('[MOVE1] only moves from the present state in a role that the person holds are offered, never those of the system', () => {
    const story = createStory('home_visit', assistant, T0, visitFields)
    expect(ids(offeredMoves(visit, story.fold(), as(assistant), T0))).toEqual(['submit', 'discard'])
    expect(offeredMoves(visit, story.fold(), as(fixer), T0)).toEqual([])
    story.move(assistant, T0 + 1, 'submit')
    expect(ids(offeredMoves(visit, story.fold(), as(officer), T0))).toEqual(['return', 'verify', 'void'])
    expect(offeredMoves(visit, story.fold(), { person: officer.by, roles: ['system'] }, T0)).toEqual([])
  })
  it('[MOVE2] what the person can still bring is missing, what he cannot mend is blocked', () => {
    const bare = createStory('home_visit', assistant, T0, {})
    const [submit] = offeredMoves(visit, bare.fold(), as(assistant), T0)
    expect(submit?.missing).toContainEqual({ type: 'field', field: 'result' })
    expect(submit?.blocked).toBeUndefined()
    const own = createStory('home_visit', officer, T0, visitFields)
    own.move(officer, T0 + 1, 'submit')
    const verify = offeredMoves(visit, own.fold(), as(officer), T0).find((offer) => offer.move.id === 'verify')
    expect(verify?.blocked).toEqual({ type: 'OwnWork', move: 'submit' })
  })
  it('[MOVE3] photos and list entries that a guard wants are missing with how many there are', () => {
    const story = createStory('toilet_repair', leader, T0, { ...repairFields, assignee: fixer.by })
    for (const [actor, move] of [
      [leader, 'dispatch'],
      [fixer, 'accept'],
      [fixer, 'arrive'],
    ] as const) {
      story.move(actor, T0 + 1, move)
    }
    story.photo(fixer, T0 + 2, 'before')
    const offers = offeredMoves(repair, story.fold(), as(fixer), T0)
    expect(offers.find((offer) => offer.move.id === 'finish')?.missing).toEqual([
      { type: 'photo', label: 'after', have: 0, min: 1 },
    ])
    expect(offers.find((offer) => offer.move.id === 'wait_parts')?.missing).toEqual([
      { type: 'items', field: 'parts', have: 0, min: 1 },
    ])
  })
  it('[MOVE4] a move for one person is blocked for another', () => {
    const story = createStory('toilet_repair', leader, T0, { ...repairFields, assignee: 'p-somebody' })
    story.move(leader, T0 + 1, 'dispatch')
    const [accept] = offeredMoves(repair, story.fold(), as(fixer), T0)
    expect(accept).toMatchObject({ move: { id: 'accept' }, blocked: { type: 'NotThePerson', field: 'assignee' } })
  })
  it('[MOVE5] of several roles the one counts in which nothing stands against the move', () => {
    const both = { person: assistant.by, roles: ['assistant', 'officer'] }
    const story = createStory('home_visit', assistant, T0, visitFields)
    expect(offeredMoves(visit, story.fold(), both, T0)[0]).toMatchObject({ role: 'assistant', missing: [] })
  })
  it('[MOVE6] an offer with nothing missing and nothing in the way is effective when made; any other is not', () => {
    const actors = [assistant, officer, who('s', 'supervisor')]
    const steps = fc.array(fc.record({ actor: fc.nat({ max: 2 }), pick: fc.nat(), bring: fc.boolean() }), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(fc.boolean(), steps, (complete, taken) => {
        const story = createStory('home_visit', assistant, T0, complete ? visitFields : {})
        for (const [i, { actor, pick, bring }] of taken.entries()) {
          const person = actors[actor] as (typeof actors)[number]
          const at = T0 + i + 1
          if (bring) story.set(person, at, visitFields)
          const offers = offeredMoves(visit, story.fold(), as(person), at)
          const offer = offers[pick % Math.max(1, offers.length)]
          // Whether another visit follows up is seen where other records are held.
          if (!offer) continue
          const before = story.fold().chain.length
          story.move({ by: person.by, role: offer.role }, at, offer.move.id, { note: 'why' })
          const free = !offer.blocked && offer.missing.length === 0
          if (story.fold().chain.length !== before + (free ? 1 : 0)) return false
        }
        return true
      }),
      { numRuns: 10_000 },
    )
  })
})
