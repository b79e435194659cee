import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../words/words.ts'
import type { WidgetProps } from './widget.ts'

const WIDTH = 300
const HEIGHT = 120

/** A signature drawn by finger; its value is an SVG path on a field of 300 × 120. */
export function SignatureWidget(props: WidgetProps): JSX.Element {
  const [drawing, setDrawing] = createSignal('')
  const kept = () => (typeof props.value === 'string' ? props.value : '')
  const at = (event: PointerEvent & { currentTarget: Element }): string => {
    const box = event.currentTarget.getBoundingClientRect()
    const x = ((event.clientX - box.left) / box.width) * WIDTH
    const y = ((event.clientY - box.top) / box.height) * HEIGHT
    return `${Math.round(Math.min(WIDTH, Math.max(0, x)))} ${Math.round(Math.min(HEIGHT, Math.max(0, y)))}`
  }
  return (
    <div class="stack">
      <svg
        class="sign"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-labelledby={props.labelId}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setDrawing(`M${at(event)}`)
        }}
        onPointerMove={(event) => drawing() && setDrawing((path) => `${path}L${at(event)}`)}
        onPointerUp={() => {
          // A tap alone is no stroke.
          if (drawing().includes('L')) props.onChange(kept() + drawing())
          setDrawing('')
        }}
        onPointerCancel={() => setDrawing('')}
      >
        <title>{t('sign')}</title>
        <path d={kept() + drawing()} />
      </svg>
      <Show when={kept()} fallback={<p class="sub">{t('sign')}</p>}>
        <button type="button" class="btn" onClick={() => props.onChange(null)}>
          {t('signAgain')}
        </button>
      </Show>
    </div>
  )
}
