import { Navigate, useLocation, useNavigate } from '@solidjs/router'
import { createEffect, createResource, createSignal, For, type JSX, lazy, type ParentProps, Show } from 'solid-js'
import { SyncBadge } from '../parts/status.tsx'
import { worksAtDesk } from '../state/desk-roles.ts'
import { PhoneProvider, usePhone } from '../state/phone-context.ts'
import { useSession } from '../state/session.ts'
import { t } from '../words/words.ts'
import { Notices } from './notices.tsx'

const SyncSheet = lazy(() => import('./sync-sheet.tsx').then(({ SyncSheet }) => ({ default: SyncSheet })))

const PracticeBar = lazy(() => import('../start/practice.tsx').then(({ PracticeBar }) => ({ default: PracticeBar })))

let visited = 0

/** Opens the phone's store, then shows its screens; whoever checks on a wide screen begins at the desk. */
export function PhoneFrame(props: ParentProps): JSX.Element {
  const session = useSession()
  const location = useLocation()
  const atDesk = () => location.pathname === '/' && worksAtDesk(session.me()?.grants ?? [])
  const [phone] = createResource(
    () => !atDesk() && session.me() && { me: session.me(), practising: session.practising() },
    () => session.phone(),
  )
  createEffect(() => {
    if (location.pathname) visited++
  })
  return (
    <Show when={!atDesk()} fallback={<Navigate href="/desk" />}>
      <Show when={phone.latest} keyed>
        {(opened) => (
          <PhoneProvider value={opened}>
            <Show when={session.practising()}>
              <PracticeBar />
            </Show>
            {props.children}
          </PhoneProvider>
        )}
      </Show>
    </Show>
  )
}

/** To where one came from; to `otherwise` if the app was opened right here. */
export function useBack(otherwise = '/'): () => void {
  const navigate = useNavigate()
  return () => (visited > 1 ? navigate(-1) : navigate(otherwise, { replace: true }))
}

const TABS = [
  ['today', '/', 'i-house'],
  ['records', '/records', 'i-inbox'],
  ['map', '/map', 'i-map'],
  ['me', '/me', 'i-user-round'],
] as const

/** One of the tabs: title and sync badge above, the tabs below. */
export function Tab(
  props: ParentProps<{
    tab: (typeof TABS)[number][0]
    sub: JSX.Element
    /** Stands above what scrolls. */
    fixed?: JSX.Element
    foot?: JSX.Element
  }>,
): JSX.Element {
  const phone = usePhone()
  const [sheet, setSheet] = createSignal(false)
  return (
    <div class="phone">
      <header class="top">
        <div>
          <h1>{t(props.tab)}</h1>
          <p class="sub">{props.sub}</p>
        </div>
        <SyncBadge phone={phone} onOpen={() => setSheet(true)} />
      </header>
      <Notices />
      {props.fixed}
      <main ref={keepScroll(props.tab)}>{props.children}</main>
      {props.foot}
      <nav class="tabs" aria-label={t('mainNav')}>
        <For each={TABS}>
          {([name, href, icon]) => (
            <a href={href} data-testid={`nav-${name}`} aria-current={props.tab === name ? 'page' : undefined}>
              <i class={`i ${icon}`} aria-hidden="true" />
              {t(name)}
            </a>
          )}
        </For>
      </nav>
      <Show when={sheet()}>
        <SyncSheet onClose={() => setSheet(false)} />
      </Show>
    </div>
  )
}

const offsets = new Map<string, number>()
/** The scrolling part of a screen comes back to where it was. */
export const keepScroll = (name: string) => (element: HTMLElement) => {
  element.addEventListener('scroll', () => offsets.set(name, element.scrollTop), { passive: true })
  requestAnimationFrame(() => {
    element.scrollTop = offsets.get(name) ?? 0
  })
}
