import type { RecordRow } from '../../../domain/api.ts'
import { DAY, HOUR, isoDate, MINUTE } from '../../../domain/clock.ts'
import { newEventId, type PersonId, type RecordId, recordOf } from '../../../domain/ids.ts'
import { shift } from '../../../domain/kinds/shift.ts'
import type { Fields, Place, Value } from '../../../domain/record/event.ts'
import { roomFor } from '../../../domain/room/names.ts'
import { type PlannedShift, plannedShifts } from '../../../domain/roster.ts'
import { mondayOf } from '../work-plan.ts'
import { chanceOf } from './chance.ts'
import type { Door } from './door.ts'

/** Who never comes, and who forgets to clock out. */
const ABSENT = 0.03
const FORGETS = 0.03
/** Nobody begins a shift later than this. */
const LATEST = 3 * HOUR

export type CrewStep =
  | { readonly type: 'in'; readonly plan: PlannedShift }
  | { readonly type: 'break_start' | 'break_end' | 'out'; readonly row: RecordRow }

/** What the crews owe at `now`, the oldest first: clock-ins of shifts that began, breaks and their ends, clock-outs. */
export function crewSteps(
  plans: readonly PlannedShift[],
  shifts: readonly RecordRow[],
  now: number,
): readonly CrewStep[] {
  const steps: { readonly at: number; readonly step: CrewStep }[] = []
  for (const plan of plans) {
    const luck = (what: string): number => chanceOf(what, plan.person, plan.date)
    const row = shifts.find(({ fields }) => fields['workerId'] === plan.person && fields['date'] === plan.date)
    const comes = plan.start + Math.round((luck('in') * 14 - 9) * MINUTE)
    if (!row) {
      if (comes <= now && now < plan.start + LATEST && luck('absent') >= ABSENT)
        steps.push({ at: comes, step: { type: 'in', plan } })
      continue
    }
    const pause = plan.start + 3.5 * HOUR + luck('break') * 40 * MINUTE
    const back = pause + (40 + luck('back') * 20) * MINUTE
    const leaves = plan.end + luck('out') * 10 * MINUTE
    const rows = Array.isArray(row.fields['events']) ? (row.fields['events'] as readonly Fields[]) : []
    const rested = rows.some(({ clockType }) => clockType === 'break_start')
    if (row.state === 'on_break' && back <= now) steps.push({ at: back, step: { type: 'break_end', row } })
    if (row.state !== 'on_duty') continue
    if (leaves <= now) {
      if (luck('forgets') >= FORGETS) steps.push({ at: leaves, step: { type: 'out', row } })
    } else if (!rested && pause <= now && now < back) steps.push({ at: pause, step: { type: 'break_start', row } })
  }
  return steps.sort((a, b) => a.at - b.at).map(({ step }) => step)
}

const MOVE = { break_start: 'start_break', break_end: 'end_break', out: 'clock_out' } as const
const TO = { break_start: 'on_break', break_end: 'on_duty', out: 'off_duty' } as const

/** Who of a street's crews is planned yesterday and today, and what they wrote, as the leader `who` reads it. */
export async function crewsToday(
  door: Door,
  who: PersonId,
  area: string,
  now: number,
): Promise<{ readonly plans: readonly PlannedShift[]; readonly shifts: readonly RecordRow[] }> {
  const [yesterday, today] = [isoDate(now - DAY), isoDate(now)]
  const weeks = [...new Set([isoDate(mondayOf(now - DAY)), isoDate(mondayOf(now))])]
  const of = (query: string) => door.list(who, `${query}&area=${area}`)
  const rosters = await Promise.all(
    weeks.map((week) => of(`kind=roster_entry&state=published&field.weekStart=${week}`)),
  )
  const shifts = await Promise.all([yesterday, today].map((date) => of(`kind=shift&field.date=${date}`)))
  const entries = rosters.flat().map((row) => ({ ...row, chain: [] }))
  return { plans: plannedShifts(entries, yesterday, today), shifts: shifts.flat() }
}

/** Writes one step as the worker's phone would. `middle`: a point of each road. */
export async function takeStep(
  door: Door,
  step: CrewStep,
  area: string,
  role: string,
  middle: ReadonlyMap<string, readonly [lon: number, lat: number]>,
  now: number,
): Promise<void> {
  const fields = step.type === 'in' ? step.plan : step.row.fields
  const person = (step.type === 'in' ? step.plan.person : step.row.fields['workerId']) as PersonId
  const route = (fields['routeIds'] as readonly string[] | undefined)?.[0] ?? ''
  const point = middle.get(route)
  const place: Place | undefined = point && { lon: point[0], lat: point[1], acc: 12, fixAt: now, source: 'gps' }
  const clock: Fields = {
    clockType: step.type,
    at: now,
    by: person,
    ...(point ? { place: { lon: point[0], lat: point[1], acc: 12 } } : {}),
  }
  const act = { by: person, role, at: now }
  const where = place ? { place } : {}
  if (step.type === 'in') {
    const { plan } = step
    const set: Fields = {
      workerId: person,
      date: plan.date,
      rosterId: plan.roster,
      shiftType: plan.shiftType,
      plannedStart: plan.start,
      plannedEnd: plan.end,
      mode: plan.mode,
      routeIds: plan.routeIds,
      ...(plan.truckId ? { truckId: plan.truckId } : {}),
      events: [clock],
    }
    const id = newEventId(now)
    const create = { type: 'create', kind: 'shift', version: 1, area, ...act, set, ...where } as const
    const move = {
      type: 'move',
      record: recordOf(id),
      ...act,
      base: [id],
      move: 'clock_in',
      to: 'on_duty',
      ...where,
    } as const
    await door.write(person, roomFor(shift, area, person, now), now, [create, move], [id])
    return
  }
  const { record } = await door.one(person, step.row)
  const events = [...((record.fields['events'] as readonly Value[] | undefined) ?? []), clock]
  const id = newEventId(now)
  const base = record.heads
  const set = { type: 'set', record: step.row.id as RecordId, ...act, base, set: { events } } as const
  const move = {
    type: 'move',
    record: step.row.id as RecordId,
    ...act,
    base: [id],
    move: MOVE[step.type],
    to: TO[step.type],
    ...where,
  } as const
  await door.write(person, step.row.room, now, [set, move], [id])
}
