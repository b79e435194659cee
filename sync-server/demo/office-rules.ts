import { DAY, isoDate, shanghaiDate, startOfDay } from '../../domain/clock.ts'
import { asPerson } from '../../domain/ids.ts'
import type { OfficeRule } from '../../domain/office-rules.ts'
import type { Rules } from '../people/rules.ts'
import { KEYUAN } from './accounts.ts'
import type { Registered } from './facilities.ts'
import { founded } from './founded.ts'
import { programmeLanes } from './lanes.ts'

/** Since so many days 科苑 checks each toilet in each window of a day; the other streets for a few days. */
export const RECENT_DAYS = 42
export const OTHERS_DAYS = 4
/** Streets that looked at their best toilets once a week before that; the others wrote nothing down. */
const BEFORE = [KEYUAN, '370303001', '370303003', '370303006', '370303105']
const DAY_OF_WEEK = { name: 'wed', number: 3 }
const WHOLE_DAY = [{ from: '06:00', to: '22:00' }]

/** The midnights of the days on which the rhythm changed. */
const changes = (now: number) => ({
  recent: startOfDay(now) - (RECENT_DAYS - 1) * DAY,
  others: startOfDay(now) - (OTHERS_DAYS - 1) * DAY,
})

/** True if a toilet was to be looked at once on the day that begins at `midnight`, by the rules below. */
export function isWeekly(toilet: Registered, midnight: number, now: number): boolean {
  const { recent, others } = changes(now)
  if (shanghaiDate(midnight).weekday !== DAY_OF_WEEK.number) return false
  if (midnight < recent) return BEFORE.includes(toilet.street) && toilet.set['toiletClass'] === 'c1'
  return toilet.street !== KEYUAN && midnight < others
}

/**
 * How often toilets were to be checked before the standing windows: figures of the past ask for what was due then. All
 * of them have ended.
 */
export function addOfficeRules(rules: Rules, now: number): void {
  const { recent, others } = changes(now)
  const begin = founded(now)
  const lay = (
    n: number,
    from: number,
    to: number,
    rule: Pick<OfficeRule, 'name' | 'areas' | 'reason'> & Partial<OfficeRule>,
  ) =>
    rules.put({
      id: `demo-rule-${n}`,
      rule: 'toilet_windows',
      ruleType: 'check_window',
      kind: 'toilet_check',
      validFrom: isoDate(from),
      validTo: isoDate(to - DAY),
      by: asPerson('p-district1'),
      at: begin + n * 1000,
      ...rule,
    })
  lay(1, begin, recent, {
    name: '公厕：未上线的不计',
    areas: ['370303'],
    windows: [],
    reason: '示例：上线前只有五个街道记台账',
  })
  lay(2, begin, recent, {
    name: '一类公厕每周三查一次',
    areas: BEFORE,
    subjects: {
      all: [
        { field: 'assetType', is: 'toilet' },
        { field: 'toiletClass', is: 'c1' },
      ],
    },
    windows: WHOLE_DAY,
    weekdays: [DAY_OF_WEEK.name],
    reason: '示例：试点街道先从一类公厕做起',
  })
  lay(3, recent, others, {
    name: '公厕每周三查一次',
    areas: ['370303'],
    windows: WHOLE_DAY,
    weekdays: [DAY_OF_WEEK.name],
    reason: '示例：全区上线，先每周一次',
  })
  rules.put({
    id: 'demo-rule-lanes',
    rule: 'lanes_47',
    name: '巷巷亮：47个名单村',
    ruleType: 'programme',
    kind: 'lane_light',
    areas: programmeLanes().map(({ unit }) => unit),
    validFrom: isoDate(begin),
    reason: '示例：名单按文章里的数，村是随意挑的',
    by: asPerson('p-district1'),
    at: begin,
  })
  lay(4, recent, others, {
    name: '公厕一天三查',
    areas: [KEYUAN],
    windows: [
      { from: '06:00', to: '10:00' },
      { from: '10:00', to: '16:00' },
      { from: '16:00', to: '22:00' },
    ],
    reason: '示例：科苑街道先按三个时段查',
  })
}
