import type { JSX } from 'solid-js'
import { sentBackTo } from '../../domain/record/sent-back.ts'
import { kindLine } from '../state/due-words.ts'
import type { LocalRecord, Phone } from '../state/phone.ts'
import { mainTitle } from '../state/titles.ts'
import { RecordPill } from './status.tsx'

/** A record as a row: what it is, one line of why, its state. The whole row is the target. */
export function RecordRow(props: { phone: Phone; local: LocalRecord; href?: string | undefined }): JSX.Element {
  return (
    <a
      class="row"
      href={props.href ?? `/record/${props.local.record.id}`}
      data-testid="record-row"
      data-record={props.local.record.id}
    >
      <span>
        <span class="t">{mainTitle(props.phone, props.local.record)}</span>
        <span class="sub">{kindLine(props.local)}</span>
      </span>
      <RecordPill record={props.local} short={true} />
    </a>
  )
}

/** What came back to its author for its words: the form with the one thing to change, nothing to be looked for. */
export function mendHref({ record, clashes }: LocalRecord, me: string): string | undefined {
  const { returned, createdBy, id } = record
  if (!returned || clashes.length > 0 || createdBy !== me || sentBackTo(record) !== me) return undefined
  return `/record/${id}/edit${returned.fields.length > 0 ? `?only=${returned.fields.join(',')}` : ''}`
}
