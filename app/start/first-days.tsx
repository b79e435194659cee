import { type JSX, Show } from 'solid-js'
import { useSession } from '../state/session.ts'
import { t } from '../words/words.ts'
import type { Key } from '../words/zh.ts'

/** The part of Me for whoever is new, or wants to try something. */
export function FirstDays(): JSX.Element {
  const session = useSession()
  return (
    <ul class="rows acts">
      <Row href="/intro" icon="i-circle-help" title="introRow" why="introRowWhy" />
      <Row href="/ready" icon="i-smartphone" title="readyRow" why="readyRowWhy" />
      <Show when={!session.practising()}>
        <Row href="/practice" icon="i-pencil-line" title="practiceRow" why="practiceRowWhy" />
      </Show>
    </ul>
  )
}

function Row(props: { href: string; icon: string; title: Key; why: Key }): JSX.Element {
  return (
    <li>
      <a href={props.href} data-testid={`me-${props.href.slice(1)}`}>
        <i class={`i ${props.icon}`} aria-hidden="true" />
        <span>
          <span class="t">{t(props.title)}</span>
          <span class="sub">{t(props.why)}</span>
        </span>
        <i class="i i-chevron-right" aria-hidden="true" />
      </a>
    </li>
  )
}
