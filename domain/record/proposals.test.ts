import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldRecord } from './fold.ts'
import { history, record } from './history-for-tests.ts'
import { createStory, T0, who } from './story-for-tests.ts'

const assistant = who('a', 'assistant')
const officer = who('o', 'officer')
const home = {
  addressCode: '370303005003-1',
  addressText: '1号楼 101',
  point: { lat: 36.8, lon: 118 },
  tenancy: 'vacant',
  houseUse: 'residence',
}
function changed() {
  const story = createStory('household', assistant, T0, home)
  story.move(officer, T0 + 1, 'accept')
  const proposal = story.set(assistant, T0 + 2, { tenancy: 'owner_occupied', houseUse: 'mixed' }, { proposal: true })
  story.move(assistant, T0 + 3, 'report_change')
  return { story, proposal }
}

describe('proposals', () => {
  it('[FOLD16] a proposal changes no value until a supervisor decides', () => {
    const { story, proposal } = changed()
    expect(story.fold().fields['tenancy']).toBe('vacant')
    expect(story.fold().proposals).toMatchObject([{ event: proposal, by: assistant.by, set: { houseUse: 'mixed' } }])
    story.move(officer, T0 + 4, 'settle_change')
    expect(story.fold()).toMatchObject({ fields: { tenancy: 'owner_occupied', houseUse: 'mixed' }, proposals: [] })
  })
  it('[FOLD17] a decision may accept single fields, or none', () => {
    const some = changed().story
    some.move(officer, T0 + 4, 'settle_change', { fields: ['tenancy'] })
    expect(some.fold()).toMatchObject({ fields: { tenancy: 'owner_occupied', houseUse: 'residence' }, proposals: [] })
    const none = changed().story
    none.move(officer, T0 + 4, 'settle_change', { fields: [] })
    expect(none.fold()).toMatchObject({ fields: { tenancy: 'vacant' }, proposals: [] })
  })
  it('[FOLD18] a move that asks for a reason turns the proposal down', () => {
    const { story } = changed()
    story.move(officer, T0 + 4, 'deactivate', { note: 'pulled down' })
    expect(story.fold()).toMatchObject({ state: 'inactive', fields: { tenancy: 'vacant' }, proposals: [] })
  })
  it('[FOLD19] who reported a change does not settle it, and a decision that did not know of a proposal leaves it open', () => {
    const own = changed().story
    own.move({ ...assistant, role: 'officer' }, T0 + 4, 'settle_change')
    expect(own.fold()).toMatchObject({ state: 'changed', fields: { tenancy: 'vacant' } })
    const { story } = changed()
    const known = story.fold().heads
    const late = story.set(assistant, T0 + 3, { roomNo: '101' }, { proposal: true })
    story.move(officer, T0 + 4, 'settle_change', { base: known })
    expect(story.fold().proposals).toMatchObject([{ event: late }])
  })
  it('[FOLD20] without its open proposals a record has the same values, state and conflicts', () => {
    fc.assert(
      fc.property(history, (events) => {
        const folded = foldRecord(record, events)
        const open = new Set(folded?.proposals.map((proposal) => proposal.event))
        // Others may have built on a proposal: only what nobody built on can be left out without a trace.
        const heads = new Set(folded?.heads)
        const rest = events.filter(([id]) => !(open.has(id) && heads.has(id)))
        const less = foldRecord(record, rest)
        const core = (one: typeof folded) => JSON.stringify([one?.fields, one?.state, one?.conflicts, one?.chain])
        return core(less) === core(folded)
      }),
      { numRuns: 10_000 },
    )
  })
})
