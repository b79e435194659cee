import { useNavigate } from '@solidjs/router'
import { createSignal, type JSX, onCleanup } from 'solid-js'
import { t } from '../words/words.ts'

/** So long the button is held before it calls, ms: a pocket does not. */
const HOLD = 3000

/** Held for three seconds it calls for help; a tap leads to the page that asks first, which is the second way. */
export function SosButton(): JSX.Element {
  const navigate = useNavigate()
  const [holding, setHolding] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  function begin(): void {
    end()
    setHolding(true)
    timer = setTimeout(() => {
      setHolding(false)
      navigator.vibrate?.([120, 80, 120, 80, 120])
      navigate('/sos?now=1')
    }, HOLD)
  }
  function end(): void {
    clearTimeout(timer)
    setHolding(false)
  }
  onCleanup(end)
  return (
    <button
      type="button"
      class="btn warn hold"
      data-testid="sos"
      data-holding={holding()}
      onPointerDown={begin}
      onPointerUp={end}
      onPointerLeave={end}
      onPointerCancel={end}
      onContextMenu={(event) => event.preventDefault()}
      onClick={() => navigate('/sos')}
    >
      <i class="i i-siren" aria-hidden="true" />
      <span>
        {t('sos')}
        <small>{holding() ? t('sosHolding') : t('sosHold')}</small>
      </span>
    </button>
  )
}
