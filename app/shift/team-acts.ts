import { DAY, fromIsoDate, isoDate, isoWeekOf, startOfIsoWeek } from '../../domain/clock.ts'
import type { PersonId, RecordId } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { offeredMoves } from '../../domain/record/moves.ts'
import { type PlannedShift, standing } from '../../domain/roster.ts'
import { type ClockType, clockRows } from '../../domain/shift/clock.ts'
import type { Phone } from '../state/phone.ts'
import { clockRow, fieldsOf } from './acts.ts'
import type { Worklist } from './plans.ts'

export const LEADS = ['team_leader', 'supervisor']

/** What a leader writes into the week rooms of his team. Each answers whether it is on disk. */
export function createTeamActs(phone: Phone, list: Worklist) {
  const me = phone.me.person.id
  const role = (): string => phone.roleFor(LEADS) ?? ''
  const areaOf = (routes: readonly string[]): string =>
    phone.records[routes[0] ?? '']?.record.area ?? phone.areaFor(role())

  /** A shift of somebody else, begun by a step of the leader's. */
  async function begin(
    plan: PlannedShift,
    move: { readonly id: string; readonly to: string },
    note: string,
    rows: readonly Fields[],
    over?: FoldedRecord,
  ): Promise<boolean> {
    if (over) {
      const set = rows.length > 0 ? { events: [...clockRows(over), ...rows] } : undefined
      return (await phone.change(over.id, { role: role(), set, move: { move: move.id, to: move.to, note } })).ok
    }
    const fields = { ...fieldsOf(plan, plan.person), ...(rows.length > 0 ? { events: rows } : {}) }
    const area = areaOf(plan.routeIds)
    const made = await phone.create('shift', {
      owner: plan.person,
      role: role(),
      area,
      fields,
      move: { ...move, note },
    })
    return made.ok
  }
  const proxyIn = (plan: PlannedShift, note: string, over?: FoldedRecord): Promise<boolean> =>
    begin(plan, { id: 'clock_in_proxy', to: 'on_duty' }, note, [clockRow('in', me, phone.serverNow())], over)
  const markAbsent = (plan: PlannedShift, note: string, over?: FoldedRecord): Promise<boolean> =>
    begin(plan, { id: 'mark_absent', to: 'absent' }, note, [], over)

  async function proxyOut(shift: FoldedRecord, note: string): Promise<boolean> {
    const set = { events: [...clockRows(shift), clockRow('out', me, phone.serverNow())] }
    const move = { move: 'clock_out_proxy', to: 'off_duty', note }
    return (await phone.change(shift.id, { role: role(), set, move })).ok
  }

  /** Everything that is planned for the person stays; the newest publication of a week counts. */
  async function publish(person: PersonId, start: number, change: (days: readonly Fields[]) => readonly Fields[]) {
    const monday = isoDate(startOfIsoWeek(isoWeekOf(start)))
    const now = standing(list.ofKind('roster_entry')).find(
      ({ fields }) => fields['personId'] === person && fields['weekStart'] === monday,
    )
    const before = (now?.fields['days'] ?? []) as readonly Value[] as readonly Fields[]
    const made = await phone.create('roster_entry', {
      owner: person,
      role: role(),
      area: phone.areaFor(role()),
      fields: { personId: person, weekStart: monday, days: change(before) },
      move: { id: 'publish', to: 'published' },
    })
    return made.ok
  }
  const dayOf = (plan: PlannedShift, instead: PersonId): Fields => {
    const { date, shiftType, start, end, mode, routeIds, truckId } = plan
    const truck = truckId ? { truckId } : {}
    return { date, shiftType, start, end, mode, routeIds, substituteFor: instead, ...truck }
  }
  const substitute = (plan: PlannedShift, person: PersonId): Promise<boolean> =>
    publish(person, plan.start, (days) => [...days, dayOf(plan, plan.person)])

  /** Who may confirm it, and whether nothing of his own stands in it. */
  const mayConfirm = (shift: FoldedRecord): boolean => {
    const kind = kindOf('shift')
    const roles = phone.me.grants.map((grant) => grant.role)
    const offers = kind ? offeredMoves(kind, shift, { person: me, roles }, list.at()) : []
    return offers.some(({ move, blocked, missing }) => move.id === 'confirm' && !blocked && missing.length === 0)
  }
  const confirm = async (shift: FoldedRecord): Promise<boolean> =>
    (await phone.change(shift.id, { role: role(), move: { move: 'confirm', to: 'confirmed' } })).ok
  const score = async (shift: FoldedRecord, points: number): Promise<boolean> =>
    (await phone.change(shift.id, { role: role(), set: { qualityScore: points } })).ok

  const refuse = async (request: FoldedRecord, note: string): Promise<boolean> =>
    (await phone.change(request.id, { role: role(), move: { move: 'refuse', to: 'refused', note } })).ok

  /** A request that is approved takes effect in the same act: a late clock in its shift, a swap in both rosters. */
  async function approve(request: FoldedRecord): Promise<boolean> {
    const set = request.kind === 'swap_request' ? { agreed: true } : undefined
    const done = await phone.change(request.id, { role: role(), set, move: { move: 'approve', to: 'approved' } })
    if (!done.ok) return false
    if (request.kind === 'clock_fix') return applyFix(request)
    return request.kind === 'swap_request' ? swap(request) : true
  }
  async function applyFix({ fields }: FoldedRecord): Promise<boolean> {
    const shift = phone.records[String(fields['shiftId'])]?.record
    if (!shift) return true
    const type = fields['clockType'] as ClockType
    const rows = [...clockRows(shift), clockRow(type, me, Number(fields['at']))]
    const note = String(fields['reason'])
    const move = moveOfFix(shift.state, type)
    return (await phone.change(shift.id, { role: role(), set: { events: rows }, move: move && { ...move, note } })).ok
  }
  async function swap({ fields }: FoldedRecord): Promise<boolean> {
    const [one, other] = [fields['personId'] as PersonId, fields['withId'] as PersonId]
    const midnight = fromIsoDate(String(fields['date']))
    if (midnight === undefined) return true
    const of = (person: PersonId) =>
      list.planned().filter((plan) => plan.person === person && plan.date === fields['date'])
    const give = (person: PersonId, from: PersonId) =>
      publish(person, midnight + DAY / 2, (days) => [
        ...days.filter((day) => day['date'] !== fields['date']),
        ...of(from).map((plan) => dayOf(plan, from)),
      ])
    // Both are read before either is written.
    const outcomes = await Promise.all([give(one, other), give(other, one)])
    return outcomes.every(Boolean)
  }
  async function sos(id: RecordId, move: 'answer' | 'close', outcome?: string): Promise<boolean> {
    const set = outcome === undefined ? undefined : { outcome }
    const to = move === 'answer' ? 'answered' : 'closed'
    return (await phone.change(id, { role: role(), set, move: { move, to } })).ok
  }
  return { proxyIn, proxyOut, markAbsent, substitute, mayConfirm, confirm, score, approve, refuse, sos }
}
export type TeamActs = ReturnType<typeof createTeamActs>

function moveOfFix(state: string, type: ClockType): { readonly move: string; readonly to: string } | undefined {
  if (state === 'planned' && type === 'in') return { move: 'clock_in_proxy', to: 'on_duty' }
  if (state === 'absent') return { move: 'restore', to: 'off_duty' }
  if ((state === 'on_duty' || state === 'on_break') && type === 'out')
    return { move: 'clock_out_proxy', to: 'off_duty' }
  return undefined
}
