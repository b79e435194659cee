import type { JSX } from 'solid-js'
import { t } from '../words/words.ts'

/** A page that could not be opened: a part of it did not come, or it met what it does not know. Nothing written is lost. */
export function Broken(props: { error: unknown }): JSX.Element {
  console.error(props.error)
  return (
    <div class="phone">
      <main class="blank" data-testid="broken">
        <div role="alert">
          <h1 class="lead">{t('brokenTitle')}</h1>
          <p>{t('brokenNote')}</p>
        </div>
        <button type="button" class="btn main" data-testid="open-again" onClick={() => location.reload()}>
          {t('openAgain')}
        </button>
      </main>
    </div>
  )
}
