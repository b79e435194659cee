import { type JSX, lazy, Suspense } from 'solid-js'
import type { MeAnswer } from '../../domain/api.ts'
import { useBack } from '../screens/phone-frame.tsx'
import { useSession } from '../state/session.ts'
import { t } from '../words/words.ts'

const ImportView = lazy(() => import('../desk/import/import-view.tsx').then((it) => ({ default: it.ImportView })))

/** The import on a phone: the same page as at the desk. */
export function ImportPage(): JSX.Element {
  const session = useSession()
  const back = useBack('/village')
  return (
    <div class="phone import-phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <h1>{t('ruralImport')}</h1>
      </header>
      <main>
        <Suspense>
          <ImportView me={session.me() as MeAnswer} />
        </Suspense>
      </main>
    </div>
  )
}
