import type { Kind } from '../../domain/kinds/define.ts'
import { enumOf, kindOf, labelOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { lang } from '../words/words.ts'
import type { Phone } from './phone.ts'

/** What a record is about, if it is about something that is known here; else its own title. */
export function mainTitle(phone: Phone, record: FoldedRecord): string {
  const subject = kindOf(record.kind)?.subject
  const named = subject && phone.records[String(record.fields[subject] ?? '')]
  return phone.titleOf(named && kindOf(record.kind)?.room === 'quarter' ? named.record : record)
}

/** The choice that its kind's title names, as what became of it: 已见面, 漏水. */
export function resultOf(record: FoldedRecord): string {
  const kind = kindOf(record.kind)
  const named = kind?.fields.find(
    (field) => field.type === 'enum' && kind.title.some((part) => part.includes(`{${field.id}}`)),
  )
  const item = kind && named && enumOf(kind, named.enum ?? '').find((one) => one.id === record.fields[named.id])
  return labelOf(item, lang())
}

/** The kind's name without what stands in brackets behind it. */
export const shortLabel = (kind: Kind | undefined): string =>
  labelOf(kind, lang())
    .replace(/[（(].*$/, '')
    .trim()
