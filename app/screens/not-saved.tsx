import { createResource, createSignal, type JSX, onMount, Show } from 'solid-js'
import { saveFile } from '../state/save-file.ts'
import type { NotSaved } from '../store/rows.ts'
import { t } from '../words/words.ts'

type Props = {
  readonly why: NotSaved
  readonly title: string
  /** What would be lost: it can be taken away as a file. */
  readonly content: unknown
  readonly onAgain: () => Promise<void>
  readonly onBack: () => void
}

const SAYS = { full: 'notSavedFull', failed: 'notSavedFailed', tooLarge: 'syncNotSavedLarge' } as const
const megabytes = (bytes: number | undefined): string => `${Math.round((bytes ?? 0) / 1e6)} MB`

/** Not saved, over the whole screen until it is: never a toast, never closed by itself. The form stays behind it. */
export function NotSavedScreen(props: Props): JSX.Element {
  const [busy, setBusy] = createSignal(false)
  const [estimate] = createResource(async () => (await navigator.storage?.estimate?.()) ?? {})
  onMount(() => navigator.vibrate?.([120, 80, 120, 80, 120]))
  async function again(): Promise<void> {
    setBusy(true)
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
          {busy() ? t('saving') : t('saveAgain')}
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
