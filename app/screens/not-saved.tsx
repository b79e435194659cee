import { createResource, createSignal, type JSX, onMount, Show } from 'solid-js'
import type { Phone } from '../state/phone.ts'
import { saveFile } from '../state/save-file.ts'
import type { NotSaved } from '../store/rows.ts'
import { t } from '../words/words.ts'

type Props = {
  readonly why: NotSaved
  readonly title: string
  /** What would be lost: it can be taken away as a file. */
  readonly content: unknown
  /** Photos that the office has can go to make room. */
  readonly photos: Pick<Phone['photos'], 'spare' | 'letGo'>
  readonly onAgain: () => Promise<void>
  readonly onBack: () => void
}

const SAYS = { full: 'notSavedFull', failed: 'notSavedFailed', tooLarge: 'syncNotSavedLarge' } as const
const megabytes = (bytes = 0): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`

/** Not saved, over the whole screen until it is: never a toast, never closed by itself. The form stays behind it. */
export function NotSavedScreen(props: Props): JSX.Element {
  const [busy, setBusy] = createSignal(false)
  const [estimate] = createResource(async () => (await navigator.storage?.estimate?.()) ?? {})
  onMount(() => navigator.vibrate?.([120, 80, 120, 80, 120]))
  const spare = () => (props.why.why === 'full' ? props.photos.spare() : { count: 0, bytes: 0 })
  async function again(): Promise<void> {
    setBusy(true)
    // Room that could not be made is told by the save that follows.
    if (spare().count > 0) await props.photos.letGo().catch(() => undefined)
    await props.onAgain()
    setBusy(false)
  }
  return (
    <div class="phone over" data-testid="not-saved">
      <header class="alarm">
        <i class="i i-triangle-alert" aria-hidden="true" />
        <h1 role="alert">{t('notSavedTitle')}</h1>
        <p>{t(SAYS[props.why.why])}</p>
      </header>
      <main class="told">
        <p class="lead">{props.title}</p>
        <p class="lead">{t('notSavedKeep')}</p>
        <p>{props.why.why === 'full' ? t('notSavedNext') : t('notSavedTry')}</p>
        <Show when={spare().count > 0}>
          <dl class="facts">
            <div>
              <dt>{t('notSavedSpare')}</dt>
              <dd data-testid="spare">{megabytes(spare().bytes)}</dd>
            </div>
            <div class="wide">
              <dt>{t('notSavedGoes')}</dt>
              <dd>{t('notSavedPhotos', { n: spare().count })}</dd>
            </div>
          </dl>
        </Show>
        <Show when={props.why.why === 'full' && estimate()?.quota}>
          <dl class="facts">
            <div>
              <dt>{t('notSavedUsed')}</dt>
              <dd>{megabytes(estimate()?.usage)}</dd>
            </div>
            <div>
              <dt>{t('notSavedRoom')}</dt>
              <dd>{megabytes(estimate()?.quota)}</dd>
            </div>
          </dl>
        </Show>
      </main>
      <div class="foot stack">
        <button type="button" class="btn main" data-testid="save-again" aria-busy={busy()} onClick={again}>
          {busy()
            ? t('saving')
            : spare().count > 0
              ? t('freeAndSave', { size: megabytes(spare().bytes) })
              : t('saveAgain')}
        </button>
        <button
          type="button"
          class="btn"
          data-testid="export-this"
          onClick={() => saveFile(new Blob([JSON.stringify(props.content, null, 2)]), 'xunji-record.json')}
        >
          <i class="i i-share-2" aria-hidden="true" />
          {t('exportThis')}
        </button>
        <button type="button" class="btn plain" onClick={props.onBack}>
          {t('backToForm')}
        </button>
      </div>
    </div>
  )
}
