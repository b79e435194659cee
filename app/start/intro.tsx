import '../words/late.ts'
import { useNavigate } from '@solidjs/router'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { labelOf } from '../../domain/kinds/registry.ts'
import { useBack } from '../screens/phone-frame.tsx'
import { usePhone } from '../state/phone-context.ts'
import { useSession } from '../state/session.ts'
import { lang, t } from '../words/words.ts'
import { introOf } from './intro-list.ts'
import { introSeen, markIntroSeen } from './seen.ts'

/** Three screens about the day of one's role: skippable, offline, and found again under Me. */
export function Intro(): JSX.Element {
  const phone = usePhone()
  const navigate = useNavigate()
  const back = useBack('/me')
  const screens = introOf(phone.me.grants.map(({ role }) => role))
  const [at, setAt] = createSignal(0)
  let title: HTMLHeadingElement | undefined
  const shown = () => screens[at()] ?? screens[0]
  const last = () => at() === screens.length - 1
  function finish(): void {
    markIntroSeen(phone.me.person.id)
    navigate('/')
  }
  function next(): void {
    if (last()) finish()
    else setAt(at() + 1)
    // Whoever listens hears the next screen from its title.
    title?.focus()
  }
  return (
    <div class="phone" data-testid="intro">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={() => (at() > 0 ? setAt(at() - 1) : back())}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <p class="sub">{t('introStep', { n: at() + 1, of: screens.length })}</p>
      </header>
      <main class="intro">
        <i class={`i ${shown()?.icon} big`} aria-hidden="true" />
        <h1
          tabindex="-1"
          ref={(element) => {
            title = element
          }}
        >
          {labelOf(shown()?.title, lang())}
        </h1>
        <p>{labelOf(shown()?.text, lang())}</p>
        <ol class="dots" aria-hidden="true">
          <For each={screens}>{(_, n) => <li classList={{ now: n() === at() }} />}</For>
        </ol>
      </main>
      <footer class="foot">
        <div class="main-row">
          <button type="button" class="btn" data-testid="intro-skip" onClick={finish}>
            {t('introSkip')}
          </button>
          <button type="button" class="btn main" data-testid="intro-next" onClick={next}>
            {last() ? t('introDone') : t('introNext')}
          </button>
        </div>
      </footer>
    </div>
  )
}

/** On the first days, under what the day begins with: one line, never in the way of the work. */
export function IntroCard(): JSX.Element {
  const phone = usePhone()
  const session = useSession()
  const me = phone.me.person.id
  return (
    <Show when={!introSeen(me) && !session.practising()}>
      <section class="block intro-card" data-testid="intro-card">
        <a class="acc" href="/intro" data-testid="intro-open">
          {t('introCard')}
        </a>
        <button
          type="button"
          class="back"
          aria-label={t('introSkip')}
          data-testid="intro-card-skip"
          onClick={() => markIntroSeen(me)}
        >
          <i class="i i-x" aria-hidden="true" />
        </button>
      </section>
    </Show>
  )
}
