import '../words/late.ts'
import '../style/toilet.css'
import { useNavigate, useSearchParams } from '@solidjs/router'
import { createResource, createSignal, type JSX, Show } from 'solid-js'
import type { RecordId } from '../../domain/ids.ts'
import { Scan } from '../scan/scan.tsx'
import { useBack } from '../screens/phone-frame.tsx'
import { draftKeyOf } from '../state/form.ts'
import { loadKinds } from '../state/kinds.ts'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import { CheckForm } from './check-form.tsx'

const KIND = 'toilet_check'

/** The check of a toilet: first which one (code, typing, list), then its form. */
export function ToiletCheck(): JSX.Element {
  const phone = usePhone()
  const navigate = useNavigate()
  const back = useBack()
  const [search] = useSearchParams()
  const [ready] = createResource(async () => {
    await loadKinds([KIND, 'toilet_repair', 'asset'])
    return true
  })
  const id = () => (typeof search['subject'] === 'string' ? search['subject'] : '')
  const toilet = () => {
    const record = phone.records[id()]?.record
    return record?.kind === 'asset' && record.fields['assetType'] === 'toilet' ? record : undefined
  }
  const scannedAt = () => Number(search['qr']) || undefined
  const key = () => draftKeyOf({ kind: { id: KIND, subject: 'assetId' } as never, start: { assetId: id() } })
  const [draft] = createResource(
    () => (toilet() ? key() : undefined),
    async (of) => ({ of, kept: await phone.draft(of) }),
  )
  const [scanning, setScanning] = createSignal(false)
  const found = (asset: RecordId, by: 'camera' | 'hand') => {
    setScanning(false)
    navigate(`/new/${KIND}?subject=${asset}${by === 'camera' ? `&qr=${Date.now()}` : ''}`, { replace: true })
  }
  const scan = (onClose: () => void) => <Scan title={t('wcScanAt')} type="toilet" onFound={found} onClose={onClose} />
  return (
    <Show when={ready()}>
      <Show when={id()} fallback={scan(back)}>
        <Show
          when={toilet()?.state !== 'retired' && toilet()}
          fallback={
            <div class="phone">
              <header class="bar">
                <button type="button" class="back" aria-label={t('back')} onClick={back}>
                  <i class="i i-chevron-left" aria-hidden="true" />
                </button>
                <h1>{t('wcScanAt')}</h1>
              </header>
              <main>
                <p class="pad" role="status" data-testid="code-said">
                  {toilet() ? t('wcGone') : t('wcUnknown')}
                </p>
              </main>
              <footer class="foot">
                <button type="button" class="btn main" onClick={() => setScanning(true)}>
                  <i class="i i-qr-code" aria-hidden="true" />
                  {t('scanTitle')}
                </button>
              </footer>
              <Show when={scanning()}>{scan(() => setScanning(false))}</Show>
            </div>
          }
        >
          {(known) => (
            <Show when={draft()?.of === key() && draft()} keyed>
              {(read) => (
                <CheckForm toilet={known()} draftKey={read.of} kept={read.kept?.fields ?? {}} scannedAt={scannedAt()} />
              )}
            </Show>
          )}
        </Show>
      </Show>
    </Show>
  )
}
