import { enumOf, fieldOf, kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import type { Fields } from '../../domain/record/event.ts'
import type { LatLon } from '../../domain/record/geometry.ts'
import { clockTime, dateWords, lang, t } from '../words/words.ts'
import type { Turn } from './agenda.ts'
import type { DueItem } from './due-item.ts'
import type { Due } from './entries.ts'
import type { LocalRecord, Phone } from './phone.ts'
import { pointOf } from './point.ts'
import { mainTitle, resultOf, shortLabel } from './titles.ts'

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
  const plan = rule.name ? rule.name : rule.id in PLAN_WORDS ? t(PLAN_WORDS[rule.id as keyof typeof PLAN_WORDS]) : ''
  const last = fact.lastAct && phone.records[fact.lastAct]?.record
  if (fact.lastActAt === undefined) return plan
  const result = last ? resultOf(last) : ''
  return `${plan} · ${t('lastTime', { day: dateWords(fact.lastActAt), result })}`
}

/** An entry that is due: one tap opens the form about it, as what it is due for. */
export function homeItem(phone: Phone, due: Due): DueItem {
  const { local, fact, rule } = due
  const { id } = local.record
  const writes = phone.roleFor(kindOf(rule.kind)?.createdBy ?? []) !== undefined
  const follows = fact.open[0] && followsField(rule.kind)
  const about = new URLSearchParams({
    subject: id,
    ...(follows && fact.open[0] ? { [follows]: fact.open[0].act } : {}),
  })
  return {
    key: id,
    title: phone.titleOf(local.record),
    // Read only for the rows that are shown: a community has hundreds of homes.
    get why() {
      return dueWhy(phone, due)
    },
    ...(fact.nextDueAt === undefined ? {} : { dueAt: fact.nextDueAt }),
    card: fact.card,
    ...placeOf(phone, local),
    href: writes ? `/new/${rule.kind}?${about}` : `/record/${id}`,
    record: id,
  }
}

/** The field in which a record of the kind says which earlier one it follows up. */
const followsField = (kind: string): string | undefined =>
  kindOf(kind)?.fields.find((field) => field.type === 'ref' && field.of === kind)?.id

/** A record whose next step is this person's. */
export function turnItem(phone: Phone, { local, card, dueAt, move }: Turn): DueItem {
  const { record } = local
  const kind = kindOf(record.kind)
  const state = labelOf(kind && stateOf(kind, record.state), lang())
  return {
    key: record.id,
    title: mainTitle(phone, record),
    why: t('turnWhy', { kind: shortLabel(kind), state, move: labelOf(move, lang()) }),
    ...(dueAt === undefined ? {} : { dueAt }),
    card,
    ...placeOf(phone, local),
    // The page opens with the step itself: its form, or its sheet.
    href: `/record/${record.id}?do=${move.id}`,
    order: true,
    record: record.id,
  }
}

/** Where a record is: by its own fields, else where its subject is. */
function placeOf(phone: Phone, { record }: LocalRecord): { readonly place?: LatLon } {
  const kind = kindOf(record.kind)
  const subject = kind?.subject && phone.records[String(record.fields[kind.subject] ?? '')]?.record
  const subjectKind = subject ? kindOf(subject.kind) : undefined
  const place =
    (kind && pointOf(kind, record.fields)) ?? (subject && subjectKind && pointOf(subjectKind, subject.fields))
  return place ? { place } : {}
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
