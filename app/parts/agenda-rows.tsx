import { type JSX, Show } from 'solid-js'
import { enumOf, fieldOf, kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import type { Fields } from '../../domain/record/event.ts'
import type { Due, Turn } from '../state/agenda.ts'
import type { LocalRecord, Phone } from '../state/phone.ts'
import { mainTitle, resultOf, shortLabel } from '../state/titles.ts'
import { clockTime, dateWords, lang, t } from '../words/words.ts'
import { CardMark, shortDue } from './card-mark.tsx'
import { RecordPill } from './status.tsx'

const PLAN_WORDS = { visit_elder: 'planElder', visit_rented: 'planRented', visit_year: 'planYear' } as const

/** Why a home is due, in one line, and when it was last met. */
export function dueWhy(phone: Phone, { fact, rule }: Due): string {
  const open = fact.open[0]
  if (open) {
    const act = phone.records[open.act]?.record
    const kind = act && kindOf(act.kind)
    const first = (act?.fields['hazards'] as readonly Fields[] | undefined)?.[0]?.['hazard']
    const item = kind && enumOf(kind, 'hazard').find((one) => one.id === first)
    return item ? t('followUpDue', { what: labelOf(item, lang()) }) : t('followUp')
  }
  const plan = rule.id in PLAN_WORDS ? t(PLAN_WORDS[rule.id as keyof typeof PLAN_WORDS]) : ''
  const last = fact.lastAct && phone.records[fact.lastAct]?.record
  if (fact.lastActAt === undefined) return plan
  const result = last ? resultOf(last) : ''
  return `${plan} · ${t('lastTime', { day: dateWords(fact.lastActAt), result })}`
}

/** A home that is due, as a node of the trace. */
export function DueRow(props: { phone: Phone; due: Due; n: number; now: number }): JSX.Element {
  return (
    <li classList={{ now: props.n === 1 }}>
      <span class="node">{props.n}</span>
      <a href={`/record/${props.due.local.record.id}`} data-testid="record-row" data-record={props.due.local.record.id}>
        <span>
          <span class="t">{props.phone.titleOf(props.due.local.record)}</span>
          <span class="sub">{dueWhy(props.phone, props.due)}</span>
        </span>
        <Show when={props.due.fact.nextDueAt}>
          {(at) => (
            <span class="due">
              <CardMark card={props.due.fact.card} />
              {shortDue(at(), props.now)}
            </span>
          )}
        </Show>
      </a>
    </li>
  )
}

/** An order that waits for this person. */
export function TurnRow(props: { phone: Phone; turn: Turn; n: number; now: number }): JSX.Element {
  const record = () => props.turn.local.record
  const kind = () => kindOf(record().kind)
  return (
    <li classList={{ now: props.n === 1 }}>
      <span class="node">{props.n}</span>
      <a href={`/record/${record().id}`} data-testid="record-row" data-record={record().id}>
        <span>
          <span class="t">{mainTitle(props.phone, record())}</span>
          <span class="sub">{kindLine(props.turn.local)}</span>
        </span>
        <span class="due">
          <Show
            when={props.turn.dueAt}
            fallback={kind()?.subject === undefined ? undefined : <RecordPill record={props.turn.local} short={true} />}
          >
            {(at) => (
              <>
                <CardMark card={props.turn.card} />
                {shortDue(at(), props.now)}
              </>
            )}
          </Show>
        </span>
      </a>
    </li>
  )
}

/** What was done today, with how far it got. */
export function DoneRow(props: { phone: Phone; local: LocalRecord }): JSX.Element {
  return (
    <li class="done">
      <span class="node">
        <i class="i i-check" aria-hidden="true" />
      </span>
      <a href={`/record/${props.local.record.id}`} data-testid="record-row" data-record={props.local.record.id}>
        <span>
          <span class="t">{mainTitle(props.phone, props.local.record)}</span>
          <span class="sub">{kindLine(props.local)}</span>
        </span>
        <RecordPill record={props.local} short={true} />
      </a>
    </li>
  )
}

/** Kind, time, and what became of it or what stands against it. */
export function kindLine({ record, status, clashes }: LocalRecord): string {
  const kind = kindOf(record.kind)
  if (!kind) return record.kind
  const state = labelOf(stateOf(kind, record.state), lang())
  const result = kind.room === 'quarter' ? resultOf(record) : ''
  const label = shortLabel(kind)
  if (status === 'needs' && record.returned) {
    const what = record.returned.fields.map((id) => labelOf(fieldOf(kind, id), lang())).join(t('comma'))
    return `${label} · ${t('returnedLine', { note: what || (record.returned.note ?? state) })}`
  }
  if (status === 'needs' && clashes.length > 0) return `${label} · ${t('conflictLine')}`
  return [label, result, state, clockTime(record.updatedAt)].filter(Boolean).join(' · ')
}
