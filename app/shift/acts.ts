import { batch, createSignal } from 'solid-js'
import { isoDate } from '../../domain/clock.ts'
import type { PersonId, RecordId } from '../../domain/ids.ts'
import type { Fields, Place } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { PlannedShift } from '../../domain/roster.ts'
import { type ClockType, clockRows } from '../../domain/shift/clock.ts'
import { shiftFields } from '../../domain/shift/decision.ts'
import { type BestFix, fenceOf } from '../../domain/shift/fence.ts'
import type { Phone } from '../state/phone.ts'
import type { NotSaved } from '../store/rows.ts'
import { CREW } from './crew.ts'

/** A planned shift, or one that nobody planned. */
export type Plan = Omit<PlannedShift, 'roster' | 'person'> & { readonly roster?: RecordId }
export type Saved = Result<void, NotSaved>

/** The lines of routes, as far as this phone holds them. */
export const shapesOf = (phone: Phone, routes: readonly string[]): readonly unknown[] =>
  routes.flatMap((id) => phone.records[id]?.record.fields['geometry'] ?? [])

/** A row of the clock: when by the server's time as far as known, where, and what the fence said by which rule. */
export function clockRow(
  clockType: ClockType,
  by: PersonId,
  at: number,
  more: { readonly fix?: BestFix | undefined; readonly shapes?: readonly unknown[]; readonly routeId?: string } = {},
): Fields {
  const { fix, shapes = [], routeId } = more
  const fence = fix && fenceOf(fix, shapes)
  const place = fix && {
    lat: fix.lat,
    lon: fix.lon,
    acc: Math.round(fix.acc),
    fixAt: fix.fixAt,
    ...(fence ? { fence: fence.decision, metres: fence.metres, rule: fence.rule } : {}),
    ...(fix.jumped ? { jumped: true } : {}),
  }
  return { clockType, at, by, ...(place ? { place } : {}), ...(routeId ? { routeId } : {}) }
}

export const placeOf = (fix: BestFix | undefined): Place | undefined => {
  if (!fix) return undefined
  const { jumped: _, ...place } = fix
  return place
}

/** Hours of a shift that nobody planned. */
const UNPLANNED = 8 * 3_600_000
export const unplanned = (at: number, route: RecordId): Plan => ({
  date: isoDate(at),
  shiftType: 'temp',
  start: at,
  end: at + UNPLANNED,
  mode: 'walking',
  routeIds: [route],
})

/** What a worker does with his own clock. One act at a time: a second press while the first is written does nothing. */
export function createClock(phone: Phone) {
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<NotSaved>()
  const me = phone.me.person.id
  const role = (): string => phone.roleFor(CREW) ?? ''

  async function once(act: () => Promise<Saved>): Promise<boolean> {
    if (busy()) return false
    setBusy(true)
    const saved = await act()
    batch(() => {
      setBusy(false)
      setTrouble(saved.ok ? undefined : saved.problem)
    })
    if (saved.ok) navigator.vibrate?.([30, 60, 30])
    return saved.ok
  }

  /** `at`: when the button was pressed; a note written meanwhile makes nobody late. */
  const clockIn = (
    plan: Plan,
    how: {
      readonly fix: BestFix | undefined
      readonly at: number
      readonly note?: string
      readonly over?: FoldedRecord
    },
  ): Promise<boolean> =>
    once(async () => {
      const { fix, at, note, over } = how
      const row = clockRow('in', me, at, { fix, shapes: shapesOf(phone, plan.routeIds) })
      const place = placeOf(fix)
      const move = { to: 'on_duty', note, place }
      if (over) {
        return phone.change(over.id, {
          role: role(),
          set: { events: [...clockRows(over), row] },
          move: { move: 'clock_in', to: 'on_duty', ...(note ? { note } : {}), ...(place ? { place } : {}) },
        })
      }
      const area = phone.records[plan.routeIds[0] ?? '']?.record.area ?? phone.areaFor(role())
      const fields = { ...shiftFields(plan, me), events: [row] }
      const made = await phone.create('shift', { fields, role: role(), area, place, move: { id: 'clock_in', ...move } })
      return made.ok ? ok(undefined) : made
    })

  /** The next row, with the move that belongs to it, if one does. */
  const step = (
    shift: FoldedRecord,
    type: ClockType,
    routes: readonly string[],
    fix: BestFix | undefined,
    move?: { readonly id: string; readonly to: string },
    routeId?: string,
  ): Promise<boolean> =>
    once(() => {
      const more = { fix, shapes: shapesOf(phone, routes), ...(routeId ? { routeId } : {}) }
      const row = clockRow(type, me, phone.serverNow(), more)
      const place = placeOf(fix)
      return phone.change(shift.id, {
        role: role(),
        set: { events: [...clockRows(shift), row] },
        move: move && { move: move.id, to: move.to, ...(place ? { place } : {}) },
      })
    })

  return { busy, trouble, forget: () => setTrouble(undefined), clockIn, step }
}
export type Clock = ReturnType<typeof createClock>
