import { DAY, HOUR, MINUTE } from '../clock.ts'
import type { PersonId } from '../ids.ts'
import type { FoldedRecord } from '../record/folded.ts'
import type { PlannedShift } from '../roster.ts'
import { MISSED_AFTER, startedAt } from './clock.ts'

/** Which shift somebody is in, or comes next, from what a phone holds. The phone's time zone plays no part. */

export type ShiftDay = {
  /** The shift that runs now. */
  readonly running?: FoldedRecord
  /** What is to be clocked in next: of today, or of a night that began yesterday. */
  readonly next?: PlannedShift
  /** Shifts of this working day that are over, the last one first. */
  readonly done: readonly FoldedRecord[]
  /** Shifts that nobody clocked out of, and planned ones that nobody clocked into: each wants a late clock (补卡). */
  readonly missed: readonly Missed[]
}
export type Missed =
  | { readonly type: 'out'; readonly shift: FoldedRecord }
  | { readonly type: 'in'; readonly planned: PlannedShift; readonly shift?: FoldedRecord }

/** So long before its start a shift is the next one. */
const EARLY = 3 * HOUR
/** So long a missed clock is shown. */
const SHOWN = 2 * DAY

const isOpen = ({ state }: FoldedRecord): boolean => state === 'on_duty' || state === 'on_break'
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

/** True if the record is the planned shift, also after a new publication moved it by an hour. */
export function isOf(record: FoldedRecord, planned: PlannedShift): boolean {
  const { workerId, date, plannedStart } = record.fields
  return (
    workerId === planned.person &&
    date === planned.date &&
    Math.abs((numberOf(plannedStart) ?? Number.NEGATIVE_INFINITY) - planned.start) <= 2 * HOUR
  )
}

/**
 * @param planned the person's planned shifts from yesterday to tomorrow
 * @param shifts the person's shift records
 * @param now ms UTC, as the server would say
 */
export function shiftDay(
  person: PersonId,
  planned: readonly PlannedShift[],
  shifts: readonly FoldedRecord[],
  now: number,
): ShiftDay {
  const own = shifts.filter(({ fields }) => fields['workerId'] === person)
  const plans = planned.filter((one) => one.person === person).toSorted((a, b) => a.start - b.start)
  const endOf = (record: FoldedRecord): number =>
    numberOf(record.fields['plannedEnd']) ?? (startedAt(record) ?? record.createdAt) + 12 * HOUR
  const open = own.filter(isOpen).toSorted((a, b) => (startedAt(b) ?? 0) - (startedAt(a) ?? 0))
  const running = open.find((record) => now <= endOf(record) + MISSED_AFTER)
  const begun = (one: PlannedShift) => own.find((record) => record.state !== 'planned' && isOf(record, one))
  const next = plans.find((one) => !begun(one) && one.start - EARLY <= now && now <= one.end)
  const later = plans.find((one) => !begun(one) && one.start > now && one.start - now <= DAY)
  const isRecent = (end: number): boolean => end + MISSED_AFTER < now && now - end <= SHOWN
  const missedOut = open.filter((record) => record !== running && now - endOf(record) <= SHOWN)
  const closedForHim = own.filter(
    (record) =>
      record.state === 'off_duty' &&
      record.chain.some(({ move }) => move === 'clock_out_missed') &&
      now - endOf(record) <= SHOWN,
  )
  const missedIn = plans.filter((one) => !begun(one) && isRecent(one.end))
  const comes = running ? undefined : (next ?? later)
  return {
    ...(running ? { running } : {}),
    ...(comes ? { next: comes } : {}),
    done: own
      .filter((record) => ['off_duty', 'confirmed'].includes(record.state) && now - endOf(record) <= 12 * HOUR)
      .toSorted((a, b) => (startedAt(b) ?? 0) - (startedAt(a) ?? 0)),
    missed: [
      ...[...missedOut, ...closedForHim].map((shift): Missed => ({ type: 'out', shift })),
      ...missedIn.map((one): Missed => {
        const shift = own.find((record) => record.state === 'planned' && isOf(record, one))
        return { type: 'in', planned: one, ...(shift ? { shift } : {}) }
      }),
    ],
  }
}

/** A minute of grace more than none: a plan of 05:30 is not missed at 05:30. */
export const MISSING_AFTER = 10 * MINUTE

/**
 * How somebody of a team stands now. `soon`: his shift has not begun; `free`: nothing is planned for him; `planned`: a
 * shift of today, where nobody is asked to clock in and so nobody is missing.
 */
export type Standing = 'on' | 'break' | 'missing' | 'leave' | 'absent' | 'soon' | 'planned' | 'off' | 'free'
export type MemberDay = {
  readonly person: PersonId
  readonly standing: Standing
  readonly planned?: PlannedShift
  readonly shift?: FoldedRecord
  /** Who takes his place. */
  readonly substitute?: PersonId
}

/**
 * The day of a team, in the order of its list: the shift that runs counts, else the one that should, else the last.
 * @param planned of the whole team, from yesterday to tomorrow
 * @param away true for who has an approved leave on that ISO date
 * @param asked false where the office asks nobody to clock in
 */
export function teamDay(
  team: readonly PersonId[],
  planned: readonly PlannedShift[],
  shifts: readonly FoldedRecord[],
  away: (person: PersonId, date: string) => boolean,
  now: number,
  asked = true,
): readonly MemberDay[] {
  return team.map((person) => {
    const own = shifts.filter(({ fields }) => fields['workerId'] === person)
    const day = shiftDay(person, planned, own, now)
    const plans = planned.filter((one) => one.person === person).toSorted((a, b) => a.start - b.start)
    const at = day.next ?? plans.find((one) => one.start - EARLY <= now && now <= one.end + MISSED_AFTER)
    const record = day.running ?? (at && own.find((one) => isOf(one, at))) ?? day.done[0]
    const substitute = at && planned.find((one) => one.substituteFor === person && one.date === at.date)?.person
    const stands = standingOf(record, at, at ? away(person, at.date) : false, now)
    const standing = !asked && (stands === 'missing' || stands === 'soon') ? 'planned' : stands
    return {
      person,
      standing,
      ...(at ? { planned: at } : {}),
      ...(record ? { shift: record } : {}),
      ...(substitute ? { substitute } : {}),
    }
  })
}

function standingOf(
  shift: FoldedRecord | undefined,
  planned: PlannedShift | undefined,
  away: boolean,
  now: number,
): Standing {
  if (shift?.state === 'on_duty') return 'on'
  if (shift?.state === 'on_break') return 'break'
  if (shift?.state === 'absent') return 'absent'
  if (shift?.state === 'leave') return 'leave'
  if (shift && shift.state !== 'planned') return 'off'
  if (away) return 'leave'
  if (!planned) return 'free'
  return now > planned.start + MISSING_AFTER ? 'missing' : 'soon'
}
