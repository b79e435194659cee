import { For, type JSX, Show } from 'solid-js'
import type { Kind } from '../../domain/kinds/define.ts'
import { fieldOf, labelOf, moveOf, roleName } from '../../domain/kinds/registry.ts'
import type { ClientEvent } from '../../domain/record/event.ts'
import type { HistoryEntry } from '../../domain/record/folded.ts'
import { clockTime, lang, t } from '../words/words.ts'

type Props = {
  readonly kind: Kind
  readonly history: readonly HistoryEntry[]
  readonly nameOf: (person: string) => string
  readonly receivedAt: (event: string) => number | undefined
  /** Came in while the reader was looking. */
  readonly isNew?: (event: string) => boolean
}

/** Who did what, when, and when it arrived: nothing is ever overwritten. Newest first. */
export function History(props: Props): JSX.Element {
  const words = (event: ClientEvent): string => {
    const labels = (set: object) => Object.keys(set).map((id) => labelOf(fieldOf(props.kind, id), lang()) || id)
    switch (event.type) {
      case 'create':
        return t('created')
      case 'set':
        return t('changed', { fields: labels(event.set).join(t('comma')) })
      case 'move':
        return `${labelOf(moveOf(props.kind, event.move), lang()) || event.move}${event.note ? `：${event.note}` : ''}`
      case 'photo': {
        const declared = props.kind.evidence.find((one) => one.type === 'photo' && one.label === event.label)
        return t('photoTaken', { label: declared?.type === 'photo' ? labelOf(declared, lang()) : event.label })
      }
      case 'remark':
        return event.text
      case 'track':
        return t('trackTaken')
    }
  }
  return (
    <ol class="trace top-al" data-testid="household-history">
      <For each={[...props.history].reverse()}>
        {(entry) => (
          <li classList={{ done: entry.effective, fresh: props.isNew?.(entry.id) ?? false }}>
            <span class="node">
              <Show when={entry.effective}>
                <i class="i i-check" aria-hidden="true" />
              </Show>
            </span>
            <div>
              <p class="t">{words(entry.event)}</p>
              <p class="sub">
                {entry.event.by === 'system' ? '' : props.nameOf(entry.event.by)} {roleName(entry.event.role, lang())} ·{' '}
                {clockTime(entry.event.at)}
                <Show when={props.receivedAt(entry.id)}>
                  {(at) => ` · ${t('receivedAt', { time: clockTime(at()) })}`}
                </Show>
              </p>
            </div>
          </li>
        )}
      </For>
    </ol>
  )
}
