import { createSignal, For, type JSX, Show } from 'solid-js'
import type { RecordAnswer } from '../../../domain/api.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { fieldOf, labelOf, roleName } from '../../../domain/kinds/registry.ts'
import type { Value } from '../../../domain/record/event.ts'
import type { Conflict } from '../../../domain/record/folded.ts'
import { shownValue } from '../../parts/value.ts'
import { clockTime, lang, t } from '../../words/words.ts'
import { DeskField } from './desk-field.tsx'

type Props = {
  readonly kind: Kind
  readonly conflict: Conflict
  readonly answer: RecordAnswer
  readonly named: (id: string) => string
  /** Undefined: this reader may not settle it. */
  readonly onSettle: ((value: Value) => void) | undefined
}

/** Two values that did not know of each other, side by side, until somebody settles it. No winner is picked silently. */
export function ConflictPanel(props: Props): JSX.Element {
  const [other, setOther] = createSignal(false)
  const [value, setValue] = createSignal<Value>()
  const field = () => fieldOf(props.kind, props.conflict.field)
  const shown = (one: Value): string => {
    const known = field()
    return known ? shownValue(props.kind, known, one, props.named) : String(one)
  }
  return (
    <section class="panel clash" data-testid={`conflict-${props.conflict.field}`}>
      <div class="notice needs">
        <i class="i i-circle-alert" aria-hidden="true" />
        <p>
          <b>{t('conflict', { field: labelOf(field(), lang()) || props.conflict.field })}</b> {t('neitherKnew')}
        </p>
      </div>
      <div class="sides">
        <For each={props.conflict.values}>
          {(one, i) => (
            <div>
              <p class="worth">{shown(one.value)}</p>
              <p class="strong">
                {props.named(one.by)}，{roleName(one.role, lang())}
              </p>
              <p class="sub">
                {t('wroteAt', { time: clockTime(one.at) })}
                <Show when={props.answer.received[one.event]}>
                  {(at) => <> · {t('receivedAt', { time: clockTime(at()) })}</>}
                </Show>
              </p>
              <div class="act">
                <Show when={props.onSettle}>
                  {(settle) => (
                    <button type="button" class="btn" onClick={() => settle()(one.value)}>
                      {t('take', { value: shown(one.value) })}
                    </button>
                  )}
                </Show>
                <Show when={i() === 0}>
                  <span class="sub">{t('showsNow')}</span>
                </Show>
              </div>
            </div>
          )}
        </For>
      </div>
      <Show when={props.onSettle && field()}>
        {(known) => (
          <div class="other">
            <Show
              when={other()}
              fallback={
                <button type="button" class="btn" data-testid="settle-other" onClick={() => setOther(true)}>
                  {t('writeOther')}
                </button>
              }
            >
              <div class="grow">
                <DeskField
                  kind={props.kind}
                  field={known()}
                  value={value()}
                  needed={false}
                  fields={props.answer.record.fields}
                  named={props.named}
                  onChange={(next) => setValue(() => next)}
                />
              </div>
              <button
                type="button"
                class="btn main"
                data-testid="settle-write"
                disabled={value() === undefined}
                onClick={() => props.onSettle?.(value() as Value)}
              >
                {t('take', { value: value() === undefined ? '' : shown(value() as Value) })}
              </button>
            </Show>
            <span class="sub">{t('bothKept')}</span>
          </div>
        )}
      </Show>
    </section>
  )
}
