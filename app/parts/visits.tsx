import { createMemo, For, type JSX, Show } from 'solid-js'
import type { Field, Kind } from '../../domain/kinds/define.ts'
import { enumOf, kindOf, labelOf, listedKinds, stateOf } from '../../domain/kinds/registry.ts'
import { isRow } from '../../domain/record/condition.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import type { LocalRecord, Phone } from '../state/phone.ts'
import { usePhone } from '../state/phone-context.ts'
import { resultOf, shortLabel } from '../state/titles.ts'
import { dateWords, lang, t } from '../words/words.ts'
import { RecordPill } from './status.tsx'

/** Kinds whose records are about those of this kind. */
export const kindsAbout = (kind: string): readonly Kind[] =>
  listedKinds().filter((one) => one.fields.some((field) => field.id === one.subject && field.of === kind))

/** What was recorded about an entry, the newest first. */
export function actsAbout(phone: Phone, entry: FoldedRecord): readonly LocalRecord[] {
  const about = new Map(kindsAbout(entry.kind).map((kind) => [kind.id, kind.subject ?? '']))
  return Object.values(phone.records)
    .filter(({ record }) => record.fields[about.get(record.kind) ?? ''] === entry.id)
    .sort((a, b) => b.record.createdAt - a.record.createdAt)
}

/** The entry's trace: each time somebody was here, what became of it, what was found. */
export function Visits(props: { record: FoldedRecord }): JSX.Element {
  const phone = usePhone()
  const all = createMemo(() => actsAbout(phone, props.record))
  return (
    <Show when={all().length > 0}>
      <div class="head">
        <h2>{t('visits')}</h2>
        <span class="sub">{t('visitsN', { n: all().length })}</span>
      </div>
      <ol class="trace top-al" data-testid="household-history">
        <For each={all()}>
          {(local) => (
            <li class="done">
              <span class="node">
                <i class={`i ${local.record.fields['result'] === NOBODY ? 'i-minus' : 'i-check'}`} aria-hidden="true" />
              </span>
              <a href={`/record/${local.record.id}`}>
                <span>
                  <span class="t">
                    {dateWords(local.record.createdAt)} {resultOf(local.record)}
                  </span>
                  <span class="sub">{foundIn(local.record)}</span>
                </span>
                <RecordPill record={local} short={true} />
              </a>
            </li>
          )}
        </For>
      </ol>
    </Show>
  )
}

const NOBODY = 'no_answer'
const FEW = 3

/** Why somebody was here and what he found: the choices of the record, without names and words. */
function foundIn(record: FoldedRecord): string {
  const kind = kindOf(record.kind)
  if (!kind) return ''
  const words = kind.fields.flatMap((field) => {
    const value = record.fields[field.id]
    if (field.personal === 'sensitive' || !Array.isArray(value)) return []
    if (field.type === 'enum[]') return value.map((id) => choice(kind, field, id))
    const first = field.type === 'list' ? field.items?.find((item) => item.type === 'enum') : undefined
    return first && field.id !== PEOPLE
      ? value.map((row) => (isRow(row) ? choice(kind, first, row[first.id]) : ''))
      : []
  })
  const said = words.filter(Boolean).slice(0, FEW)
  return [said.length > 0 ? said.join(t('comma')) : shortLabel(kind), labelOf(stateOf(kind, record.state), lang())]
    .filter(Boolean)
    .join(' · ')
}
const PEOPLE = 'metPeople'
const choice = (kind: Kind, field: Field, id: unknown): string =>
  labelOf(
    enumOf(kind, field.enum ?? '').find((one) => one.id === id),
    lang(),
  )
