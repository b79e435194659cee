import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { enumOf, labelOf } from '../../../domain/kinds/registry.ts'
import type { Value } from '../../../domain/record/event.ts'
import { lang, t } from '../../words/words.ts'
import { Sheet } from '../sheet.tsx'
import { ariaOf, ariaOfButton, type Choice, type WidgetProps } from './widget.ts'

/** More choices than this open a sheet with a search. */
const MOST_CHIPS = 8

export function EnumWidget(props: WidgetProps): JSX.Element {
  const choices = createMemo((): readonly Choice[] =>
    enumOf(props.scope.kind, props.field.enum ?? '').map((item) => ({ id: item.id, label: labelOf(item, lang()) })),
  )
  return <Choices {...props} choices={choices()} many={props.field.type === 'enum[]'} />
}

export function BoolWidget(props: WidgetProps): JSX.Element {
  const choices = (): readonly Choice[] => [
    { id: true, label: t('yes') },
    { id: false, label: t('no') },
  ]
  return <Choices {...props} choices={choices()} many={false} />
}

export function Choices(props: WidgetProps & { choices: readonly Choice[]; many: boolean }): JSX.Element {
  const chosen = (): readonly Value[] =>
    Array.isArray(props.value)
      ? props.value
      : props.value === undefined || props.value === null
        ? []
        : [props.value as Value]
  const pick = (id: Value): void => {
    const isChosen = chosen().includes(id)
    if (props.many) props.onChange(isChosen ? chosen().filter((one) => one !== id) : [...chosen(), id])
    else props.onChange(isChosen && !props.needed ? null : id)
  }
  return (
    <Show
      when={props.choices.length > MOST_CHIPS}
      fallback={<Chips {...props} choices={props.choices} chosen={chosen()} onPick={pick} />}
    >
      <ChoiceSheet {...props} chosen={chosen()} onPick={pick} />
    </Show>
  )
}

type ChipsProps = WidgetProps & {
  readonly choices: readonly Choice[]
  readonly many: boolean
  readonly chosen: readonly Value[]
  readonly onPick: (id: Value) => void
}

function Chips(props: ChipsProps): JSX.Element {
  const name = createUniqueId()
  return (
    <div
      class="chips"
      classList={{ three: props.choices.length === 3 && props.choices.every((one) => one.label.length <= 4) }}
      role={props.many ? 'group' : 'radiogroup'}
      {...ariaOf(props)}
    >
      <For each={props.choices}>
        {(choice) => (
          <label class="chip">
            <input
              type={props.many ? 'checkbox' : 'radio'}
              name={name}
              checked={props.chosen.includes(choice.id)}
              // A click on the chosen one takes it back where nothing is owed; `change` would not tell.
              onClick={() => props.onPick(choice.id)}
            />
            <span>{choice.label}</span>
          </label>
        )}
      </For>
    </div>
  )
}

function ChoiceSheet(props: ChipsProps): JSX.Element {
  const own = createUniqueId()
  const [open, setOpen] = createSignal(false)
  const words = () =>
    props.choices
      .filter((choice) => props.chosen.includes(choice.id))
      .map((choice) => choice.label)
      .join(t('comma'))
  return (
    <>
      <button type="button" class="input opens" {...ariaOfButton(props, own)} onClick={() => setOpen(true)}>
        <span classList={{ empty: words() === '' }}>{words() || t('choose')}</span>
        <i class="i i-chevron-right" aria-hidden="true" />
      </button>
      <Show when={open()}>
        <Sheet
          title={labelOf(props.field, lang())}
          onClose={() => setOpen(false)}
          foot={
            <button type="button" class="btn main" data-testid="sheet-done" onClick={() => setOpen(false)}>
              {t('done')}
            </button>
          }
        >
          <Searched choices={props.choices}>
            {(choice) => (
              <label class="option">
                <input
                  type={props.many ? 'checkbox' : 'radio'}
                  name="choice"
                  checked={props.chosen.includes(choice.id)}
                  onClick={() => {
                    props.onPick(choice.id)
                    if (!props.many) setOpen(false)
                  }}
                />
                <span>{choice.label}</span>
              </label>
            )}
          </Searched>
        </Sheet>
      </Show>
    </>
  )
}

const AT_ONCE = 60

/** A list with a search box above it; shows the first matches and says how many more there are. */
export function Searched(props: {
  choices: readonly Choice[]
  children: (choice: Choice) => JSX.Element
}): JSX.Element {
  const [query, setQuery] = createSignal('')
  const found = createMemo(() => {
    const words = query().trim().toLowerCase().split(/\s+/)
    return props.choices.filter((one) => {
      const text = `${one.label} ${one.sub ?? ''}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
  })
  return (
    <>
      <div class="pad find">
        <i class="i i-search" aria-hidden="true" />
        <input
          class="input"
          type="search"
          data-testid="sheet-search"
          placeholder={t('find')}
          aria-label={t('find')}
          value={query()}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </div>
      <div class="options">
        <For
          each={found().slice(0, AT_ONCE)}
          fallback={
            <p class="pad sub">{props.choices.length === 0 ? t('noneHere') : t('noneFound', { q: query() })}</p>
          }
        >
          {(choice) => props.children(choice)}
        </For>
      </div>
      <Show when={found().length > AT_ONCE}>
        <p class="pad sub">{t('moreFound', { n: found().length - AT_ONCE })}</p>
      </Show>
    </>
  )
}
