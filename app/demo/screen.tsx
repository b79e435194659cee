import { type JSX, onCleanup, onMount, Show, untrack } from 'solid-js'
import { t } from '../words/words.ts'
import type { FrameName } from './frames.ts'

export type Screen = {
  /** Where the app in the frame is; undefined while it loads or is closed. */
  path(): string | undefined
  find(selector: string): Element | null
  go(path: string): void
  /** The phone notices at once that the network is back, as the system would tell it. */
  wake(): void
}

/** One frame: the app on a phone or at a desk, under its own name. Closing it ends the app for good, memory and all. */
export function Frame(props: {
  name: FrameName
  title: string
  who: string
  open: boolean
  /** Where the app begins each time it is opened. */
  start: string
  /** None = without a switch. */
  linked?: boolean
  onSwitch?: (open: boolean) => void
  onScreen: (screen: Screen) => void
}): JSX.Element {
  let element: HTMLIFrameElement | undefined
  onMount(() => props.onScreen(screenOf(() => element)))
  onCleanup(() => {
    element = undefined
  })
  return (
    <section class={`dframe ${props.name === 'desk' ? 'wide' : 'narrow'}`} aria-label={props.title}>
      <header>
        <h2>{props.title}</h2>
        <span class="sub">{props.who}</span>
        <Show when={props.linked !== undefined}>
          <label class="dlink">
            <input
              type="checkbox"
              data-testid={`link-${props.name}`}
              checked={props.linked === true}
              onChange={(event) => props.onSwitch?.(event.currentTarget.checked)}
            />
            <i class={`i ${props.linked ? 'i-cloud-check' : 'i-cloud-off'}`} aria-hidden="true" />
            {t(props.linked ? 'demoLinkOn' : 'demoLinkOff')}
          </label>
        </Show>
      </header>
      <div class="glass">
        <Show when={props.open} fallback={<p>{t('demoClosed')}</p>}>
          <iframe
            ref={(made) => {
              element = made
            }}
            name={`xunji-${props.name}`}
            title={props.title}
            src={untrack(() => props.start)}
            allow="geolocation; camera"
            data-testid={`frame-${props.name}`}
          />
        </Show>
      </div>
    </section>
  )
}

function screenOf(element: () => HTMLIFrameElement | undefined): Screen {
  const view = () => (element()?.isConnected ? element()?.contentWindow : undefined)
  return {
    path: () => view()?.location.pathname,
    find: (selector) => view()?.document.querySelector(selector) ?? null,
    go: (path) => view()?.location.assign(path),
    wake: () => void view()?.dispatchEvent(new Event('online')),
  }
}
