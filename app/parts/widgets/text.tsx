import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { fromIsoDate, isoDate, shanghaiDate } from '../../../domain/clock.ts'
import type { Value } from '../../../domain/record/event.ts'
import { dayWords, t } from '../../words/words.ts'
import { ariaOf, type WidgetProps } from './widget.ts'

const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '')

export function TextWidget(props: WidgetProps): JSX.Element {
  return (
    <Show
      when={props.field.type === 'text'}
      fallback={
        <input
          class="input"
          type={props.field.type === 'url' ? 'url' : 'text'}
          inputmode={props.field.type === 'url' ? 'url' : 'text'}
          autocomplete="off"
          {...ariaOf(props)}
          value={textOf(props.value)}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
      }
    >
      <textarea
        class="input"
        rows={3}
        {...ariaOf(props)}
        value={textOf(props.value)}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
    </Show>
  )
}

/** Several short texts in one box, separated as one would write them. */
export function TextsWidget(props: WidgetProps): JSX.Element {
  const [draft, setDraft] = createSignal<string>()
  const joined = () => (Array.isArray(props.value) ? props.value.join(t('comma')) : '')
  return (
    <input
      class="input"
      {...ariaOf(props)}
      value={draft() ?? joined()}
      onInput={(event) => {
        const text = event.currentTarget.value
        setDraft(text)
        props.onChange(
          text
            .split(/[、,，;；]/)
            .map((part) => part.trim())
            .filter(Boolean),
        )
      }}
      onBlur={() => setDraft(undefined)}
    />
  )
}

const pad = (n: number): string => String(n).padStart(2, '0')
const clock = (at: number): string => {
  const { hour, minute } = shanghaiDate(at)
  return `${pad(hour)}:${pad(minute)}`
}
/** `2026-11-25T14:03` in Shanghai to ms UTC and back. */
const toLocal = (at: number): string => `${isoDate(at)}T${clock(at)}`
function fromLocal(text: string): number | undefined {
  const [day = '', time = ''] = text.split('T')
  const midnight = fromIsoDate(day)
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return midnight === undefined ? undefined : midnight + (hour * 60 + minute) * 60_000
}

/** The system's own picker; outside of it the day stands in words. */
export function DateWidget(props: WidgetProps): JSX.Element {
  const words = (): string => {
    if (typeof props.value === 'number') return `${dayWords(props.value)} ${clock(props.value)}`
    const day = typeof props.value === 'string' ? fromIsoDate(props.value) : undefined
    return day === undefined ? '' : dayWords(day)
  }
  return (
    <Switch>
      <Match when={props.field.type === 'time'}>
        <input
          class="input"
          type="time"
          {...ariaOf(props)}
          value={textOf(props.value)}
          onInput={(event) => props.onChange(event.currentTarget.value || null)}
        />
      </Match>
      <Match when={true}>
        <div class="datebox">
          <Show
            when={props.field.type === 'datetime'}
            fallback={
              <input
                class="input"
                type="date"
                {...ariaOf(props)}
                value={textOf(props.value)}
                onInput={(event) => props.onChange(event.currentTarget.value || null)}
              />
            }
          >
            <input
              class="input"
              type="datetime-local"
              {...ariaOf(props)}
              value={typeof props.value === 'number' ? toLocal(props.value) : ''}
              onInput={(event) => props.onChange(fromLocal(event.currentTarget.value) ?? null)}
            />
          </Show>
          <span classList={{ empty: words() === '' }} aria-hidden="true">
            {words() || t('chooseDate')}
          </span>
          <i class="i i-calendar" aria-hidden="true" />
        </div>
      </Match>
    </Switch>
  )
}
