import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js'
import type { RecordAnswer } from '../../../domain/api.ts'
import type { Field, Kind } from '../../../domain/kinds/define.ts'
import { labelOf } from '../../../domain/kinds/registry.ts'
import { isPresent } from '../../../domain/record/condition.ts'
import { shownValue } from '../../parts/value.ts'
import { lang, t } from '../../words/words.ts'

/** Names, phones and plates: masked until somebody asks for them. */
const hasMask = (field: Field): boolean => field.mask !== undefined || (field.items ?? []).some(hasMask)

type Props = {
  readonly kind: Kind
  readonly answer: RecordAnswer
  readonly named: (id: string) => string
  /** Fields that somebody set since the record was opened. */
  readonly fresh: ReadonlySet<string>
  /** Undefined: nothing can be sent back from here. */
  readonly picked: readonly string[] | undefined
  readonly onPick: (field: string) => void
}

/** The content, field by field; each can be ticked to be sent back. A conflict shows all its values. */
export function Facts(props: Props): JSX.Element {
  const record = () => props.answer.record
  const [open, setOpen] = createSignal(false)
  createEffect(
    on(
      () => record().id,
      () => setOpen(false),
    ),
  )
  const there = () => props.kind.fields.filter((field) => isPresent(record().fields[field.id]))
  const clash = (field: string) => record().conflicts.find((conflict) => conflict.field === field)
  return (
    <section class="panel">
      <h2>
        {t('content')}
        <Show when={there().some(hasMask)}>
          <button
            type="button"
            class="btn plain"
            aria-pressed={open()}
            data-testid="unmask"
            onClick={() => setOpen(!open())}
          >
            <i class="i i-eye" aria-hidden="true" />
            {t(open() ? 'maskAgain' : 'unmask')}
          </button>
        </Show>
      </h2>
      <dl class="facts four">
        <For each={there()}>
          {(field) => {
            const shown = () =>
              (clash(field.id)?.values.map((one) => one.value) ?? [record().fields[field.id]])
                .map((value) => shownValue(props.kind, field, value, props.named, open()))
                .join(' / ')
            return (
              <div
                classList={{
                  fresh: props.fresh.has(field.id),
                  owed: props.answer.row.returnedFields?.includes(field.id) ?? false,
                  wide: field.type === 'text' || field.type === 'list',
                }}
              >
                <dt>
                  <Show when={!field.derived && props.picked} fallback={labelOf(field, lang())}>
                    {(picked) => (
                      <label class="sendback">
                        <input
                          type="checkbox"
                          data-testid={`pick-${field.id}`}
                          checked={picked().includes(field.id)}
                          onChange={() => props.onPick(field.id)}
                        />
                        {labelOf(field, lang())}
                      </label>
                    )}
                  </Show>
                </dt>
                <dd classList={{ need: clash(field.id) !== undefined }} data-testid={`value-${field.id}`}>
                  {shown()}
                </dd>
              </div>
            )
          }}
        </For>
      </dl>
    </section>
  )
}
