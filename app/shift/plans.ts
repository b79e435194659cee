import { type Accessor, createMemo } from 'solid-js'
import { DAY, isoDate } from '../../domain/clock.ts'
import { asPerson } from '../../domain/ids.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { type PlannedShift, plannedShifts } from '../../domain/roster.ts'
import { type ShiftDay, shiftDay } from '../../domain/shift/day.ts'
import { switchOn } from '../../domain/switches.ts'
import { plainRecords } from '../state/agenda.ts'
import type { Phone } from '../state/phone.ts'
import { CREW } from './crew.ts'

/** Shifts, rosters and requests of the rooms that this phone holds, and what is planned from yesterday to tomorrow. */
export type Worklist = {
  readonly ofKind: (kind: string) => readonly FoldedRecord[]
  readonly planned: Accessor<readonly PlannedShift[]>
  /** ms UTC as the server would say: a phone whose clock is wrong is shown the right shift. */
  readonly at: Accessor<number>
}

export function createWorklist(phone: Phone, now: Accessor<number>): Worklist {
  const at = (): number => {
    now()
    return phone.serverNow()
  }
  const day = createMemo(() => isoDate(at()))
  const byKind = createMemo(() =>
    Map.groupBy(
      plainRecords(phone).map((local) => local.record),
      ({ kind }) => kind,
    ),
  )
  const ofKind = (kind: string): readonly FoldedRecord[] => byKind().get(kind) ?? []
  const planned = createMemo(() => {
    const midnight = Date.parse(`${day()}T00:00:00+08:00`)
    return plannedShifts(
      ofKind('roster_entry'),
      isoDate(midnight - DAY),
      isoDate(midnight + DAY),
      ofKind('swap_request'),
    )
  })
  return { ofKind, planned, at }
}

/** The working day of whoever holds this phone. */
export function createOwnDay(phone: Phone, list: Worklist): Accessor<ShiftDay> {
  const me = asPerson(phone.me.person.id)
  return createMemo(() => shiftDay(me, list.planned(), list.ofKind('shift'), list.at()))
}

/** Whether the office asks for clock-ins here, and on which ground. `of`: of another role of the same area. */
export function clockSwitch(phone: Phone, at: number, of?: string): { readonly on: boolean; readonly ground?: string } {
  const role = phone.roleFor(CREW) ?? ''
  return switchOn(phone.org().switches, 'clock_in', 'worker', of ?? role, phone.areaFor(role), at)
}
