import { createMemo, For, Index, type JSX, Show } from 'solid-js'
import type { Field } from '../../../domain/kinds/define.ts'
import { enumOf, labelOf } from '../../../domain/kinds/registry.ts'
import type { Fields, Value } from '../../../domain/record/event.ts'
import { lang, t } from '../../words/words.ts'
import { FieldInput } from '../field-input.tsx'
import { Choices } from './choice.tsx'
import type { Choice, WidgetProps } from './widget.ts'

const rowsOf = (value: Value | undefined): readonly Fields[] =>
  Array.isArray(value) ? (value as readonly Fields[]) : []

/** A list of entries. If what an entry is about is a choice, the choices themselves open and close the entries. */
export function ListWidget(props: WidgetProps): JSX.Element {
  const rows = createMemo(() => rowsOf(props.value))
  const keyed = (): Field | undefined => {
    const first = props.field.items?.[0]
    return first?.type === 'enum' && first.need === 'always' ? first : undefined
  }
  const change = (at: number, row: Fields) => props.onChange(rows().map((one, i) => (i === at ? row : one)))
  const drop = (at: number) => props.onChange(rows().filter((_, i) => i !== at))
  return (
    <Show when={keyed()} fallback={<PlainList {...props} rows={rows()} onRow={change} onDrop={drop} />}>
      {(by) => <KeyedList {...props} by={by()} rows={rows()} onRow={change} onDrop={drop} />}
    </Show>
  )
}

type ListProps = WidgetProps & {
  readonly rows: readonly Fields[]
  readonly onRow: (at: number, row: Fields) => void
  readonly onDrop: (at: number) => void
}

function PlainList(props: ListProps): JSX.Element {
  return (
    <>
      <Index each={props.rows}>
        {(row, at) => (
          <Entry title={t('rowN', { n: at + 1 })} onDrop={() => props.onDrop(at)}>
            <Items {...props} items={props.field.items ?? []} row={row()} onRow={(next) => props.onRow(at, next)} />
          </Entry>
        )}
      </Index>
      <button
        type="button"
        class="btn"
        data-testid={`add-${props.field.id}`}
        onClick={() => props.onChange([...props.rows, {}])}
      >
        <i class="i i-plus" aria-hidden="true" />
        {t('add')}
      </button>
    </>
  )
}

function KeyedList(props: ListProps & { by: Field }): JSX.Element {
  const choices = createMemo((): readonly Choice[] =>
    enumOf(props.scope.kind, props.by.enum ?? '').map((item) => ({ id: item.id, label: labelOf(item, lang()) })),
  )
  const chosen = () => [...new Set(props.rows.map((row) => row[props.by.id] as Value))]
  const word = (row: Fields) => choices().find((choice) => choice.id === row[props.by.id])?.label ?? ''
  const rest = () => (props.field.items ?? []).filter((item) => item !== props.by)
  /** Nothing in the entry is owed: it stays folded until somebody wants to write more. */
  const light = () => rest().every((item) => item.need === 'never')
  function choose(next: Value): void {
    const ids = Array.isArray(next) ? next : []
    const kept = props.rows.filter((row) => ids.includes(row[props.by.id] as Value))
    const fresh = ids.filter((id) => !chosen().includes(id)).map((id) => ({ [props.by.id]: id }))
    props.onChange([...kept, ...fresh])
  }
  return (
    <>
      <div data-testid={`field-${props.by.id}`}>
        <Choices {...props} choices={choices()} many={true} value={chosen()} onChange={choose} />
      </div>
      <Show when={rest().length > 0}>
        <Index each={props.rows}>
          {(row, at) => (
            <Show
              when={light()}
              fallback={
                <Entry title={word(row())} onDrop={() => props.onDrop(at)}>
                  <Items {...props} items={rest()} row={row()} onRow={(next) => props.onRow(at, next)} />
                </Entry>
              }
            >
              <details class="cond fold">
                <summary>
                  {word(row())} ·{' '}
                  {rest()
                    .map((item) => labelOf(item, lang()))
                    .join(t('comma'))}
                </summary>
                <Items {...props} items={rest()} row={row()} onRow={(next) => props.onRow(at, next)} />
              </details>
            </Show>
          )}
        </Index>
      </Show>
    </>
  )
}

function Entry(props: { title: string; onDrop: () => void; children: JSX.Element }): JSX.Element {
  return (
    <div class="cond entry">
      <header>
        <b>{props.title}</b>
        <button type="button" class="btn fit plain" onClick={props.onDrop}>
          {t('remove')}
        </button>
      </header>
      {props.children}
    </div>
  )
}

export function GroupWidget(props: WidgetProps): JSX.Element {
  const row = (): Fields => (props.value && typeof props.value === 'object' ? (props.value as Fields) : {})
  return (
    <div class="cond">
      <Items {...props} items={props.field.items ?? []} row={row()} onRow={props.onChange} />
    </div>
  )
}

function Items(
  props: WidgetProps & { items: readonly Field[]; row: Fields; onRow: (row: Fields) => void },
): JSX.Element {
  return (
    <For each={props.items}>
      {(item) => (
        <FieldInput
          scope={props.scope}
          field={item}
          within={props.field.id}
          value={props.row[item.id]}
          needed={item.need === 'always'}
          siblings={props.row}
          onChange={(value) => props.onRow({ ...props.row, [item.id]: value })}
        />
      )}
    </For>
  )
}
