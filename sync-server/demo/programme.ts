import { DAY, HOUR, shanghaiDate } from '../../domain/clock.ts'
import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import { asPerson, type RecordId, recordOf } from '../../domain/ids.ts'
import { seeded } from '../../domain/random.ts'
import type { Fields } from '../../domain/record/event.ts'
import { KEYUAN, SIBAO } from './accounts.ts'
import type { Diary } from './diary.ts'
import { founded } from './founded.ts'
import { SIGNED } from './latrines.ts'
import { type Actor, actor, type Draft, penOf } from './pen.ts'
import { HEIGHT, pictureOf, WIDTH } from './pictures.ts'
import type { Staff } from './staff.ts'
import { clerkOf } from './villages.ts'

/**
 * The years before this office wrote on phones: their files were entered from paper, village by village, a few days
 * each. With the 124 of village1's village 3,700 latrines are accepted; with the households of the six villages of
 * 四宝山 4,512 of 4,800 in the base, 94.0 %, have a harmless one, some of them without the programme.
 */
const LATRINES = 3576
const HOUSEHOLDS = { harmless: 3666, sanitary: 76, none: 158 }
/** Not in one of these: 四宝山 has its six villages. */
const ELSEWHERE = [KEYUAN, SIBAO]
/** So many villages are behind with their money: the list is posted, and not more. */
const UNPAID = 4
/** Of so many the town asked for a rectification. */
const RECTIFIED = 0.07

const SEED = 20_261_127

type Village = { readonly code: string; readonly street: string }

/** Every second village of the towns beside 四宝山. */
export const programmeVillages: readonly Village[] = divisions.streets
  .filter(({ code }) => !ELSEWHERE.includes(code))
  .flatMap((street) =>
    street.units
      .filter(({ kind }) => kind === 'villagers_committee')
      .map(({ code }): Village => ({ code, street: street.code })),
  )
  .filter((_, i) => i % 2 === 0)

const streets = [...new Set(programmeVillages.map(({ street }) => street))]
const inspectorOf = (street: string): string => `inspector-${street}`
const financeOf = (street: string): string => `finance-${street}`

/** Whoever entered the files: clerks of the villages, inspectors and paymasters of the towns. */
export const programmeStaff = (named: (n: number) => string): readonly Staff[] => [
  ...programmeVillages.map(({ code }, i) => ({
    account: clerkOf(code),
    name: `村${named(i + 11)}`,
    role: 'village_staff',
    areas: [code],
  })),
  ...streets.flatMap((street, i) => [
    { account: inspectorOf(street), name: `核${named(i + 1)}`, role: 'town_inspector', areas: [street] },
    { account: financeOf(street), name: `付${named(i + 1)}`, role: 'finance', areas: [street] },
  ]),
]

const of = (account: string, role: string): Actor => ({ person: asPerson(`p-${account}`), role })

/** The files of the older years: households, their latrines with every step, few and large pages. */
export function addProgramme(diary: Diary, now: number): void {
  const random = seeded(SEED)
  const pen = penOf(random)
  const count = programmeVillages.length
  const share = (total: number, v: number): number =>
    Math.floor((total * (v + 1)) / count) - Math.floor((total * v) / count)
  programmeVillages.forEach((village, v) => {
    const clerk = of(clerkOf(village.code), 'village_staff')
    const inspector = of(inspectorOf(village.street), 'town_inspector')
    const finance = of(financeOf(village.street), 'finance')
    // Two villages a day, all in the first months of the office.
    const began = founded(now) + (3 + Math.floor(v / 2)) * DAY + 9 * HOUR
    const latrines = [
      ...Array<string>(share(HOUSEHOLDS.harmless, v)).fill('harmless'),
      ...Array<string>(share(HOUSEHOLDS.sanitary, v)).fill('sanitary'),
      ...Array<string>(share(HOUSEHOLDS.none, v)).fill('dry_pit'),
    ]
    const houses = register(village.code, clerk, inspector, began, latrines)
    upgrade(village, clerk, inspector, finance, began + 2 * DAY, houses.slice(0, share(LATRINES, v)), v >= UNPAID)
  })

  function register(
    village: string,
    clerk: Actor,
    inspector: Actor,
    at: number,
    states: readonly string[],
  ): readonly { readonly id: RecordId; readonly set: Fields }[] {
    const made = states.map((latrineNow, i): Draft & { readonly set: Fields } => {
      const set: Fields = {
        fileNo: `${village.slice(-6)}-${String(i + 1).padStart(4, '0')}`,
        villageCode: village,
        headName: `示例农户${i + 1}`,
        phone: `100${50_000_000 + Number(village.slice(-6)) * 10 + i}`.slice(0, 11),
        doorNo: `${1 + Math.floor(i / 12)}巷${1 + (i % 12)}号`,
        familySize: 1 + random.below(6),
        before: latrineNow === 'dry_pit' ? 'dry_pit' : random.pick(['dry_pit', 'dry_pit', 'open_pit', 'none']),
        exclusion: 'none',
        latrineNow,
      }
      return { ...pen.create(clerk, 'rural_household', village, at + i * 20_000, set), set }
    })
    const page = { kind: 'rural_household', area: village, about: now }
    const accepted = made.map(({ id }, i) =>
      pen.move(inspector, recordOf(id), at + DAY + i * 5000, id, { move: 'accept', to: 'active' }),
    )
    diary.add({ ...page, who: clerk, at: at + HOUR, drafts: made.map(({ id, event }) => ({ id, event })) })
    diary.add({ ...page, who: inspector, at: at + DAY + HOUR, drafts: accepted })
    return made.map(({ id, set }) => ({ id: recordOf(id), set }))
  }

  function upgrade(
    { code }: Village,
    clerk: Actor,
    inspector: Actor,
    finance: Actor,
    at: number,
    houses: readonly { readonly id: RecordId; readonly set: Fields }[],
    paid: boolean,
  ): void {
    const reviewer = actor('accept1')
    const season = shanghaiDate(at).year - 1 - random.below(2)
    const pages = new Map<string, { readonly who: Actor; readonly drafts: Draft[] }>()
    const write = (page: string, who: Actor, draft: Draft): void => {
      const known = pages.get(page) ?? { who, drafts: [] }
      pages.set(page, known)
      known.drafts.push(draft)
    }
    houses.forEach((house, i) => {
      const entered = at + i * 60_000
      const made = pen.create(clerk, 'latrine', code, entered, fieldsOf(house, season, i))
      const record = recordOf(made.id)
      let last = made
      write('1', clerk, made)
      const step = (page: string, who: Actor, when: number, move: string, to: string, note?: string): void => {
        last = pen.move(who, record, when, last.id, { move, to, ...(note ? { note } : {}) })
        write(page, who, last)
      }
      for (const label of ['pit', 'tank', 'finished'] as const) {
        const { sha256, bytes } = pictureOf(label)
        write(
          '1',
          clerk,
          pen.photo(clerk, record, entered + 1000, { sha256, bytes, label, width: WIDTH, height: HEIGHT }),
        )
      }
      for (const [n, [move, to]] of VILLAGE_STEPS.entries()) step('1', clerk, entered + (n + 2) * 1000, move, to)
      const soon = i * 1000
      if (random.next() < RECTIFIED) {
        const set = { rectifyItems: '通风管过短', rectifyDue: `${season}-12-20` }
        last = pen.edit(inspector, record, at + 3 * HOUR + soon, last.id, set)
        write('2', inspector, last)
        step('2', inspector, at + 3 * HOUR + soon + 500, 'rectify', 'rectify', '一处不合格，改好后再报')
        step('3', clerk, at + 4 * HOUR + soon, 'rectified', 'finished_checked')
      }
      step('4', inspector, at + 5 * HOUR + soon, 'town_check', 'town_checked')
      step('5', reviewer, at + 6 * HOUR + soon, 'accept', 'accepted')
      step('6', clerk, at + 7 * HOUR + soon, 'publicise', 'publicised')
      if (paid) step('7', finance, at + 20 * DAY + soon, 'pay', 'paid')
    })
    for (const { who, drafts } of pages.values()) {
      const sent = (drafts.at(-1) as Draft).event.at
      diary.add({ who, kind: 'latrine', area: code, at: sent, about: at, drafts })
    }
  }

  function fieldsOf(house: { readonly id: RecordId; readonly set: Fields }, season: number, i: number): Fields {
    const { villageCode, fileNo, familySize, exclusion, before } = house.set
    const type = random.pick(TYPES)
    const hasTank = type !== 'sewer_flush'
    const tank: Fields = hasTank
      ? {
          tankKind: random.pick(['integrated', 'built']),
          effectiveVolume: 1.5 + Math.ceil(Number(familySize) / 3) * 0.5,
          effectiveDepth: 1.2,
          pipeOk: 'pass',
          ventOk: 'pass',
        }
      : {}
    return {
      householdId: house.id,
      season,
      ...({ villageCode, fileNo, familySize, exclusion, before } as Fields),
      latrineType: type,
      contractor: '示例施工队',
      siteOk: 'pass',
      ...tank,
      leakTest: 'pass',
      coverOk: 'pass',
      roomOk: 'pass',
      panOk: 'pass',
      oldRemoved: 'pass',
      ...(type === 'double_urn' ? {} : { waterSaving: 'pass' }),
      inUse: true,
      sampled: i % 8 === 3 ? 'inspected_pass' : 'not_sampled',
      subsidy: { province: 300, city: 300, district: 300, self: 200 + random.below(8) * 100 },
      handSign: SIGNED,
    }
  }
}

const TYPES = ['three_compartment', 'three_compartment', 'three_compartment', 'double_urn', 'sewer_flush'] as const
const VILLAGE_STEPS = [
  ['survey', 'surveyed'],
  ['build', 'building'],
  ['check_pit', 'pit_checked'],
  ['check_tank', 'tank_checked'],
  ['check_finished', 'finished_checked'],
] as const
