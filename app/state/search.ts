import { startOfDay } from '../../domain/clock.ts'
import type { Field, Kind } from '../../domain/kinds/define.ts'
import { enumOf, kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { lang } from '../words/words.ts'
import type { LocalRecord, Phone } from './phone.ts'

const texts = new WeakMap<FoldedRecord, { readonly lang: string; readonly text: string }>()

/** What a record is found by: its title, and everything in it in the words of its fields. */
export function searchText(phone: Phone, record: FoldedRecord): string {
  const kept = texts.get(record)
  if (kept?.lang === lang()) return kept.text
  const kind = kindOf(record.kind)
  const parts = [phone.titleOf(record), labelOf(kind, lang())]
  if (kind) {
    parts.push(labelOf(stateOf(kind, record.state), lang()))
    for (const field of kind.fields) parts.push(wordsOf(kind, field, record.fields[field.id]))
  }
  const text = parts.join(' ').toLowerCase()
  texts.set(record, { lang: lang(), text })
  return text
}

function wordsOf(kind: Kind, field: Field, value: Value | undefined): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map((one) => wordsOf(kind, field, one)).join(' ')
  if (field.enum)
    return labelOf(
      enumOf(kind, field.enum).find((item) => item.id === value),
      lang(),
    )
  if (field.items && typeof value === 'object' && !(value instanceof Uint8Array))
    return field.items.map((item) => wordsOf(kind, item, (value as Fields)[item.id])).join(' ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

export type Filter = { readonly query: string; readonly kind: string; readonly status: string }

/** The records that fit, the newest first: every word of the query stands somewhere in them. */
export function findRecords(phone: Phone, all: readonly LocalRecord[], filter: Filter): readonly LocalRecord[] {
  const words = filter.query.trim().toLowerCase().split(/\s+/).filter(Boolean)
  return all
    .filter(
      ({ record, status }) =>
        (filter.kind === '' || record.kind === filter.kind) &&
        (filter.status === '' || status === filter.status) &&
        words.every((word) => searchText(phone, record).includes(word)),
    )
    .sort((a, b) => b.record.updatedAt - a.record.updatedAt)
}

export type ListRow =
  | { readonly type: 'day'; readonly at: number; readonly n: number }
  | { readonly type: 'record'; readonly local: LocalRecord }

/** Records under the day in which something was last done to them. */
export function withDays(found: readonly LocalRecord[]): readonly ListRow[] {
  const days = Map.groupBy(found, ({ record }) => startOfDay(record.updatedAt))
  return [...days].flatMap(([at, rows]): ListRow[] => [
    { type: 'day', at, n: rows.length },
    ...rows.map((local): ListRow => ({ type: 'record', local })),
  ])
}
