import { For, type JSX } from 'solid-js'
import { t } from '../words/words.ts'

const FORMS = [
  ['askLeave', '/new/leave_request', 'i-calendar', 'new-leave_request'],
  ['askFix', '/shift/fix', 'i-clock', 'new-clock_fix'],
  ['askSwap', '/new/swap_request', 'i-users-round', 'new-swap_request'],
] as const

/** What a worker asks his leader for, one tap from the shift; a late clock only where clocks are asked for. */
export function Requests(props: { clocks: boolean }): JSX.Element {
  return (
    <nav class="block asks" aria-label={t('requestsTitle')}>
      <For each={FORMS.filter(([key]) => props.clocks || key !== 'askFix')}>
        {([key, href, icon, id]) => (
          <a class="btn" href={href} data-testid={id}>
            <i class={`i ${icon}`} aria-hidden="true" />
            {t(key)}
          </a>
        )}
      </For>
    </nav>
  )
}
