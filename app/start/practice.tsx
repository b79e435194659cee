import '../words/late.ts'
import { useNavigate } from '@solidjs/router'
import { type JSX, onCleanup, onMount } from 'solid-js'
import { useBack } from '../screens/phone-frame.tsx'
import { useSession } from '../state/session.ts'
import { t } from '../words/words.ts'

/** What practice is, and the way into it. */
export function Practice(): JSX.Element {
  const session = useSession()
  const navigate = useNavigate()
  const back = useBack('/me')
  return (
    <div class="phone" data-testid="practice">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <div>
          <h1>{t('practiceRow')}</h1>
        </div>
      </header>
      <main>
        <p class="pad">{t('practiceNote')}</p>
      </main>
      <footer class="foot">
        <button
          type="button"
          class="btn main"
          data-testid="practice-enter"
          onClick={async () => {
            await session.practise(true)
            navigate('/')
          }}
        >
          {t('practiceEnter')}
        </button>
      </footer>
    </div>
  )
}

/** Stands over every screen of the practice, with the way out. */
export function PracticeBar(): JSX.Element {
  const session = useSession()
  const navigate = useNavigate()
  onMount(() => document.documentElement.classList.add('practising'))
  onCleanup(() => document.documentElement.classList.remove('practising'))
  return (
    <section class="practice-bar" data-testid="practice-bar" aria-label={t('practiceRow')}>
      <p>{t('practiceBar')}</p>
      <button
        type="button"
        class="btn"
        data-testid="practice-leave"
        onClick={async () => {
          await session.practise(false)
          navigate('/')
        }}
      >
        {t('practiceLeave')}
      </button>
    </section>
  )
}
