import { DAY, isoDate, startOfDay } from '../../domain/clock.ts'
import type { RecordId } from '../../domain/ids.ts'
import type { Random } from '../../domain/random.ts'
import { KEYUAN } from './accounts.ts'
import type { Member, Team } from './crews.ts'
import type { Registered } from './facilities.ts'
import { type Course, courseOf, publishWeek, type Worker, workDay } from './shifts.ts'
import type { Beginning, Story } from './story.ts'
import { habitOf, mondayOf, plannedOn } from './work-plan.ts'

type Tell = (beginning: Beginning) => Story

/** Weeks before this one of which every day is there. */
const RECENT = 6
/** Fourteen months: of the weeks before those one day in four weeks is kept. */
const WEEKS = 61
/** Members of the first team of each other street whose past is told. */
const SAMPLE = 2
/** What befalls leader1's team today, by index; the two with an account have not begun. */
const TODAY: { readonly [index: number]: Course } = {
  0: 'not_there',
  1: 'not_there',
  4: 'not_there',
  6: 'leave',
  8: 'late',
}

/** A shift of leader1's team, for those who ask something of their leader about it. */
export type Worked = { readonly worker: Worker; readonly date: string; readonly course: Course; readonly story?: Story }

/**
 * Rosters and shifts of all crews: everybody from today to the end of next week, 科苑 this whole week, leader1's team and
 * some of each street over six weeks, and thinned over fourteen months.
 */
export function workWeeks(
  tell: Tell,
  teams: readonly Team[],
  facilities: readonly Registered[],
  trucks: ReadonlyMap<string, readonly RecordId[]>,
  now: number,
  random: Random,
): readonly Worked[] {
  const roads = Map.groupBy(
    facilities.filter(({ type }) => type === 'road'),
    ({ street }) => street,
  )
  const monday = mondayOf(now)
  const today = isoDate(now)
  const told: Worked[] = []
  for (const team of teams) {
    team.members.forEach((member, i) => {
      const worker = workerOf(member, roads.get(member.street) ?? [], trucks.get(member.street) ?? [], now)
      const own = member.leader === 'leader1'
      const kept =
        own || (member.street !== KEYUAN && i < SAMPLE && team === teams.find((one) => one.street === team.street))
      if (kept)
        for (let week = WEEKS; week > RECENT; week -= 4)
          live(worker, monday - week * 7 * DAY, own, [dateIn(monday - week * 7 * DAY, worker)])
      if (kept) for (let week = RECENT; week > 0; week--) live(worker, monday - week * 7 * DAY, own)
      live(worker, monday, own, kept || member.street === KEYUAN ? undefined : from(today, monday))
      live(worker, monday + 7 * DAY, own)
    })
  }
  return told

  function live(worker: Worker, week: number, own: boolean, dates?: readonly string[]): void {
    const roster = publishWeek(tell, worker, week, now, dates)
    for (let midnight = week; midnight < week + 7 * DAY && midnight <= now; midnight += DAY) {
      const day = plannedOn(worker.habit, midnight)
      if (!day || (dates && !dates.includes(day.date))) continue
      const luck = courseOf(random)
      const course = own && day.date === today ? (TODAY[worker.member.index] ?? 'worked') : luck
      const full = midnight >= startOfDay(now) - RECENT * 7 * DAY && own
      const story = workDay(tell, worker, day, roster, course, now, random, full)
      if (own) told.push({ worker, date: day.date, course, ...(story ? { story } : {}) })
    }
  }
}

const from = (date: string, monday: number): readonly string[] =>
  Array.from({ length: 7 }, (_, i) => isoDate(monday + i * DAY)).filter((day) => day >= date)

/** The one day of a thinned week: each person his own. */
function dateIn(monday: number, { member, habit }: Worker): string {
  const days = Array.from({ length: 7 }, (_, i) => plannedOn(habit, monday + i * DAY)).filter(
    (day) => day !== undefined,
  )
  return days[member.index % days.length]?.date ?? isoDate(monday)
}

/** A cleaner has one or two roads, a driver four. */
function workerOf(member: Member, roads: readonly Registered[], trucks: readonly RecordId[], now: number): Worker {
  const count = member.role === 'driver' ? 4 : 1 + (member.index % 2)
  const own = Array.from({ length: Math.min(count, roads.length) }, (_, i) => roads[(member.index + i) % roads.length])
  const truck = member.role === 'driver' ? trucks[member.index % trucks.length] : undefined
  const routeIds = own.flatMap((road) => (road ? [road.id] : []))
  return { member, habit: habitOf(member, now, routeIds, truck), at: middleOf(own[0]) }
}

/** A point of the road, in its middle. */
function middleOf(road: Registered | undefined): readonly [number, number] {
  const shape = road?.set['geometry'] as { readonly coordinates?: unknown } | undefined
  const points = (Array.isArray(shape?.coordinates) ? shape.coordinates : []).flat(2) as readonly number[]
  const i = Math.floor(points.length / 4) * 2
  return [points[i] ?? 118.05, points[i + 1] ?? 36.8]
}
