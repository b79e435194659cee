import '../words/late.ts'
import { Navigate, useNavigate, useParams } from '@solidjs/router'
import { createSignal, type JSX, Show } from 'solid-js'
import { useBack } from '../screens/phone-frame.tsx'
import { usePhone } from '../state/phone-context.ts'
import { createSettled } from '../state/settled.ts'
import { t } from '../words/words.ts'
import { Scan } from './scan.tsx'

/** What the phone's own camera app opens from a code: the page of the facility, or why there is none. */
export function OpenCode(): JSX.Element {
  const phone = usePhone()
  const params = useParams()
  const back = useBack('/')
  const navigate = useNavigate()
  const [scanning, setScanning] = createSignal(false)
  const settled = createSettled(() => Object.keys(phone.records).length)
  const local = () => phone.records[params['id'] ?? '']
  const words = (): string => {
    const found = local()?.record
    if (found?.state === 'retired') return t('scanRetired', { name: String(found.fields['name'] ?? '') })
    if (!settled()) return t('scanLooking')
    return t(phone.online() ? 'scanNotHere' : 'scanNotHereOffline')
  }
  return (
    <Show
      when={!local() || local()?.record.state === 'retired'}
      fallback={<Navigate href={`/record/${params['id']}`} />}
    >
      <div class="phone">
        <header class="bar">
          <button type="button" class="back" aria-label={t('back')} onClick={back}>
            <i class="i i-chevron-left" aria-hidden="true" />
          </button>
          <h1>{t('scanTitle')}</h1>
        </header>
        <main>
          <p class="pad" role="status" data-testid="code-said">
            {words()}
          </p>
        </main>
        <footer class="foot">
          <button type="button" class="btn main" onClick={() => setScanning(true)}>
            <i class="i i-qr-code" aria-hidden="true" />
            {t('scanTitle')}
          </button>
        </footer>
        <Show when={scanning()}>
          <Scan
            onFound={(asset) => navigate(`/record/${asset}`, { replace: true })}
            onClose={() => setScanning(false)}
          />
        </Show>
      </div>
    </Show>
  )
}
