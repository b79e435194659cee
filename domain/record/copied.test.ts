import { describe, expect, it } from 'vitest'
import type { Kind, Move } from '../kinds/define.ts'
import { fieldOf, kindOf, moveOf } from '../kinds/registry.ts'
import { clerk, holding, household, latrine, otherClerk, reviewer, VILLAGE } from '../rural/village-for-tests.ts'
import { staleCopies } from './copied.ts'
import { isWithinNorm, normOf } from './norms.ts'
import { againstOthers } from './others.ts'
import { createStory, T0 } from './story-for-tests.ts'
import { titleOf } from './title.ts'

const kind = kindOf('latrine') as Kind
const survey = moveOf(kind, 'survey') as Move
const accept = moveOf(kind, 'accept') as Move

describe('fields that are copied from the record that a reference names', () => {
  it('[RURAL1] stand in the record itself: every replica folds the same, whatever else it holds', () => {
    const one = latrine(household('031', { familySize: 7 })).fold()
    expect(one.fields).toMatchObject({ fileNo: '031', familySize: 7, exclusion: 'none', villageCode: VILLAGE })
    expect(titleOf(kind, { ...one.fields, latrineType: 'biogas' }, 'zh', () => undefined)).toMatch(/^031 · /)
  })
  it('[RURAL1] two copies of one value are no conflict, and a value of the wrong type is a problem', () => {
    const story = latrine(household('031'))
    story.set(clerk, T0 + 9, { familySize: 3 }, { base: [story.create] })
    story.set(otherClerk, T0 + 10, { familySize: 5 }, { base: [story.create] })
    expect(story.fold()).toMatchObject({ conflicts: [], fields: { familySize: 5 } })
    story.set(clerk, T0 + 11, { familySize: 'many' })
    expect(story.fold().problems).toContainEqual({ type: 'BadValue', field: 'familySize', why: 'type' })
  })
  it('[RURAL2] what has changed since is carried along by the next step', () => {
    const home = household('031')
    const one = latrine(home)
    home.set(clerk, T0 + 9, { exclusion: 'unsafe', familySize: 6 })
    const named = (id: string) => (id === home.record ? home.fold().fields : undefined)
    expect(staleCopies(kind, one.fold().fields, named)).toEqual({ exclusion: 'unsafe', familySize: 6 })
    expect(staleCopies(kind, one.fold().fields, () => undefined)).toEqual({})
  })
  it('[RURAL3] an excluded household is not surveyed: by its copy everywhere, by itself where it is at hand', () => {
    const home = household('031', { exclusion: 'unsafe' })
    expect(latrine(home, 'survey').fold()).toMatchObject({
      state: 'applied',
      problems: [{ why: { type: 'ConditionFalse' } }],
    })
    // A plain client that copied nothing: the record cannot know, whoever holds the household does.
    const bare = createStory('latrine', clerk, T0, { householdId: home.record, season: 2026 }, { area: VILLAGE })
    bare.set(clerk, T0 + 1, { latrineType: 'biogas' })
    bare.move(clerk, T0 + 2, 'survey')
    expect(bare.fold()).toMatchObject({ state: 'surveyed', problems: [] })
    expect(againstOthers(survey, kind, bare.fold(), holding(home.fold()))).toEqual([
      { type: 'NotAsNamed', field: 'householdId' },
    ])
    expect(againstOthers(survey, kind, bare.fold(), holding())).toEqual([])
    home.set(clerk, T0 + 9, { exclusion: 'none' })
    expect(againstOthers(survey, kind, bare.fold(), holding(home.fold()))).toEqual([])
  })
  it('[RURAL4] the norm of a tank follows the size of the family', () => {
    const field = fieldOf(kind, 'effectiveVolume')
    if (!field) throw new Error('no field')
    const norm = (familySize: number) => normOf(field, { latrineType: 'three_compartment', familySize })?.min
    expect([1, 3, 4, 6, 7, 20].map(norm)).toEqual([1.5, 1.5, 2, 2, 2.5, 2.5])
    const within = (effectiveVolume: number | string, familySize = 4) =>
      isWithinNorm(field, { latrineType: 'three_compartment', familySize, effectiveVolume })
    expect([within(2), within(1.99), within(1.99, 3), within('2')]).toEqual([true, false, true, undefined])
    expect(isWithinNorm(field, { latrineType: 'twin_pit', effectiveVolume: 0.1 })).toBeUndefined()
  })
})

describe('the sample before an acceptance', () => {
  const village = (n: number, inspected: number) =>
    Array.from({ length: n }, (_, i) =>
      latrine(household(String(i)), 'town_check', i < inspected ? { sampled: 'inspected_pass' } : {}).fold(),
    )
  const against = (records: readonly ReturnType<typeof village>[number][], mine = records.at(-1)) =>
    mine ? againstOthers(accept, kind, mine, holding(...records)) : []
  it('[RURAL5] a tenth of the village’s latrines, rounded up, were looked at', () => {
    expect(against(village(20, 2))).toEqual([])
    expect(against(village(20, 1))).toEqual([{ type: 'SampleTooSmall', have: 1, need: 2 }])
    expect(against(village(21, 2))).toEqual([{ type: 'SampleTooSmall', have: 2, need: 3 }])
    expect(against(village(1, 0))).toEqual([{ type: 'SampleTooSmall', have: 0, need: 1 }])
  })
  it('[RURAL5] those not yet checked by the town, those in service and other villages are not of the lot', () => {
    const lot = village(10, 1)
    const early = Array.from({ length: 30 }, (_, i) => latrine(household(`e${i}`), 'check_finished').fold())
    const over = Array.from({ length: 30 }, (_, i) => latrine(household(`o${i}`), 'serve').fold())
    expect(over[0]?.state).toBe('in_service')
    const elsewhere = village(30, 0).map((one) => ({ ...one, fields: { ...one.fields, villageCode: '370303008201' } }))
    expect(against([...early, ...over, ...elsewhere, ...lot])).toEqual([])
    expect(reviewer.role).toBe('district_reviewer')
  })
})
