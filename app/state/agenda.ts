import { type Accessor, createMemo } from 'solid-js'
import { unwrap } from 'solid-js/store'
import { startOfDay } from '../../domain/clock.ts'
import { type Card, deadlinesOf, worstOf } from '../../domain/deadline.ts'
import { type Fact, isDone } from '../../domain/facts.ts'
import type { Kind } from '../../domain/kinds/define.ts'
import { kindOf, stateOf } from '../../domain/kinds/registry.ts'
import { type PlanRule, planFor } from '../../domain/plan.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { offeredMoves } from '../../domain/record/moves.ts'
import { missingLink } from '../../domain/record/others.ts'
import { othersOf } from './linked.ts'
import type { LocalRecord, Phone } from './phone.ts'

/** A home, or another entry of a registry, that is due for an act. */
export type Due = {
  readonly local: LocalRecord
  readonly fact: Fact
  readonly rule: PlanRule
}
/** A record that somebody waits for this person to take on. */
export type Turn = { readonly local: LocalRecord; readonly card: Card; readonly dueAt?: number }

export type Agenda = {
  readonly needs: Accessor<readonly LocalRecord[]>
  readonly turn: Accessor<readonly Turn[]>
  readonly due: Accessor<readonly Due[]>
  /** Entries that are due in their cycle at all, and those that are done or lawfully closed. */
  readonly coverage: Accessor<{ readonly of: number; readonly done: number }>
  /** Made by this person today, what still waits first. */
  readonly doneToday: Accessor<readonly LocalRecord[]>
}

/**
 * Plain records: reading a store's proxies field by field would follow each of a hundred thousand fields.
 * A restricted part is seen through the record that it belongs to.
 */
export const plainRecords = (phone: Phone): readonly LocalRecord[] =>
  Object.values(phone.records)
    .map((local) => unwrap(local))
    .filter(({ record }) => kindOf(record.kind)?.partOf === undefined)

/** What this person has to do, from what the phone holds; known without a network. */
export function createAgenda(phone: Phone, now: Accessor<number>): Agenda {
  const me = phone.me.person.id
  const roles = phone.me.grants.map((grant) => grant.role)
  const all = createMemo(() => plainRecords(phone))
  const held = createMemo(() => othersOf(all()))
  const day = createMemo(() => startOfDay(now()))
  const needs = createMemo(() => newestFirst(all().filter((local) => local.status === 'needs' && concerns(local, me))))

  const turn = createMemo((): readonly Turn[] => {
    const found = all().flatMap((local): Turn[] => {
      const kind = kindOf(local.record.kind)
      if (kind?.room !== 'quarter' || local.status === 'needs') return []
      const state = stateOf(kind, local.record.state)
      if (!state || state.final || state.draft) return []
      // What was sent back to a colleague is his to mend.
      if (local.record.returned && local.record.createdBy !== me) return []
      const offers = offeredMoves(kind, local.record, { person: me, roles }, now())
      const goesOn = offers.some(
        ({ move, role, blocked }) =>
          !blocked &&
          !isGivenToOther(kind, local.record, role, me) &&
          !missingLink(move, local.record, held()) &&
          !move.needsReason &&
          move.to !== local.record.state &&
          !endsAside(kind, move.to),
      )
      if (!goesOn) return []
      return [{ local, ...worstOf(deadlinesOf(kind, local.record, now(), { receivedAt: phone.receivedAt })) }]
    })
    return found.sort((a, b) => (a.dueAt ?? Number.MAX_VALUE) - (b.dueAt ?? Number.MAX_VALUE))
  })

  /** Facts change with the day and the records, not with each tick. */
  const entries = createMemo((): readonly (Due & { readonly done: boolean })[] => {
    const at = day()
    return all().flatMap((local) => {
      const { id, kind, state } = local.record
      if (state !== 'active') return []
      const fields = phone.fieldsOf(id)
      const rule = planFor(kind, { fields, state })
      const fact = rule && phone.fact(id)
      return rule && fact ? [{ local, fact, rule, done: isDone({ record: id, kind, fields }, fact, at) }] : []
    })
  })
  const ranks = { red: 0, yellow: 1, none: 2 } as const
  const collator = new Intl.Collator('zh-CN', { numeric: true })
  const due = createMemo((): readonly Due[] =>
    entries()
      .filter((one) => !one.done || one.fact.card !== 'none')
      .map((one) => ({ one, title: phone.titleOf(one.local.record) }))
      .sort(
        (a, b) =>
          ranks[a.one.fact.card] - ranks[b.one.fact.card] ||
          (a.one.fact.nextDueAt ?? 0) - (b.one.fact.nextDueAt ?? 0) ||
          collator.compare(a.title, b.title),
      )
      .map(({ one }) => one),
  )
  const coverage = createMemo(() => ({ of: entries().length, done: entries().filter((one) => one.done).length }))
  const doneToday = createMemo(() =>
    newestFirst(
      all().filter(({ record, status }) => record.createdBy === me && record.createdAt >= day() && status !== 'needs'),
    ).sort((a, b) => Number(b.status === 'waiting') - Number(a.status === 'waiting')),
  )
  return { needs, turn, due, coverage, doneToday }
}

const newestFirst = (found: readonly LocalRecord[]): LocalRecord[] =>
  [...found].sort((a, b) => b.record.updatedAt - a.record.updatedAt)

/** Returned to me, mine in conflict or held: not what colleagues have to settle among themselves. */
const concerns = ({ record, clashes }: LocalRecord, me: string): boolean =>
  record.returned
    ? record.createdBy === me
    : record.history.some((entry) => entry.event.by === me) ||
      clashes.some(({ conflict }) => conflict.values.some((value) => value.by === me))

/** Given by name to somebody else who does the work of this role. */
function isGivenToOther(kind: Kind, record: FoldedRecord, role: string, me: string): boolean {
  return kind.moves.some(({ by, guards }) =>
    guards.some(({ type, ...guard }) => {
      const given = type === 'actorIs' && 'field' in guard ? record.fields[guard.field] : undefined
      return given !== undefined && given !== me && by.includes(role)
    }),
  )
}

const endsAside = (kind: Kind, to: string): boolean => {
  const state = stateOf(kind, to)
  return Boolean(state?.side && state.final)
}
