import { DAY, fromIsoDate, HOUR, MINUTE, shanghaiDate, startOfDay } from '../../domain/clock.ts'
import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import { asPerson } from '../../domain/ids.ts'
import type { Random } from '../../domain/random.ts'
import { KEYUAN, PANYUAN, SIBAO, VILLAGE } from './accounts.ts'
import { type Actor, actor } from './pen.ts'
import { leaderOf } from './staff.ts'
import type { Beginning, Story } from './story.ts'

type Tell = (beginning: Beginning) => Story

/** The golden figure of the article: of 290 ecological tasks 274 were done. */
const DONE = 274
const WHAT = [
  '清理沟渠垃圾',
  '补种裸露地块',
  '查看排污口',
  '清除露天堆放',
  '查看扬尘覆盖',
  '清理河岸漂浮物',
  '回收废旧薄膜',
  '劝止秸秆焚烧',
] as const

type Open = {
  readonly area: string
  readonly who: string
  readonly state: string
  readonly hours: number
  readonly dueIn: number
  readonly title: string
}
/** The 16 that are open: with whom, for how long, due in how many days. */
const OPEN: readonly Open[] = [
  { area: KEYUAN, who: 'cleaner1', state: 'dispatched', hours: 2, dueIn: 2, title: '清理世纪路绿化带内的塑料袋' },
  { area: KEYUAN, who: 'cleaner2', state: 'accepted', hours: 7, dueIn: 1, title: '清除公厕东侧露天堆放的枝条' },
  { area: KEYUAN, who: 'cleaner2', state: 'rework', hours: 40, dueIn: 1, title: '清理雨水口积叶' },
  { area: KEYUAN, who: 'toilet1', state: 'dispatched', hours: 20, dueIn: 3, title: '查看公厕化粪池是否外溢' },
  { area: KEYUAN, who: 'repair1', state: 'accepted', hours: 30, dueIn: 2, title: '封堵公厕后墙的散水口' },
  { area: KEYUAN, who: 'leader1', state: 'accepted', hours: 50, dueIn: 4, title: '清点辖区果皮箱破损' },
  { area: KEYUAN, who: 'repair2', state: 'rejected', hours: 22, dueIn: 3, title: '疏通路口雨水管' },
  { area: PANYUAN, who: 'police1', state: 'dispatched', hours: 4, dueIn: 5, title: '走访时提醒3号楼不在楼道堆物' },
  { area: PANYUAN, who: 'police2', state: 'accepted', hours: 28, dueIn: 2, title: '核对12号楼油烟投诉住户' },
  { area: VILLAGE, who: 'village1', state: 'accepted', hours: 26, dueIn: 3, title: '组织清理村东水塘漂浮物' },
  { area: VILLAGE, who: 'village1', state: 'dispatched', hours: 9, dueIn: 6, title: '核对本村秸秆堆放点' },
  { area: VILLAGE, who: 'river1', state: 'accepted', hours: 60, dueIn: 1, title: '清理河岸漂浮垃圾' },
  { area: VILLAGE, who: 'river1', state: 'rework', hours: 90, dueIn: 2, title: '补拍排污口标识' },
  { area: SIBAO, who: 'inspector1', state: 'dispatched', hours: 3, dueIn: 7, title: '抽查裸露地块覆盖情况' },
  { area: VILLAGE, who: 'light1', state: 'rejected', hours: 44, dueIn: 2, title: '拆除村口废弃灯杆' },
  { area: KEYUAN, who: 'contractor1', state: 'accepted', hours: 33, dueIn: 5, title: '清运公厕改造余土' },
]

/** 290 ecological tasks of this year: 274 done up to now over all streets, 16 open ones with people of the demo. */
export function addTasks(tell: Tell, now: number, random: Random): void {
  const streets = divisions.streets.map(({ code }) => code)
  // In January those of the last months count: the year has none yet.
  const year = Math.min(fromIsoDate(`${shanghaiDate(now).year}-01-01`) ?? now, startOfDay(now) - 120 * DAY)
  const last = startOfDay(now) - 2 * DAY
  for (let i = 0; i < DONE; i++) {
    const street = streets[i % streets.length] as string
    const day = startOfDay(last - ((last - year) * (DONE - 1 - i)) / DONE)
    const at = day + (8 + random.below(8)) * HOUR
    const leader: Actor = { person: asPerson(`p-${leaderOf(street)}`), role: 'team_leader' }
    const sender = actor(street === KEYUAN ? 'supervisor1' : 'district1')
    // The last ones are short, so that they are over by now.
    const fresh = day > startOfDay(now) - 9 * DAY
    const days = fresh ? 1 : 1 + random.below(5)
    const late = random.next() < 0.06 && !fresh
    const done = at + Math.floor((late ? days + 1 : days * (0.3 + 0.6 * random.next())) * DAY)
    const title = `${random.pick(WHAT)}（第${i + 1}件）`
    const one = dispatched(sender, leader, street, at, at + days * DAY, title)
    one.move(leader, at + (1 + random.below(9)) * HOUR, 'accept')
    one.set(leader, done, { result: '已清理，现场恢复' }).move(leader, done + 1000, 'finish')
    const looked = done + (4 + random.below(30)) * HOUR
    if (looked <= now) one.move(sender, looked, 'verify')
  }
  for (const { area, who, state, hours, dueIn, title } of OPEN) {
    const at = now - hours * HOUR
    const worker = actor(who)
    const sender = area.startsWith(KEYUAN) ? actor('supervisor1') : actor('district1')
    const one = dispatched(sender, worker, area, at, startOfDay(now) + dueIn * DAY + 18 * HOUR, title)
    const next = at + HOUR
    if (state === 'rejected') one.move(worker, next, 'refuse', '需要登高车，本班没有')
    if (state === 'accepted' || state === 'rework') one.move(worker, next, 'accept')
    if (state === 'rework') {
      one.set(worker, next + 5 * HOUR, { result: '已处理' }).move(worker, next + 5 * HOUR + 1000, 'finish')
      one.move(sender, next + 9 * HOUR, 'rework', '照片里还看得到残留，再清一次')
    }
  }

  function dispatched(sender: Actor, worker: Actor, area: string, at: number, dueAt: number, title: string): Story {
    const set = { title, category: 'ecology', source: 'plan', severity: 'low', assignee: worker.person, dueAt }
    return tell({ who: sender, kind: 'task', area, at, set }).move(sender, at + MINUTE / 2, 'dispatch')
  }
}
