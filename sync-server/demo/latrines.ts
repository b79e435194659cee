import { DAY, HOUR, isoDate, MINUTE, shanghaiDate, startOfDay } from '../../domain/clock.ts'
import type { EventId, RecordId } from '../../domain/ids.ts'
import { latrine } from '../../domain/kinds/latrine.ts'
import type { Random } from '../../domain/random.ts'
import type { Fields } from '../../domain/record/event.ts'
import { roomFor } from '../../domain/room/names.ts'
import { VILLAGE } from './accounts.ts'
import { actor } from './pen.ts'
import { type Delivery, pictureOf } from './pictures.ts'
import type { Beginning, Story } from './story.ts'

/** A household of the register. */
export type House = { readonly id: RecordId; readonly last: EventId; readonly set: Fields }
type Tell = (beginning: Beginning) => Story

/** What the village's clerk, the town, the district and finance do in turn; each step some days after the one before. */
const STEPS = [
  'applied',
  'surveyed',
  'building',
  'pit_checked',
  'tank_checked',
  'finished_checked',
  'town_checked',
  'accepted',
  'publicised',
  'in_service',
] as const
/** Where the side states branch off. */
const BRANCH: { readonly [state: string]: (typeof STEPS)[number] } = {
  rectify: 'finished_checked',
  withdrawn: 'surveyed',
}
/** Days from each step to the next. */
const GAPS = [4, 6, 9, 2, 12, 2, 2, 3, 12] as const
const TYPES = ['three_compartment', 'three_compartment', 'three_compartment', 'double_urn', 'sewer_flush'] as const
/** Steps further back than this have no picture any more that could be looked at. */
const PICTURED = 100 * DAY
/** How long the list hangs on the wall. */
const POSTED = 7 * DAY

/** One latrine up to its state. Gives the pictures that its phone still has to hand in. */
export function addLatrine(
  tell: Tell,
  house: House,
  state: string,
  now: number,
  random: Random,
  settle: (at: number, fields: Fields) => void,
): readonly Delivery[] {
  const [clerk, inspector, reviewer, finance] = [
    actor('village1'),
    actor('inspector1'),
    actor('accept1'),
    actor('finance1'),
  ]
  const until = STEPS.indexOf(BRANCH[state] ?? (state as (typeof STEPS)[number]))
  const isPosted = state === 'publicised'
  const took = GAPS.slice(0, until).reduce((sum, days) => sum + days * DAY, 0)
  // The last step is some hours or days old; what is in service has been so for up to a year, and of the posted lists
  // some have hung long enough to be paid.
  const since = state === 'in_service' ? random.below(330) * DAY + DAY : random.below(3) * (isPosted ? 5 : 1) * DAY
  const began = startOfDay(now - since - took - DAY) + 9 * HOUR
  const times = STEPS.map(
    (_, i) => began + GAPS.slice(0, i).reduce((sum, days) => sum + days * DAY, 0) + random.below(7 * 60) * MINUTE,
  )
  const at = (step: number): number => Math.min(times[step] as number, now - (20 - step) * MINUTE)
  const type = random.pick(TYPES)
  const { villageCode, fileNo, familySize, exclusion, before } = house.set
  const copied = { villageCode, fileNo, familySize, exclusion, before } as Fields
  const season = shanghaiDate(began).year
  const point = house.set['point'] as { readonly lat: number; readonly lon: number }
  const place = { ...point, acc: 9 + random.below(14), fixAt: at(0), source: 'gps' as const }
  const set = { householdId: house.id, season, ...copied }
  const one = tell({ who: clerk, kind: 'latrine', area: VILLAGE, at: at(0), set, place })
  const deliveries: Delivery[] = []
  const shoot = (when: number, label: 'pit' | 'tank' | 'finished'): void => {
    const picture = pictureOf(label)
    one.photo(clerk, when, label, picture)
    if (when < now - PICTURED) return
    deliveries.push({
      picture,
      room: roomFor(latrine, VILLAGE, clerk.person, at(0)),
      record: one.record,
      person: clerk.person,
    })
  }
  const hasTank = type !== 'sewer_flush'
  const tank: Fields = hasTank
    ? {
        tankKind: random.pick(['integrated', 'built']),
        effectiveVolume: 1.5 + Math.ceil(Number(familySize) / 3) * 0.5,
        effectiveDepth: 1.2,
        pipeOk: 'pass',
      }
    : {}
  const finished: Fields = {
    coverOk: 'pass',
    roomOk: 'pass',
    panOk: 'pass',
    oldRemoved: 'pass',
    ...(hasTank ? { ventOk: 'pass' } : {}),
    ...(type === 'double_urn' ? {} : { waterSaving: 'pass' }),
  }
  const steps: readonly (() => void)[] = [
    () => one.set(clerk, at(1), { latrineType: type }).move(clerk, at(1) + 1000, 'survey'),
    () =>
      one
        .set(clerk, at(2), { contractor: '示例施工队', contractorId: actor('contractor1').person })
        .move(clerk, at(2) + 1000, 'build'),
    () => {
      shoot(at(3), 'pit')
      one.set(clerk, at(3) + 1000, { siteOk: 'pass' }).move(clerk, at(3) + 2000, 'check_pit')
    },
    () => {
      shoot(at(4), 'tank')
      one.set(clerk, at(4) + 1000, { ...tank, leakTest: 'pass' }).move(clerk, at(4) + 2000, 'check_tank')
    },
    () => {
      shoot(at(5), 'finished')
      one.set(clerk, at(5) + 1000, finished).move(clerk, at(5) + 2000, 'check_finished')
    },
    () => one.set(inspector, at(6), { inUse: true }).move(inspector, at(6) + 1000, 'town_check'),
    () => {
      const sampled = random.next() < 0.15 ? 'inspected_pass' : 'not_sampled'
      one.set(reviewer, at(7), { sampled }).move(reviewer, at(7) + 1000, 'accept')
      settle(at(7) + HOUR, { latrineNow: 'harmless' })
    },
    () => {
      const subsidy = { province: 300, city: 300, district: 300, self: 200 + random.below(8) * 100 }
      one.set(clerk, at(8), { subsidy }).move(clerk, at(8) + 1000, 'publicise')
    },
    () => one.set(clerk, at(9) - HOUR, { handSign: SIGNED }).move(finance, at(9), 'pay'),
  ]
  for (const step of steps.slice(0, until)) step()
  // Most have signed by then; one or the other was not at home.
  const signs = at(8) + POSTED
  if (isPosted && signs < now && !String(fileNo).endsWith('7')) one.set(clerk, signs, { handSign: SIGNED })
  if (state === 'rectify') {
    const when = Math.min(at(5) + DAY, now - 10 * MINUTE)
    const rectifyDue = isoDate(now + (random.below(9) - 2) * DAY)
    one.set(inspector, when, { rectifyItems: '池盖未密封，通风管过短', rectifyDue })
    one.move(inspector, when + 1000, 'rectify', '两处不合格，改好后再报')
  }
  if (state === 'withdrawn') {
    const when = Math.min(at(1) + DAY, now - 10 * MINUTE)
    one.move(clerk, when, 'withdraw', '户主三年内搬迁，自愿退出')
    settle(when + MINUTE, { exclusion: 'move_3y' })
  }
  return deliveries
}

/** A drawn line, as the phone keeps a signature: an SVG path on 300 × 120. */
export const SIGNED = 'M40 70C60 30 80 30 90 70S120 100 140 60 170 40 190 72 230 90 262 50'
