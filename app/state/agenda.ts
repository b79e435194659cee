import { type Accessor, createMemo } from 'solid-js'
import { unwrap } from 'solid-js/store'
import { startOfDay } from '../../domain/clock.ts'
import { type Card, deadlinesOf, worstOf } from '../../domain/deadline.ts'
import { type Act, actOf, type Fact, factOf, isDone } from '../../domain/facts.ts'
import { kindOf, stateOf } from '../../domain/kinds/registry.ts'
import { type PlanRule, planFor } from '../../domain/plan.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { offeredMoves } from '../../domain/record/moves.ts'
import { missingLink } from './linked.ts'
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

const acts = new WeakMap<FoldedRecord, Act | 'none'>()
/** What a record says about its subject; kept as long as the record is the same. */
function actOnce(phone: Phone, record: FoldedRecord): Act | undefined {
  let act = acts.get(record)
  if (act === undefined) {
    const kind = kindOf(record.kind)
    act = (kind && actOf(kind, record, { receivedAt: phone.receivedAt })) ?? 'none'
    acts.set(record, act)
  }
  return act === 'none' ? undefined : act
}

/** Plain records: reading a store's proxies field by field would follow each of a hundred thousand fields. */
export const plainRecords = (phone: Phone): readonly LocalRecord[] =>
  Object.values(phone.records).map((local) => unwrap(local))

/** What this person has to do, from what the phone holds; known without a network. */
export function createAgenda(phone: Phone, now: Accessor<number>): Agenda {
  const me = phone.me.person.id
  const roles = phone.me.grants.map((grant) => grant.role)
  const all = createMemo(() => plainRecords(phone))
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
        ({ move, blocked }) =>
          !blocked &&
          !missingLink(move, local.record, all()) &&
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
    const about = Map.groupBy(
      all().flatMap(({ record }) => actOnce(phone, record) ?? []),
      (act) => act.subject,
    )
    return all().flatMap((local) => {
      const { id, kind, fields, state } = local.record
      const rule = state === 'active' ? planFor(kind, { fields, state }) : undefined
      if (!rule) return []
      const subject = { record: id, kind, fields }
      const fact = factOf(subject, about.get(id) ?? [], Date.now())
      return [{ local, fact, rule, done: isDone(subject, fact, at) }]
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
const concerns = ({ record }: LocalRecord, me: string): boolean =>
  record.returned ? record.createdBy === me : record.history.some((entry) => entry.event.by === me)

const endsAside = (kind: NonNullable<ReturnType<typeof kindOf>>, to: string): boolean => {
  const state = stateOf(kind, to)
  return Boolean(state?.side && state.final)
}
