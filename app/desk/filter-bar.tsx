import { createEffect, createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import type { MeAnswer } from '../../domain/api.ts'
import { kindOf, labelOf, listedKinds } from '../../domain/kinds/registry.ts'
import { areaName, areasBelow } from '../state/areas.ts'
import { lang, t } from '../words/words.ts'
import type { Address, AddressBar, AddressField } from './address.ts'

type Option = { readonly value: string; readonly label: string }
const DAYS = ['1', '7', '30', '90'] as const
/** ms of rest after a letter before the search is asked. */
const TYPING = 200

function Filter(props: {
  name: AddressField
  label: string
  value: string
  options: readonly Option[]
  onPick: (value: string) => void
}): JSX.Element {
  return (
    <label class="sel" classList={{ on: props.value !== '' }}>
      <span class="k">{props.label}</span>
      <select
        data-testid={`filter-${props.name}`}
        value={props.value}
        onChange={(event) => props.onPick(event.currentTarget.value)}
      >
        <option value="">{t('all')}</option>
        <For each={props.options}>
          {(option) => (
            <option value={option.value} selected={option.value === props.value}>
              {option.label}
            </option>
          )}
        </For>
      </select>
    </label>
  )
}

/** Each filter shows its value; changed ones are tinted; “clear” appears when one is set. */
export function FilterBar(props: {
  me: MeAnswer
  bar: AddressBar
  show: readonly AddressField[]
  children?: JSX.Element
  /** Stands at the right. */
  end?: JSX.Element
}): JSX.Element {
  const at = () => props.bar.at()
  const pick = (change: Partial<Address>) => props.bar.go({ ...change, room: '', record: '' })
  const shows = (field: AddressField) => props.show.includes(field)
  const [typed, setTyped] = createSignal(at().q)
  createEffect(() => setTyped(at().q))
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  function type(text: string): void {
    setTyped(text)
    clearTimeout(timer)
    // What is open stays open: it may have been opened while somebody was still typing.
    timer = setTimeout(() => props.bar.go({ q: text }), TYPING)
  }
  const states = (): readonly Option[] =>
    kindOf(at().kind)?.states.map((state) => ({ value: state.id, label: labelOf(state, lang()) })) ?? []
  const areas = (): readonly Option[] => {
    const own = [...new Set(props.me.grants.map((grant) => grant.area))]
    const below = own.flatMap((area) => areasBelow(area))
    const chosen = at().area && !own.includes(at().area) ? areasBelow(at().area) : []
    const all = [...own.map((code) => ({ code, name: areaName(code) })), ...below, ...chosen]
    return [...new Map(all.map(({ code, name }) => [code, { value: code, label: name }])).values()]
  }
  const cleared = Object.fromEntries(props.show.map((field) => [field, ''])) as Partial<Address>
  const isSet = () => props.show.some((field) => at()[field] !== '')

  return (
    <div class="filters">
      {props.children}
      <Show when={shows('kind')}>
        <Filter
          name="kind"
          label={t('kind')}
          value={at().kind}
          options={listedKinds().map((kind) => ({ value: kind.id, label: labelOf(kind, lang()) }))}
          onPick={(kind) => pick({ kind, state: '' })}
        />
      </Show>
      <Show when={shows('state') && states().length > 0}>
        <Filter
          name="state"
          label={t('state')}
          value={at().state}
          options={states()}
          onPick={(state) => pick({ state })}
        />
      </Show>
      <Show when={shows('area') && areas().length > 1}>
        <Filter name="area" label={t('area')} value={at().area} options={areas()} onPick={(area) => pick({ area })} />
      </Show>
      <Show when={shows('days')}>
        <Filter
          name="days"
          label={t('period')}
          value={at().days}
          options={DAYS.map((days) => ({ value: days, label: days === '1' ? t('today') : t('lastDays', { n: days }) }))}
          onPick={(days) => pick({ days })}
        />
      </Show>
      <Show when={shows('card')}>
        <Filter
          name="card"
          label={t('card')}
          value={at().card}
          options={[
            { value: 'red', label: t('cardRed') },
            { value: 'yellow', label: t('cardYellow') },
          ]}
          onPick={(card) => pick({ card })}
        />
      </Show>
      <Show when={shows('q')}>
        <label class="sel find">
          <i class="i i-search" aria-hidden="true" />
          <input
            type="search"
            data-testid="search"
            placeholder={t('search')}
            aria-label={t('search')}
            value={typed()}
            onInput={(event) => type(event.currentTarget.value)}
          />
        </label>
      </Show>
      <Show when={isSet()}>
        <button type="button" class="btn plain" data-testid="clear-filters" onClick={() => pick(cleared)}>
          {t('clear')}
        </button>
      </Show>
      <span class="grow" />
      {props.end}
    </div>
  )
}
