import { DAY, HOUR } from '../../domain/clock.ts'
import { asPerson, recordOf } from '../../domain/ids.ts'
import type { Random } from '../../domain/random.ts'
import type { Fields } from '../../domain/record/event.ts'
import { VILLAGE } from './accounts.ts'
import type { Diary } from './diary.ts'
import { founded } from './founded.ts'
import { addLatrine, type House } from './latrines.ts'
import { type Actor, actor, type Draft, type Pen } from './pen.ts'
import type { Delivery } from './pictures.ts'
import { plotsIn } from './plots.ts'
import type { Beginning, Story } from './story.ts'
import { clerkOf, neighbours } from './villages.ts'

type Tell = (beginning: Beginning) => Story

/** How many of the village's 180 latrines stand where. `paid` is over at once: the server takes them into service. */
const STANDING: readonly (readonly [state: string, count: number])[] = [
  ['in_service', 94],
  ['publicised', 16],
  ['accepted', 14],
  ['town_checked', 6],
  ['finished_checked', 8],
  ['tank_checked', 6],
  ['pit_checked', 6],
  ['building', 8],
  ['surveyed', 6],
  ['rectify', 6],
  ['withdrawn', 4],
  ['applied', 6],
]
/**
 * The golden figure of the article: 94 % of the households in the base have a harmless latrine. Of the 180 here 7 are
 * left out of the base and 49 are not done; with 727 of five other villages, 5 of them not done, that is 846 of 900.
 */
const EXCLUDED_APPLICANTS = 3
const OTHERS = { households: 727, notDone: 5 }

/** The rural households of six villages of 四宝山, and the latrines of one over all states. */
export function addVillages(diary: Diary, pen: Pen, tell: Tell, now: number, random: Random): readonly Delivery[] {
  const clerk = actor('village1')
  const states = STANDING.flatMap(([state, count]) => Array<string>(count).fill(state))
  const plots = plotsIn(VILLAGE, states.length)
  const houses = register(VILLAGE, clerk, states.length, (i): Fields => {
    const excluded = i >= states.length - EXCLUDED_APPLICANTS
    return { point: plots[i] as unknown as Fields, exclusion: excluded ? 'long_vacant' : 'none' }
  })
  const deliveries: Delivery[] = []
  houses.forEach((house, i) => {
    deliveries.push(...addLatrine(tell, house, states[i] as string, now, random, settle(house)))
  })

  let left = OTHERS.households
  neighbours.forEach((code, v) => {
    const count = Math.ceil(left / (neighbours.length - v))
    left -= count
    const who: Actor = { person: asPerson(`p-${clerkOf(code)}`), role: 'village_staff' }
    register(code, who, count, (i) => ({
      exclusion: 'none',
      latrineNow: i < OTHERS.notDone / neighbours.length ? 'dry_pit' : 'harmless',
    }))
  })
  return deliveries

  /** One file a household: made by the clerk, accepted by the town. */
  function register(village: string, who: Actor, count: number, more: (i: number) => Fields): readonly House[] {
    const at = founded(now) + 10 * HOUR
    const inspector = actor('inspector1')
    const made = Array.from({ length: count }, (_, i): Draft & { set: Fields } => {
      const before = random.pick(['dry_pit', 'dry_pit', 'open_pit', 'unqualified_flush', 'none'])
      const set: Fields = {
        fileNo: `${village.slice(-6)}-${String(i + 1).padStart(4, '0')}`,
        villageCode: village,
        headName: `示例农户${i + 1}`,
        phone: `100${30_000_000 + Number(village.slice(-3)) * 1000 + i}`,
        doorNo: `${1 + Math.floor(i / 12)}巷${1 + (i % 12)}号`,
        familySize: 1 + random.below(6),
        before,
        latrineNow: before,
        ...more(i),
      }
      return { ...pen.create(who, 'rural_household', village, at + i * 1000, set), set }
    })
    const page = { kind: 'rural_household', area: village, about: now }
    const accepted = made.map(({ id }) =>
      pen.move(inspector, recordOf(id), at + DAY, id, { move: 'accept', to: 'active' }),
    )
    diary.add({ ...page, who, at: at + HOUR, drafts: made.map(({ id, event }) => ({ id, event })) })
    diary.add({ ...page, who: inspector, at: at + DAY, drafts: accepted })
    return made.map(({ id, set }, i) => ({ id: recordOf(id), last: (accepted[i] as Draft).id, set }))
  }

  /** What the latrine's course says about the household: what it has now, or that it is out of the base. */
  function settle(house: House) {
    return (at: number, fields: Fields): void => {
      const draft = pen.edit(clerk, house.id, at, house.last, fields)
      diary.add({ who: clerk, kind: 'rural_household', area: VILLAGE, at, about: now, drafts: [draft] })
    }
  }
}
