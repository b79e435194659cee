import { createSignal, type JSX, onCleanup, Show } from 'solid-js'
import type { Value } from '../../../domain/record/event.ts'
import { t } from '../../words/words.ts'
import { ariaOf, type WidgetProps } from './widget.ts'

const HOLD_MS = 400
const REPEAT_MS = 120

/** What was typed stays as typed while the box has the focus: `1.` is on its way to `1.5`. */
function typed(props: WidgetProps) {
  const [draft, setDraft] = createSignal<string>()
  const shown = () =>
    draft() ?? (typeof props.value === 'number' || typeof props.value === 'string' ? String(props.value) : '')
  return {
    value: shown,
    type(text: string) {
      setDraft(text)
      props.onChange(readNumber(text))
    },
    leave: () => setDraft(undefined),
  }
}
/** A number if it is one; else the text, which the check then names. */
function readNumber(text: string): Value {
  const plain = text.trim().replace('，', '.')
  if (plain === '') return null
  const number = Number(plain)
  return Number.isFinite(number) ? number : text
}

export function DecimalWidget(props: WidgetProps): JSX.Element {
  const box = typed(props)
  return (
    <div class="unitbox">
      <input
        class="input"
        inputmode="decimal"
        {...ariaOf(props)}
        value={box.value()}
        onInput={(event) => box.type(event.currentTarget.value)}
        onBlur={box.leave}
      />
      <Show when={props.field.unit}>{(unit) => <span>{unit()}</span>}</Show>
    </div>
  )
}

/** Minus, number, plus; the number may be typed, a long press repeats. */
export function CounterWidget(props: WidgetProps): JSX.Element {
  const box = typed(props)
  const step = (by: 1 | -1): void => {
    const { min, max } = props.field
    const from = typeof props.value === 'number' ? props.value : undefined
    const next = from === undefined ? Math.max(min ?? 0, by > 0 ? 1 : 0) : Math.trunc(from) + by
    props.onChange(Math.min(max ?? Number.MAX_SAFE_INTEGER, Math.max(min ?? 0, next)))
  }
  return (
    <div class="counter">
      <StepButton word={t('oneLess')} icon="i-minus" onStep={() => step(-1)} />
      <input
        inputmode="numeric"
        {...ariaOf(props)}
        value={box.value()}
        onInput={(event) => box.type(event.currentTarget.value)}
        onBlur={box.leave}
      />
      <StepButton word={t('oneMore')} icon="i-plus" onStep={() => step(1)} />
    </div>
  )
}

function StepButton(props: { word: string; icon: string; onStep: () => void }): JSX.Element {
  let timer: ReturnType<typeof setTimeout> | undefined
  let held = false
  const stop = (): void => clearTimeout(timer)
  const repeat = (): void => {
    held = true
    props.onStep()
    timer = setTimeout(repeat, REPEAT_MS)
  }
  onCleanup(stop)
  return (
    <button
      type="button"
      aria-label={props.word}
      onPointerDown={() => {
        held = false
        timer = setTimeout(repeat, HOLD_MS)
      }}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onContextMenu={(event) => event.preventDefault()}
      // The keyboard and the short press both arrive as a click; a held press has stepped already.
      onClick={() => !held && props.onStep()}
    >
      <i class={`i ${props.icon}`} aria-hidden="true" />
    </button>
  )
}
