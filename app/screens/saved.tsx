import { useNavigate, useParams } from '@solidjs/router'
import { type JSX, Show } from 'solid-js'
import { RecordPill } from '../parts/status.tsx'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'

/** Said only after the strict commit. */
export function Saved(): JSX.Element {
  const phone = usePhone()
  const params = useParams()
  const navigate = useNavigate()
  return (
    <div class="phone">
      <main class="signin" data-testid="saved-here">
        <h1 role="status">{t('savedHere')}</h1>
        <Show when={phone.records[params['id'] ?? '']}>{(local) => <RecordPill record={local()} />}</Show>
        <button type="button" class="btn" onClick={() => navigate(`/record/${params['id']}`, { replace: true })}>
          {t('record')}
        </button>
      </main>
      <div class="foot">
        <button
          type="button"
          class="btn main"
          data-testid="saved-done"
          onClick={() => navigate('/', { replace: true })}
        >
          {t('today')}
        </button>
      </div>
    </div>
  )
}
