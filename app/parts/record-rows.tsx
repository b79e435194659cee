import type { JSX } from 'solid-js'
import { kindLine } from '../state/due-words.ts'
import type { LocalRecord, Phone } from '../state/phone.ts'
import { mainTitle } from '../state/titles.ts'
import { RecordPill } from './status.tsx'

/** A record as a row: what it is, one line of why, its state. The whole row is the target. */
export function RecordRow(props: { phone: Phone; local: LocalRecord }): JSX.Element {
  return (
    <a
      class="row"
      href={`/record/${props.local.record.id}`}
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
