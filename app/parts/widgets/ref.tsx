import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { labelOf } from '../../../domain/kinds/registry.ts'
import type { Value } from '../../../domain/record/event.ts'
import { lang, t } from '../../words/words.ts'
import { Sheet } from '../sheet.tsx'
import { Searched } from './choice.tsx'
import { ariaOfButton, type WidgetProps } from './widget.ts'

/** Records (or people) that a reference may name, searched on this phone. */
export function RefWidget(props: WidgetProps): JSX.Element {
  const own = createUniqueId()
  const [open, setOpen] = createSignal(false)
  const many = () => props.field.type === 'ref[]'
  const chosen = (): readonly Value[] =>
    Array.isArray(props.value) ? props.value : props.value ? [props.value as Value] : []
  const pick = (id: Value): void => {
    if (!many()) {
      props.onChange(id)
      setOpen(false)
    } else props.onChange(chosen().includes(id) ? chosen().filter((one) => one !== id) : [...chosen(), id])
  }
  const words = () =>
    chosen()
      .map((id) => props.scope.named(String(id)))
      .join(t('comma'))
  const choices = createMemo(() => (open() ? props.scope.choices(props.field) : []))
  return (
    <>
      <button
        type="button"
        class="input opens"
        data-testid={`choose-${props.field.id}`}
        {...ariaOfButton(props, own)}
        onClick={() => setOpen(true)}
      >
        <span classList={{ empty: words() === '' }}>{words() || t('choose')}</span>
        <i class="i i-chevron-right" aria-hidden="true" />
      </button>
      <Show when={open()}>
        <Sheet
          title={labelOf(props.field, lang())}
          onClose={() => setOpen(false)}
          foot={
            <div class="pair">
              <button
                type="button"
                class="btn"
                disabled={chosen().length === 0}
                onClick={() => {
                  props.onChange(many() ? [] : null)
                  setOpen(false)
                }}
              >
                {t('clearChoice')}
              </button>
              <button type="button" class="btn" data-testid="sheet-done" onClick={() => setOpen(false)}>
                {t('done')}
              </button>
            </div>
          }
        >
          <Searched choices={choices()}>
            {(choice) => (
              <button
                type="button"
                class="option"
                data-testid="option"
                aria-pressed={chosen().includes(choice.id)}
                onClick={() => pick(choice.id)}
              >
                <span>
                  <span class="t">{choice.label}</span>
                  <Show when={choice.sub}>{(sub) => <span class="sub">{sub()}</span>}</Show>
                </span>
                <Show when={chosen().includes(choice.id)}>
                  <i class="i i-check" aria-hidden="true" />
                </Show>
              </button>
            )}
          </Searched>
        </Sheet>
      </Show>
      <Show when={many() && chosen().length > 1}>
        <ul class="tags">
          <For each={chosen()}>{(id) => <li class="tag">{props.scope.named(String(id))}</li>}</For>
        </ul>
      </Show>
    </>
  )
}
