import { For, type JSX, Show } from 'solid-js'
import { kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import type { LocalRecord, Phone } from '../state/phone.ts'
import { clockTime, lang, t } from '../words/words.ts'
import { RecordPill } from './status.tsx'

const SHOWN_AT_ONCE = 60

/** Records as rows: what it is, one line of why, its state. The whole row is the target. */
export function RecordRows(props: { phone: Phone; rows: readonly LocalRecord[] }): JSX.Element {
  return (
    <Show when={props.rows.length > 0} fallback={<p class="pad sub">{t('empty')}</p>}>
      <ul class="rows">
        <For each={props.rows.slice(0, SHOWN_AT_ONCE)}>
          {(local) => (
            <li class="link">
              <RecordRow phone={props.phone} local={local} />
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}

export function RecordRow(props: { phone: Phone; local: LocalRecord }): JSX.Element {
  const why = () => {
    const { record } = props.local
    const kind = kindOf(record.kind)
    return kind
      ? `${labelOf(kind, lang())} · ${labelOf(stateOf(kind, record.state), lang())} · ${clockTime(record.updatedAt)}`
      : record.kind
  }
  return (
    <a
      class="row"
      href={`/record/${props.local.record.id}`}
      data-testid="record-row"
      data-record={props.local.record.id}
    >
      <span>
        <span class="t">{props.phone.titleOf(props.local.record)}</span>
        <span class="sub">{why()}</span>
      </span>
      <RecordPill record={props.local} />
    </a>
  )
}
