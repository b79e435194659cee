import { DAY, HOUR, isoDate, MINUTE, startOfDay } from '../../domain/clock.ts'
import type { RecordId } from '../../domain/ids.ts'
import type { Random } from '../../domain/random.ts'
import type { Fields, Place, Value } from '../../domain/record/event.ts'
import { KEYUAN } from './accounts.ts'
import { leaderActor, type Member, memberActor } from './crews.ts'
import { type Actor, actor } from './pen.ts'
import type { Beginning, Story } from './story.ts'
import { dayRows, type Habit, type Planned, plannedOn } from './work-plan.ts'

type Tell = (beginning: Beginning) => Story
/** Somebody with his habit, and a point on his road. */
export type Worker = {
  readonly member: Member
  readonly habit: Habit
  readonly at: readonly [lon: number, lat: number]
}

/** A week of one person as his leader laid it down on the Thursday before; only `dates`, if they are given. */
export function publishWeek(
  tell: Tell,
  { member, habit }: Worker,
  monday: number,
  now: number,
  dates?: readonly string[],
): RecordId {
  const leader = leaderActor(member.leader)
  const { person } = memberActor(member)
  const planned = Array.from({ length: 7 }, (_, i) => plannedOn(habit, monday + i * DAY)).filter(
    (day) => day !== undefined && (dates?.includes(day.date) ?? true),
  ) as readonly Planned[]
  // On the Thursday before, or today, if that is still to come.
  const at = Math.min(monday - 4 * DAY + 15 * HOUR, now - 2 * HOUR) + (member.index % 60) * MINUTE
  const set = { personId: person, weekStart: isoDate(monday), days: dayRows(habit, planned), breakMin: 60 }
  const entry = tell({ who: leader, kind: 'roster_entry', area: member.street, at, about: monday, owner: person, set })
  return entry.move(leader, at + 20 * MINUTE, 'publish').record
}

/** What became of a day. `full`: with its break, as the last weeks have it; further back the ends of a day must do. */
export type Course = 'worked' | 'late' | 'unclocked' | 'absent' | 'leave' | 'not_there'
export function courseOf(random: Random): Course {
  const luck = random.next()
  if (luck < 0.9) return 'worked'
  if (luck < 0.95) return 'late'
  if (luck < 0.965) return 'unclocked'
  return luck < 0.985 ? 'leave' : 'absent'
}

/** Works one day up to `now`: clocks, break, and the leader's word on it. Undefined for a day that has no record yet. */
export function workDay(
  tell: Tell,
  worker: Worker,
  day: Planned,
  roster: RecordId,
  course: Course,
  now: number,
  random: Random,
  full: boolean,
): Story | undefined {
  const { member, habit } = worker
  const who = memberActor(member)
  const leader = leaderActor(member.leader)
  const set: Fields = {
    workerId: who.person,
    date: day.date,
    rosterId: roster,
    shiftType: day.shiftType,
    plannedStart: day.start,
    plannedEnd: day.end,
    mode: habit.mode,
    routeIds: habit.routeIds,
    ...(habit.truckId ? { truckId: habit.truckId } : {}),
  }
  const begin = (author: Actor, at: number, more: Fields, place?: Place): Story =>
    tell({
      who: author,
      kind: 'shift',
      area: member.street,
      at,
      owner: who.person,
      set: { ...set, ...more },
      ...(place ? { place } : {}),
    })
  const decided = confirmedAt(day.end)
  if (course === 'absent' || course === 'leave') {
    if (course === 'leave' || decided > now) return undefined
    return begin(leader, decided, {}).move(leader, decided + 1000, 'mark_absent', '全天未到岗，电话联系不上')
  }
  const came =
    day.start + (course === 'late' ? 8 + random.below(25) : random.below(13) - 10) * MINUTE + random.below(60) * 1000
  if (course === 'not_there' || came > now - MINUTE) return undefined
  const clocks: Value[] = []
  const clock = (clockType: string, at: number): Fields => {
    const [lon, lat] = near(worker.at, random)
    clocks.push({ clockType, at, place: { lat, lon }, by: who.person, routeId: habit.routeIds[0] ?? null })
    return { events: [...clocks] }
  }
  const [lon, lat] = near(worker.at, random)
  const place: Place = { lat, lon, acc: 6 + random.below(18), fixAt: came, source: 'gps' }
  const story = begin(who, came, clock('in', came), place).move(who, came + 1000, 'clock_in')
  const pause = day.start + 3.5 * HOUR + random.below(40) * MINUTE
  const back = pause + (40 + random.below(25)) * MINUTE
  if (full && pause <= now) story.set(who, pause, clock('break_start', pause)).move(who, pause + 1000, 'start_break')
  if (full && back <= now) story.set(who, back, clock('break_end', back)).move(who, back + 1000, 'end_break')
  const left = day.end + random.below(14) * MINUTE
  if (course === 'unclocked') {
    const proxy = day.end + HOUR
    if (proxy > now) return story
    story
      .set(leader, proxy, { events: [...clocks, { clockType: 'out', at: day.end, by: leader.person }] })
      .move(leader, proxy + 1000, 'clock_out_proxy', '本人漏打卡，到场核实过')
    // Who clocked somebody out does not confirm it: on the next day the supervisor does.
    const supervisor = actor(member.street === KEYUAN ? 'supervisor1' : 'district1')
    return decided + DAY <= now ? story.move(supervisor, decided + DAY, 'confirm') : story
  }
  if (left > now) return story
  story.set(who, left, clock('out', left)).move(who, left + 1000, 'clock_out')
  if (decided <= now) story.move(leader, decided, 'confirm')
  return story
}

/** The leader confirms in bulk: at six in the evening, or at half past eight on the next morning. */
function confirmedAt(end: number): number {
  const evening = startOfDay(end) + 18 * HOUR
  if (end + 15 * MINUTE <= evening) return evening
  return startOfDay(end) + DAY + 8.5 * HOUR
}

/** Some metres beside a point. */
function near([lon, lat]: readonly [number, number], random: Random): readonly [number, number] {
  const off = () => (random.next() - 0.5) * 0.0006
  return [Math.round((lon + off()) * 1e6) / 1e6, Math.round((lat + off()) * 1e6) / 1e6]
}
