import { type Accessor, createMemo } from 'solid-js'
import { unwrap } from 'solid-js/store'
import { startOfDay } from '../../domain/clock.ts'
import { type Coverage, coverageOf } from '../../domain/coverage.ts'
import { type Card, deadlinesOf, worstOf } from '../../domain/deadline.ts'
import type { Kind, Move } from '../../domain/kinds/define.ts'
import { kindOf, stateOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { offeredMoves } from '../../domain/record/moves.ts'
import { missingLink } from '../../domain/record/others.ts'
import { sentBackTo } from '../../domain/record/sent-back.ts'
import { keptCycles } from './cycles.ts'
import type { DueItem } from './due-item.ts'
import { inOrder } from './due-order.ts'
import { sources } from './due-sources.ts'
import { homeItem, turnItem } from './due-words.ts'
import { type Due, entryOf, followedUp } from './entries.ts'
import { lastFix } from './last-fix.ts'
import { othersOf } from './linked.ts'
import type { LocalRecord, Phone } from './phone.ts'

/** A record that somebody waits for this person to take on. */
export type Turn = {
  readonly local: LocalRecord
  readonly card: Card
  readonly dueAt?: number
  /** The step that is his. */
  readonly move: Move
}

export type Agenda = {
  readonly needs: Accessor<readonly LocalRecord[]>
  readonly turn: Accessor<readonly Turn[]>
  readonly due: Accessor<readonly Due[]>
  /** All of it in one list, by deadline, then by distance, with what the lines of work add (`due-sources.ts`). */
  readonly items: Accessor<readonly DueItem[]>
  /** The three shares of the homes that this phone holds. */
  readonly coverage: Accessor<Coverage>
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
    const who = { person: me, roles, switches: phone.org().switches }
    const found = all().flatMap((local): Turn[] => {
      const kind = kindOf(local.record.kind)
      if (!kind || local.status === 'needs') return []
      const state = stateOf(kind, local.record.state)
      if (!state || state.final || state.draft) return []
      // What was sent back to a colleague is his to mend.
      if (local.record.returned && sentBackTo(local.record) !== me) return []
      const due = worstOf(deadlinesOf(kind, local.record, now(), { receivedAt: phone.receivedAt }))
      // An entry of a registry, or a day's shift, waits for somebody only while a clock runs over it.
      if (kind.room !== 'quarter' && due.dueAt === undefined) return []
      const offers = offeredMoves(kind, local.record, who, now())
      const mine = offers.filter(
        ({ move, role, blocked }) =>
          !blocked &&
          !isSampled(kind, move) &&
          !isGivenToOther(kind, local.record, role, me) &&
          !missingLink(move, local.record, held()) &&
          !move.needsReason &&
          move.to !== local.record.state &&
          !endsAside(kind, move.to),
      )
      // To wait for parts is no step of the work, as long as there is one.
      const goesOn = mine.find(({ move }) => !stateOf(kind, move.to)?.side) ?? mine[0]
      return goesOn ? [{ local, move: goesOn.move, ...due }] : []
    })
    return found.sort((a, b) => (a.dueAt ?? Number.MAX_VALUE) - (b.dueAt ?? Number.MAX_VALUE))
  })

  /** What came of an act by another that names it: a second visit answers the first before the office closes that. */
  const followed = createMemo(() => followedUp(all()))

  const cycles = keptCycles(phone.org)

  /** Facts change with the day and the records, not with each tick. */
  const entries = createMemo(() => all().flatMap((local) => entryOf(phone, local, day(), followed(), cycles) ?? []))
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
  const coverage = createMemo(() =>
    coverageOf(
      entries().map(({ local, fact }) => [
        { ...subjectOf(local.record), fields: phone.fieldsOf(local.record.id) },
        fact,
        cycles(local.record.area, day()),
      ]),
      day(),
    ),
  )
  const doneToday = createMemo(() =>
    newestFirst(
      all().filter(({ record, status }) => record.createdBy === me && record.createdAt >= day() && status !== 'needs'),
    ).sort((a, b) => Number(b.status === 'waiting') - Number(a.status === 'waiting')),
  )
  const own = sources.filter((one) => one.roles.some((role) => roles.includes(role)))
  const added = own.map(({ source }) => source(phone, now))
  const homes = createMemo(() => due().map((one) => homeItem(phone, one)))
  const items = createMemo(() =>
    inOrder(
      [...turn().map((one) => turnItem(phone, one)), ...homes(), ...added.flatMap((one) => one())],
      day(),
      lastFix(),
    ),
  )
  return { needs, turn, due, items, coverage, doneToday }
}

/** A check of others' work that the server ends by itself once its time is over is made by sample, not one by one. */
const isSampled = (kind: Kind, move: Move): boolean =>
  move.guards.some((guard) => guard.type === 'notAuthorOf') &&
  kind.moves.some(
    ({ from, system }) => system?.after?.since !== undefined && from.some((state) => move.from.includes(state)),
  )

const subjectOf = ({ id, kind, state }: FoldedRecord) => ({ record: id, kind, state })

const newestFirst = (found: readonly LocalRecord[]): LocalRecord[] =>
  [...found].sort((a, b) => b.record.updatedAt - a.record.updatedAt)

/** Returned to me, mine in conflict or held: not what colleagues have to settle among themselves. */
const concerns = ({ record, clashes }: LocalRecord, me: string): boolean =>
  record.returned
    ? sentBackTo(record) === me
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
