import { For, type JSX } from 'solid-js'
import type { Kind } from '../../domain/kinds/define.ts'
import { fieldOf, labelOf, roleName } from '../../domain/kinds/registry.ts'
import type { Value } from '../../domain/record/event.ts'
import type { Conflict } from '../../domain/record/folded.ts'
import { clockTime, lang, t } from '../words/words.ts'
import { shownValue } from './value.ts'

type Props = {
  readonly kind: Kind
  readonly conflict: Conflict
  readonly named: (id: string) => string
  readonly onSettle: (value: Value) => void
}

/** Two people wrote one field without knowing of each other: both values, by whom and when; a person settles it. */
export function ConflictNotice(props: Props): JSX.Element {
  const field = () => fieldOf(props.kind, props.conflict.field)
  const shown = (value: Value) => {
    const known = field()
    return known ? shownValue(props.kind, known, value, props.named) : String(value)
  }
  return (
    <section class="notice needs" data-testid={`conflict-${props.conflict.field}`}>
      <i class="i i-circle-alert l" aria-hidden="true" />
      <div>
        <p class="lead">{t('conflictTitle', { field: labelOf(field(), lang()) })}</p>
        <p>{t('chooseOne')}</p>
        <ul class="sides">
          <For each={props.conflict.values}>
            {(side) => (
              <li>
                <b>{shown(side.value)}</b>
                <span class="sub">
                  {t('writtenBy', { role: roleName(side.role, lang()), name: props.named(side.by) })}
                </span>
                <span class="sub">{clockTime(side.at)}</span>
                <button
                  type="button"
                  class="btn fit"
                  aria-label={`${t('setBoth')}: ${shown(side.value)}`}
                  onClick={() => props.onSettle(side.value)}
                >
                  {t('setBoth')}
                </button>
              </li>
            )}
          </For>
        </ul>
      </div>
    </section>
  )
}
