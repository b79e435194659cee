import { DAY, HOUR, isoDate, shanghaiDate, startOfDay } from '../../domain/clock.ts'
import { toiletProject } from '../../domain/kinds/toilet-project.ts'
import { seeded } from '../../domain/random.ts'
import type { Fields } from '../../domain/record/event.ts'
import { roomFor } from '../../domain/room/names.ts'
import { KEYUAN, SIBAO } from './accounts.ts'
import type { Registered } from './facilities.ts'
import { SIGNED } from './latrines.ts'
import { actor } from './pen.ts'
import { type Delivery, pictureOf } from './pictures.ts'
import type { Beginning, Story } from './story.ts'

type Tell = (beginning: Beginning) => Story
type State = (typeof toiletProject)['states'][number]['id']

/** The golden figures of the article: 8 toilets built or rebuilt, 16 mended from the ground up. */
const BUILT = ['new', 'rebuild', 'rebuild', 'extend', 'new', 'rebuild', 'rebuild', 'new'] as const
const OVERHAULED = 16
/** What is under way: in which street, how far, begun and due in how many days. */
const RUNNING: readonly {
  readonly street: string
  readonly state: State
  readonly began: number
  readonly due: number
  readonly name: string
  readonly type: string
}[] = [
  { street: KEYUAN, state: 'building', began: 34, due: 21, name: '潘苑公园公厕', type: 'new' },
  { street: KEYUAN, state: 'approved', began: 6, due: 75, name: '世纪路南口公厕', type: 'rebuild' },
  { street: KEYUAN, state: 'accept_pending', began: 40, due: 12, name: '科苑广场公厕', type: 'extend' },
  { street: KEYUAN, state: 'rectify', began: 41, due: 14, name: '体育场西门公厕', type: 'overhaul' },
  { street: SIBAO, state: 'suspended', began: 30, due: 40, name: '四宝山集市公厕', type: 'new' },
  { street: SIBAO, state: 'planned', began: 2, due: 120, name: '四宝山北村公厕', type: 'new' },
]
const CHECKS = ['地基和排水坡度', '主体和防水', '洁具和无障碍设施'] as const
/** Steps further back than this have no picture any more that could be looked at. */
const PICTURED = 100 * DAY
const SEED = 20_261_126

/**
 * Public toilets built, rebuilt and mended from the ground up in two streets: 24 in use since this year, and those under
 * way, from the plan to the acceptance. Gives the pictures that their builders still have to hand in.
 */
export function addProjects(tell: Tell, facilities: readonly Registered[], now: number): readonly Delivery[] {
  const random = seeded(SEED)
  const deliveries: Delivery[] = []
  const toilets = facilities.filter(({ type, street }) => type === 'toilet' && (street === KEYUAN || street === SIBAO))
  const year = shanghaiDate(now).year
  let n = 0
  toilets.slice(0, BUILT.length + OVERHAULED).forEach((toilet, i) => {
    const opened = startOfDay(now) - (18 + i * 12) * DAY
    const began = opened - (60 + random.below(40)) * DAY
    write(toilet, String(toilet.set['name']), BUILT[i] ?? 'overhaul', 'open', began, opened - 8 * DAY)
  })
  RUNNING.forEach(({ street, state, began, due, name, type }, i) => {
    const beside = toilets.filter((one) => one.street === street)[i] as Registered
    write(beside, name, type, state, startOfDay(now) - began * DAY, startOfDay(now) + due * DAY)
  })
  return deliveries

  function write(toilet: Registered, name: string, type: string, state: State, began: number, due: number): void {
    const { street } = toilet
    const isKeyuan = street === KEYUAN
    const [planner, builder] = [
      actor(isKeyuan ? 'supervisor1' : 'inspector1'),
      actor(isKeyuan ? 'contractor1' : 'contractor2'),
    ]
    const [district, reviewer] = [actor('district1'), actor('accept1')]
    const [lon, lat] = (toilet.set['geometry'] as { readonly coordinates: readonly [number, number] }).coordinates
    const from = began + 9 * HOUR
    const until = Math.min(due, now) - HOUR
    /** The n-th of twenty moments between the beginning and the end. */
    const at = (share: number): number => Math.floor(from + ((until - from) * share) / 20)
    const room = roomFor(toiletProject, street, planner.person, from)
    const projectNo = `${year}-GC-${String(++n).padStart(3, '0')}`
    const one = tell({
      who: planner,
      kind: 'toilet_project',
      area: street,
      at: from,
      set: { projectNo, projectType: type, name },
    })
    const shoot = (when: number, label: string, drawn: 'pit' | 'tank' | 'finished'): void => {
      const picture = pictureOf(drawn)
      one.photo(builder, when, label, picture)
      if (when >= now - PICTURED) deliveries.push({ picture, room, record: one.record, person: builder.person })
    }
    const check = (i: number): Fields => ({
      at: at(6 + i * 2),
      by: (i === 1 ? district : reviewer).person,
      content: CHECKS[i] as string,
      found: i === 1 ? '女侧门框打胶不严，已当场改好' : '无',
    })
    if (state === 'planned') return
    one.set(district, at(1), {
      point: { lat, lon },
      area: 40 + random.below(50),
      landMethod: '划拨',
      stallsPlanned: { male: 4, female: 6, third: 1 },
      plannedFinish: isoDate(due),
      funds: { province: 10, city: 8, district: 12 + random.below(10), other: 0 },
      stage: 'approval',
      contractor: isKeyuan ? '示例建设公司' : '示例安装公司',
      contractorId: builder.person,
    })
    one.move(district, at(1) + 1000, 'approve')
    if (state === 'approved') return
    shoot(at(2), 'before', 'pit')
    one.set(builder, at(2) + 1000, { startAt: isoDate(at(2)), progress: 5, stage: 'start' })
    one.move(builder, at(2) + 2000, 'start')
    shoot(at(5), 'during', 'tank')
    one.set(builder, at(5) + 1000, { progress: 40, stage: 'structure' })
    one.set(reviewer, at(6), { checks: [check(0)] })
    if (state === 'suspended') {
      one.move(builder, at(16), 'suspend', '气温连续低于 5 度，停止砌筑和防水')
      return
    }
    one.set(district, at(8), { checks: [check(0), check(1)] })
    one.set(builder, at(9), { progress: 70, stage: 'fitout' })
    if (state === 'building') return
    one.set(reviewer, at(10), { checks: [0, 1, 2].map(check) })
    shoot(at(13), 'after', 'finished')
    const done = { finishAt: isoDate(at(13)), progress: 100, stage: 'accept', keeper: true, signContractor: SIGNED }
    one.set(builder, at(13) + 1000, done).move(builder, at(13) + 2000, 'request_accept')
    if (state === 'accept_pending') return
    if (state === 'rectify') {
      one.set(reviewer, at(15), { rectifyList: '1 第三卫生间缺紧急呼叫按钮\n2 坡道扶手少一侧' })
      one.move(reviewer, at(15) + 1000, 'rectify', '两处不合格，改好后再报')
      return
    }
    one.set(reviewer, at(17), { acceptScore: 84 + random.below(14), signDistrict: SIGNED, paid: 20 + random.below(8) })
    one.move(reviewer, at(17) + 1000, 'accept')
    one.set(district, at(19), { assetId: toilet.id, stage: 'open' }).move(district, at(19) + 1000, 'open')
  }
}
