import { type JSX, Show } from 'solid-js'
import { clockTime, t } from '../words/words.ts'
import type { Live } from './live.ts'

/** The head of a desk page: its one title, what it counts, and whether the line to the server is open. */
export function Top(props: { title: string; sub: string; live: Live; children?: JSX.Element }): JSX.Element {
  return (
    <header class="dtop">
      <h1>{props.title}</h1>
      <span class="sub">{props.sub}</span>
      <span class="grow" />
      {props.children}
      <span
        class="link"
        classList={{ broken: props.live.link() !== 'live' }}
        data-testid="desk-link"
        data-link={props.live.link()}
      >
        <i class={`i s ${props.live.link() === 'live' ? 'i-cloud-check' : 'i-cloud-off'}`} aria-hidden="true" />
        <Show
          when={props.live.link() === 'live'}
          fallback={t(props.live.link() === 'signedOut' ? 'deskSignedOut' : 'lineBroken')}
        >
          {props.live.lastAt() ? t('liveSince', { time: clockTime(props.live.lastAt() as number) }) : t('live')}
        </Show>
      </span>
    </header>
  )
}
