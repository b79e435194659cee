import { DAY, HOUR } from '../clock.ts'
import { kindOf } from '../kinds/registry.ts'
import { copiesOf } from '../record/copied.ts'
import type { Fields } from '../record/event.ts'
import type { FoldedRecord } from '../record/folded.ts'
import type { Others } from '../record/others.ts'
import { createStory, system, T0, type Who, who } from '../record/story-for-tests.ts'

/** A village of the tests: its people, and latrines brought as far as a test wants them. */
export const VILLAGE = '370303008200'
export const clerk = who('v', 'village_staff')
export const otherClerk = who('v2', 'village_staff')
export const inspector = who('i', 'town_inspector')
export const reviewer = who('d', 'district_reviewer')
export const payer = who('f', 'finance')
export type Story = ReturnType<typeof createStory>

export function household(fileNo: string, more: Fields = {}, active = true): Story {
  const fields = { fileNo, villageCode: VILLAGE, headName: '崔示例', familySize: 4, exclusion: 'none', ...more }
  const set = { before: 'dry_pit', latrineNow: 'dry_pit', ...fields }
  const story = createStory('rural_household', clerk, T0, set, { area: VILLAGE })
  if (active) story.move(inspector, T0 + HOUR, 'accept')
  return story
}

export const stages = ['survey', 'build', 'check_pit', 'check_tank', 'check_finished', 'town_check', 'accept'] as const
export type Stage = (typeof stages)[number] | 'publicise' | 'pay' | 'serve'
type Step = {
  readonly by: Who
  readonly set?: Fields
  readonly photo?: string
  /** Days after the step before. */
  readonly after?: number
}
/** What each step is made with, by whom it is made. */
export const steps: { readonly [stage in Stage]: Step } = {
  survey: { by: clerk, set: { latrineType: 'three_compartment' } },
  build: { by: clerk, set: { contractor: '示例施工队' } },
  check_pit: { by: clerk, set: { siteOk: 'pass' }, photo: 'pit' },
  check_tank: {
    by: clerk,
    photo: 'tank',
    set: { tankKind: 'integrated', effectiveVolume: 2.1, effectiveDepth: 1.2, pipeOk: 'pass', leakTest: 'pass' },
  },
  check_finished: {
    by: clerk,
    photo: 'finished',
    set: { coverOk: 'pass', ventOk: 'pass', roomOk: 'pass', panOk: 'pass', waterSaving: 'pass', oldRemoved: 'pass' },
  },
  town_check: { by: inspector, set: { inUse: true } },
  accept: { by: reviewer, set: { sampled: 'inspected_pass' } },
  publicise: { by: clerk, set: { subsidy: { province: 300, city: 300, district: 300 } } },
  pay: { by: payer, set: { handSign: 'M0 0L9 9' }, after: 8 },
  serve: { by: system },
}

/** A latrine with all steps up to `last`; each a day after the one before. */
export function latrine(of: Story | FoldedRecord, last?: Stage, more: Fields = {}): Story {
  const home = 'fold' in of ? of.fold() : of
  const kind = kindOf('latrine')
  const fields = { householdId: home.id, season: 2026, ...more }
  const copies = kind ? copiesOf(kind, fields, (id) => (id === home.id ? home.fields : undefined)) : {}
  const story = createStory('latrine', clerk, T0 + 2 * DAY, { ...fields, ...copies }, { area: VILLAGE })
  let at = T0 + 3 * DAY
  for (const stage of last === undefined ? [] : (Object.keys(steps) as Stage[])) {
    at = take(story, stage, at)
    if (stage === last) break
  }
  return story
}

/** Takes one step with all that it asks for; returns the day after it. */
export function take(story: Story, stage: Stage, at: number): number {
  const { by, set, photo, after = 0 } = steps[stage]
  const when = at + after * DAY
  if (set) story.set(by, when, set)
  if (photo) story.photo(by, when, photo)
  story.move(by, when + HOUR, stage)
  return when + DAY
}

export const holding = (...records: readonly FoldedRecord[]): Others => ({
  ofKind: (kind) => records.filter((record) => record.kind === kind),
})
