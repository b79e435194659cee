import { For, type JSX, Show } from 'solid-js'
import { render } from 'solid-js/web'
import { MINUTE } from '../../domain/clock.ts'
import { CoverageBlock } from '../parts/coverage-block.tsx'
import { DueItemRow } from '../parts/due-row.tsx'
import { worksAtDesk } from '../state/desk-roles.ts'
import { dateWords, lang, t } from '../words/words.ts'
import { type Early, shownEarly } from './picture.ts'
import { readEarly } from './read-early.ts'

let over = false
let takeAway = (): void => undefined
/** The real day is there, or somebody has to sign in, or another screen is wanted. */
export function endEarlyDay(): void {
  over = true
  takeAway()
}

/**
 * The day as it was last shown, before the app itself is loaded and the events of this phone are opened: both are long
 * tasks, and would come before it. Resolves when it stands, or is known not to come.
 */
export async function paintEarlyDay(): Promise<void> {
  if (location.pathname !== '/') return
  // The day itself is coming: its first picture is a matter of seconds.
  const found = await readEarly(worksAtDesk).catch(() => undefined)
  const shown = found && shownEarly(found, lang(), Date.now())
  if (!shown || over) return
  const place = document.createElement('div')
  document.body.prepend(place)
  const dispose = render(() => <EarlyDay {...shown} />, place)
  takeAway = () => {
    dispose()
    place.remove()
    takeAway = () => undefined
  }
  await afterPaint()
}

/** Its lines open their forms, and the count of what waits was read anew. Everything else waits for the real one. */
function EarlyDay(props: Early): JSX.Element {
  const now = props.now
  return (
    <div class="phone" data-testid="early-day">
      <header class="top">
        <div>
          <h1>{t('today')}</h1>
          <p class="sub">
            {props.place ? t('todayWhere', { day: dateWords(now), place: props.place }) : dateWords(now)}
          </p>
        </div>
        <span class={`sync ${props.waiting > 0 ? 'waiting' : 'linking'}`}>
          <i class={`i ${props.waiting > 0 ? 'i-cloud-upload' : 'i-refresh-cw'}`} aria-hidden="true" />
          <b>{props.waiting > 0 ? t('waitingN', { n: props.waiting }) : t('opening')}</b>
        </span>
      </header>
      <main>
        <Show when={props.shares}>{(shares) => <CoverageBlock shares={shares()} />}</Show>
        <Show when={props.needs > 0}>
          <div class="head">
            <h2 class="need">{t('needsYou', { n: props.needs })}</h2>
          </div>
        </Show>
        <div class="head">
          <h2>{props.heading}</h2>
          <span class="sub">{t('asOf', { min: Math.max(1, Math.round((now - props.at) / MINUTE)) })}</span>
        </div>
        <ol class="trace">
          <For each={props.lines}>{(line, at) => <DueItemRow item={line} n={at() + 1} now={now} />}</For>
        </ol>
      </main>
      <Show when={props.make.length > 0}>
        <footer class="foot stack">
          <For each={props.make}>
            {(one) => (
              <a class="btn main" href={one.href}>
                <i class="i i-plus" aria-hidden="true" />
                {one.label}
              </a>
            )}
          </For>
        </footer>
      </Show>
    </div>
  )
}

/** A hidden page paints nothing, and waits for nothing. */
const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.hidden) resolve()
    else requestAnimationFrame(() => setTimeout(resolve))
  })
