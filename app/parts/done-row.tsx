import type { JSX } from 'solid-js'
import { kindLine } from '../state/due-words.ts'
import type { LocalRecord, Phone } from '../state/phone.ts'
import { mainTitle } from '../state/titles.ts'
import { RecordPill } from './status.tsx'

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
