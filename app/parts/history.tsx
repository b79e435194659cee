import { For, type JSX, Show } from 'solid-js'
import { EXTENSION } from '../../domain/deadline.ts'
import type { Kind } from '../../domain/kinds/define.ts'
import { fieldOf, labelOf, moveOf, roleName } from '../../domain/kinds/registry.ts'
import type { ClientEvent, Fields, Value } from '../../domain/record/event.ts'
import type { HistoryEntry } from '../../domain/record/folded.ts'
import { metresTo } from '../../domain/record/geometry.ts'
import { clockTime, lang, t } from '../words/words.ts'
import { type Named, shownValue } from './value.ts'

type Props = {
  readonly kind: Kind
  readonly history: readonly HistoryEntry[]
  readonly nameOf: Named
  /** The title of a record or the name of a person that a value names. */
  readonly named: Named
  readonly receivedAt: (event: string) => number | undefined
  /** Where the thing is that the record is about, if that is known here. */
  readonly subject?: Value | undefined
  /** Came in while the reader was looking. */
  readonly isNew?: (event: string) => boolean
}

/** Who did what, when, where, and when it arrived: nothing is ever overwritten. Newest first. */
export function History(props: Props): JSX.Element {
  /** What an edit wrote, each value in its field's words; names and numbers stay masked here. */
  const values = (set: Fields): string[] =>
    Object.entries(set).map(([id, value]) => {
      const field = fieldOf(props.kind, id)
      return field
        ? t('fieldValue', {
            field: labelOf(field, lang()),
            value: shownValue(props.kind, field, value, props.named, false),
          })
        : id === EXTENSION
          ? t('moreTime')
          : id
    })
  /** Where it was written: seen from the record's subject, else in degrees; always how exact. */
  const where = (event: ClientEvent): string => {
    if (!('place' in event) || !event.place) return ''
    const { place } = event
    const metres = metresTo(place, props.subject)
    const at =
      metres === undefined
        ? `${place.lat.toFixed(4)}, ${place.lon.toFixed(4)}`
        : t('placeAway', { n: Math.round(metres) })
    const how = place.source === 'map' ? `${t('comma')}${t('placePointed')}` : ''
    return ` · ${at}${how}${t('comma')}${t('placeAcc', { n: Math.round(place.acc) })}`
  }
  const words = (event: ClientEvent): string => {
    switch (event.type) {
      case 'create':
        return t('created')
      case 'set':
        return t('changed', { fields: values(event.set).join(t('comma')) })
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
                {where(entry.event)}
              </p>
            </div>
          </li>
        )}
      </For>
    </ol>
  )
}
