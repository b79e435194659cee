import { isoWeekOf } from '../../domain/clock.ts'
import { type EventId, newEventId, type PersonId, type RecordId } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { Fields } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { offeredMoves } from '../../domain/record/moves.ts'
import { roomName } from '../../domain/room/names.ts'
import { onLeave, type PlannedShift } from '../../domain/roster.ts'
import { clockRows } from '../../domain/shift/clock.ts'
import {
  type AtHand,
  type Decision,
  decision,
  type Effect,
  grantedShift,
  leaveOwed,
  newWeek,
  shiftFields,
} from '../../domain/shift/decision.ts'
import type { Phone } from '../state/phone.ts'
import type { Part } from '../sync/acts.ts'
import { clockRow } from './acts.ts'
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
    const fields = { ...shiftFields(plan, plan.person), ...(rows.length > 0 ? { events: rows } : {}) }
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

  const holds = (person: PersonId, at: number): boolean => {
    const room = roomName({ type: 'worker', person, ...isoWeekOf(at) })
    return phone.me.rooms.some(({ name }) => name === room)
  }
  const hand = (): AtHand => ({
    shifts: list.ofKind('shift'),
    entries: list.ofKind('roster_entry'),
    swaps: list.ofKind('swap_request'),
    holds,
  })
  const newId = (): EventId => newEventId(phone.serverNow())
  const partOf = (effect: Effect): Part => {
    if ('record' in effect) {
      const { record, set, move } = effect
      return { record, change: { role: role(), set, move } }
    }
    const { kind, id, owner, week, fields, move } = effect
    const routes = Array.isArray(fields['routeIds']) ? (fields['routeIds'] as readonly string[]) : []
    const { move: step, ...to } = move
    const made = { id, owner, week, fields, role: role(), area: areaOf(routes), move: { id: step, ...to } }
    return { kind, create: () => made }
  }
  const writeAll = async (effects: readonly Effect[]): Promise<boolean> =>
    (await phone.together(effects.map(partOf))).ok

  const substitute = (plan: PlannedShift, person: PersonId): Promise<boolean> =>
    writeAll([
      newWeek(person, plan.start, hand(), newId, (all) => [
        ...all.filter((shift) => shift.person === person),
        { ...plan, substituteFor: plan.person },
      ]),
    ])

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

  const decided = (request: FoldedRecord): Decision => decision(request, hand(), { by: me, newId })
  /** A request that is approved takes effect in the same act: both are on disk, or neither. */
  async function approve(request: FoldedRecord): Promise<boolean> {
    const answer = decided(request)
    if (!answer.ok) return false
    const yes = { record: request.id, set: answer.set, move: { move: 'approve', to: 'approved' } }
    return writeAll([yes, ...answer.effects])
  }
  /** Why a yes cannot be said on this phone; what it means for others is not here. */
  function lacks(request: FoldedRecord): 'shift' | 'week' | undefined {
    const answer = decided(request)
    return answer.ok ? undefined : answer.lacks
  }
  /** Granted leave that does not stand in its shifts yet. */
  const leaveToMark = (): readonly Effect[] => leaveOwed(list.ofKind('leave_request'), hand(), newId)
  async function sos(id: RecordId, move: 'answer' | 'close', outcome?: string): Promise<boolean> {
    const set = outcome === undefined ? undefined : { outcome }
    const to = move === 'answer' ? 'answered' : 'closed'
    return (await phone.change(id, { role: role(), set, move: { move, to } })).ok
  }
  /** The leave that somebody of the team was granted for that day. */
  const leaveFor = (plan: PlannedShift): FoldedRecord | undefined =>
    onLeave(list.ofKind('leave_request'), plan.person, plan.date)
  async function markLeaveOf(plan: PlannedShift, shift?: FoldedRecord): Promise<boolean> {
    const request = leaveFor(plan)
    return request !== undefined && writeAll(grantedShift(request, plan, shift, newId))
  }
  return {
    leaveFor,
    markLeaveOf,
    proxyIn,
    proxyOut,
    markAbsent,
    substitute,
    mayConfirm,
    confirm,
    score,
    approve,
    lacks,
    leaveToMark,
    markLeave: () => writeAll(leaveToMark()),
    refuse,
    sos,
  }
}
export type TeamActs = ReturnType<typeof createTeamActs>
