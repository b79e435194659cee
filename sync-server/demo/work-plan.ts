import { DAY, HOUR, isoDate, MINUTE, shanghaiDate, startOfDay } from '../../domain/clock.ts'
import type { RecordId } from '../../domain/ids.ts'
import type { Fields } from '../../domain/record/event.ts'
import { KEYUAN } from './accounts.ts'
import type { Member } from './crews.ts'

/** A day of work as the roster has it. Times in ms UTC. */
export type Planned = {
  readonly date: string
  readonly shiftType: string
  readonly start: number
  readonly end: number
}
/** How somebody works: the same hours each day, one day a week off. */
export type Habit = {
  readonly shiftType: string
  /** From midnight (ms); a shift over midnight ends on the next day. */
  readonly from: number
  readonly to: number
  /** ISO weekday. */
  readonly off: number
  readonly mode: string
  readonly routeIds: readonly RecordId[]
  readonly truckId?: RecordId
}

const HOURS: { readonly [shiftType: string]: readonly [from: number, to: number] } = {
  early: [5, 13],
  day: [8, 17],
  late: [13, 21],
  night: [21, 29],
}
const SHIFT = 8 * HOUR
/** Most sweep early in the morning. */
const MOST = ['early', 'early', 'early', 'early', 'early', 'early', 'day', 'late', 'late', 'night'] as const

const typeAt = (hour: number): string => (hour >= 5 && hour < 13 ? 'early' : hour >= 13 && hour < 21 ? 'late' : 'night')

/**
 * The habit of one member. leader1's team is alive at whatever hour the demo is begun: two with an account begin within
 * the hour, ten work just now.
 */
export function habitOf(member: Member, now: number, routeIds: readonly RecordId[], truckId?: RecordId): Habit {
  const { weekday, hour } = shanghaiDate(now)
  const rest = { routeIds, mode: modeOf(member), ...(truckId ? { truckId } : {}) }
  const hours = (shiftType: string, off: number): Habit => {
    const [from, to] = HOURS[shiftType] ?? [5, 13]
    return { shiftType, from: from * HOUR, to: to * HOUR, off, ...rest }
  }
  if (member.street !== KEYUAN || member.leader !== 'leader1') {
    return hours(MOST[member.index % MOST.length] as string, 1 + (member.index % 7))
  }
  // Nobody of this team has his day off today.
  const off = 1 + ((weekday + (member.index % 6)) % 7)
  const current = typeAt(hour)
  if (member.index < 2) {
    const from = (Math.ceil((now + 10 * MINUTE - startOfDay(now)) / (30 * MINUTE)) * 30 * MINUTE) % DAY
    return { ...hours(typeAt(Math.floor(from / HOUR)), off), from, to: from + SHIFT }
  }
  const next = { early: 'late', late: 'night', night: 'early' }[current] ?? 'early'
  return hours(member.index < 12 ? current : next, off)
}

function modeOf({ role, index }: Member): string {
  if (role === 'driver') return index % 3 === 0 ? 'sprinkler' : 'sweeper'
  return index % 4 === 3 ? 'trike' : 'walking'
}

/** What is planned on the day that begins at `midnight`; undefined on the day off. */
export function plannedOn(habit: Habit, midnight: number): Planned | undefined {
  if (shanghaiDate(midnight).weekday === habit.off) return undefined
  return {
    date: isoDate(midnight),
    shiftType: habit.shiftType,
    start: midnight + habit.from,
    end: midnight + habit.to,
  }
}

/** Midnight of the Monday of the week that `at` lies in. */
export const mondayOf = (at: number): number => startOfDay(at) - (shanghaiDate(at).weekday - 1) * DAY

/** The rows of a roster entry. */
export const dayRows = (habit: Habit, days: readonly Planned[]): readonly Fields[] =>
  days.map((day) => ({
    ...day,
    mode: habit.mode,
    routeIds: habit.routeIds,
    ...(habit.truckId ? { truckId: habit.truckId } : {}),
  }))
