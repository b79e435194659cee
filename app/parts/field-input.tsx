import { For, type JSX, Match, Show, Switch } from 'solid-js'
import { fromIsoDate } from '../../domain/clock.ts'
import type { Field, Kind } from '../../domain/kinds/define.ts'
import { enumOf, labelOf } from '../../domain/kinds/registry.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import { lang, t } from '../words/words.ts'

export type Option = { readonly id: string; readonly title: string }
type Props = {
  readonly kind: Kind
  readonly field: Field
  readonly value: Value | undefined
  readonly needed: boolean
  readonly problem?: string
  /** What a reference may name, by the kind that its field declares. */
  readonly options: (of: string) => readonly Option[]
  readonly onChange: (value: Value) => void
}

/** One field of any kind, drawn from its declaration alone. */
export function FieldInput(props: Props): JSX.Element {
  return (
    <div class="field" classList={{ problem: Boolean(props.problem) }} data-testid={`field-${props.field.id}`}>
      <span class="label">
        {labelOf(props.field, lang())}
        <Show when={props.needed}>
          <span class="req" title={t('required')}>
            *
          </span>
        </Show>
      </span>
      <Widget {...props} />
      <Show when={props.field.help}>{(help) => <p class="msg">{labelOf(help(), lang())}</p>}</Show>
      <Show when={props.problem}>{(problem) => <p class="msg bad">{problem()}</p>}</Show>
    </div>
  )
}

function Widget(props: Props): JSX.Element {
  const chosen = (): readonly Value[] => (Array.isArray(props.value) ? props.value : [])
  const toggle = (id: string): void =>
    props.onChange(chosen().includes(id) ? chosen().filter((one) => one !== id) : [...chosen(), id])
  const text = (): string =>
    typeof props.value === 'string' || typeof props.value === 'number' ? String(props.value) : ''
  return (
    <Switch fallback={<TextInput text={text()} label={labelOf(props.field, lang())} onText={props.onChange} />}>
      <Match when={props.field.type === 'enum' || props.field.type === 'enum[]'}>
        <div class="chips">
          <For each={enumOf(props.kind, props.field.enum ?? '')}>
            {(item) => (
              <label class="chip">
                <input
                  type={props.field.type === 'enum' ? 'radio' : 'checkbox'}
                  checked={props.field.type === 'enum' ? props.value === item.id : chosen().includes(item.id)}
                  onChange={() => (props.field.type === 'enum' ? props.onChange(item.id) : toggle(item.id))}
                />
                {labelOf(item, lang())}
              </label>
            )}
          </For>
        </div>
      </Match>
      <Match when={props.field.type === 'bool'}>
        <div class="chips">
          <For each={[true, false]}>
            {(side) => (
              <label class="chip">
                <input type="radio" checked={props.value === side} onChange={() => props.onChange(side)} />
                {side ? t('yes') : t('no')}
              </label>
            )}
          </For>
        </div>
      </Match>
      <Match when={props.field.type === 'int' || props.field.type === 'decimal'}>
        <input
          class="input"
          inputmode="decimal"
          aria-label={labelOf(props.field, lang())}
          value={text()}
          onInput={(event) =>
            props.onChange(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))
          }
        />
      </Match>
      <Match when={props.field.type === 'date' || props.field.type === 'time'}>
        <input
          class="input"
          type={props.field.type}
          aria-label={labelOf(props.field, lang())}
          value={text()}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
      </Match>
      <Match when={props.field.type === 'datetime'}>
        <input
          class="input"
          type="datetime-local"
          aria-label={labelOf(props.field, lang())}
          value={
            typeof props.value === 'number' ? new Date(props.value + 8 * 3_600_000).toISOString().slice(0, 16) : ''
          }
          onInput={(event) => {
            const [day = '', time = ''] = event.currentTarget.value.split('T')
            const [hour = 0, minute = 0] = time.split(':').map(Number)
            const midnight = fromIsoDate(day)
            props.onChange(midnight === undefined ? null : midnight + (hour * 60 + minute) * 60_000)
          }}
        />
      </Match>
      <Match when={props.field.type === 'ref'}>
        <select
          class="input"
          aria-label={labelOf(props.field, lang())}
          onChange={(event) => props.onChange(event.currentTarget.value || null)}
        >
          <option value="">{t('choose')}</option>
          <For each={props.options(props.field.of ?? '')}>
            {(option) => (
              <option value={option.id} selected={option.id === props.value}>
                {option.title}
              </option>
            )}
          </For>
        </select>
      </Match>
      <Match when={props.field.type === 'list'}>
        <For each={props.value as readonly Fields[] | undefined}>
          {(row, at) => (
            <div class="cond">
              <Rows
                {...props}
                row={row}
                onRow={(next) => props.onChange(chosen().map((one, i) => (i === at() ? next : one)))}
              />
              <button type="button" class="btn" onClick={() => props.onChange(chosen().filter((_, i) => i !== at()))}>
                {t('remove')}
              </button>
            </div>
          )}
        </For>
        <button
          type="button"
          class="btn"
          data-testid={`add-${props.field.id}`}
          onClick={() => props.onChange([...chosen(), {}])}
        >
          {t('add')}
        </button>
      </Match>
      <Match when={props.field.type === 'group'}>
        <div class="cond">
          <Rows {...props} row={(props.value ?? {}) as Fields} onRow={props.onChange} />
        </div>
      </Match>
      <Match when={props.field.type === 'string[]'}>
        <TextInput
          text={chosen().join('、')}
          label={labelOf(props.field, lang())}
          onText={(value) =>
            props.onChange(
              value
                .split(/[、,]/)
                .map((part) => part.trim())
                .filter(Boolean),
            )
          }
        />
      </Match>
    </Switch>
  )
}

function TextInput(props: { text: string; label: string; onText: (text: string) => void }): JSX.Element {
  return (
    <input
      class="input"
      aria-label={props.label}
      value={props.text}
      onInput={(event) => props.onText(event.currentTarget.value)}
    />
  )
}

function Rows(props: Props & { row: Fields; onRow: (row: Fields) => void }): JSX.Element {
  return (
    <For each={props.field.items}>
      {(item) => (
        <FieldInput
          kind={props.kind}
          field={item}
          value={props.row[item.id]}
          needed={item.need === 'always'}
          options={props.options}
          onChange={(value) => props.onRow({ ...props.row, [item.id]: value })}
        />
      )}
    </For>
  )
}
