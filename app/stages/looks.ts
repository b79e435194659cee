import { type Accessor, createMemo } from 'solid-js'
import { deadlinesOf, worstOf } from '../../domain/deadline.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { type Offered, offeredMoves } from '../../domain/record/moves.ts'
import { plainRecords } from '../state/agenda.ts'
import type { DueItem, DueSource } from '../state/due-item.ts'
import { turnItem } from '../state/due-words.ts'
import type { LocalRecord, Phone } from '../state/phone.ts'

/** A step whose findings are still to be written: its condition cannot hold before somebody has looked. */
export const isUnanswered = ({ blocked, missing, move }: Offered): boolean =>
  !move.needsReason && blocked?.type === 'ConditionFalse' && missing.length > 0

/** The looks at records of a kind that are this person's: what nobody has answered yet is no obstacle, it is the work. */
export const looksAt =
  (kind: string): DueSource =>
  (phone, now): Accessor<readonly DueItem[]> =>
    createMemo(() => looksOf(kind, phone, now()).map(({ local, offer }) => itemOf(phone, local, offer, now())))

function looksOf(
  id: string,
  phone: Phone,
  now: number,
): readonly { readonly local: LocalRecord; readonly offer: Offered }[] {
  const kind = kindOf(id)
  const roles = phone.me.grants.map((grant) => grant.role)
  const who = { person: phone.me.person.id, roles, switches: phone.org().switches }
  return plainRecords(phone).flatMap((local) => {
    if (!kind || local.record.kind !== kind.id || local.status === 'needs') return []
    const offer = offeredMoves(kind, local.record, who, now).find(isUnanswered)
    return offer ? [{ local, offer }] : []
  })
}

function itemOf(phone: Phone, local: LocalRecord, { move }: Offered, now: number): DueItem {
  const kind = kindOf(local.record.kind)
  const due = kind
    ? worstOf(deadlinesOf(kind, local.record, now, { receivedAt: phone.receivedAt }))
    : { card: 'none' as const }
  return turnItem(phone, { local, move, ...due })
}
