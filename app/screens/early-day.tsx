import { useLocation } from '@solidjs/router'
import { createResource, createSignal, For, type JSX, Show } from 'solid-js'
import { MINUTE, shanghaiDate } from '../../domain/clock.ts'
import { DueItemRow } from '../parts/agenda-rows.tsx'
import { CoverageBlock } from '../parts/coverage-block.tsx'
import { worksAtDesk } from '../state/session.ts'
import { readHead } from '../store/head.ts'
import { keptMe } from '../store/kept.ts'
import { dateWords, lang, t } from '../words/words.ts'

const [over, setOver] = createSignal(false)
/** The real day is there, or somebody has to sign in. */
export const endEarlyDay = (): void => void setOver(true)

let letGo: () => void
const painted = new Promise<void>((resolve) => {
  letGo = resolve
})
/**
 * Resolves when the first picture stands, or is known not to come: opening thousands of events is one long task, and
 * would come before it.
 */
export const earlyPainted = (): Promise<void> => painted

/** Read as soon as this file is there: the disk works while the page is still being built. */
const begun = window.location.pathname === '/' ? lastDay() : Promise.resolve(undefined)
async function lastDay(): ReturnType<typeof readHead> {
  const me = await keptMe()
  return me && !worksAtDesk(me.grants) ? readHead(me.person.id) : undefined
}

const month = (at: number): string => `${shanghaiDate(at).year}-${shanghaiDate(at).month}`

/**
 * The day as it was last shown, while the events of this phone are opened and folded: its lines open their forms, and
 * the count of what waits is read anew. Everything else waits for the real one.
 */
export function EarlyDay(): JSX.Element {
  const location = useLocation()
  const [early] = createResource(async () => {
    const found = await begun
    const shown = location.pathname === '/' && found?.head.lang === lang() ? found : undefined
    if (shown) afterPaint(letGo)
    else letGo()
    return shown
  })
  const now = Date.now()
  return (
    <Show when={!over() && location.pathname === '/' && early()}>
      {(found) => (
        <div class="phone" data-testid="early-day">
          <header class="top">
            <div>
              <h1>{t('today')}</h1>
              <p class="sub">
                {found().head.place
                  ? t('todayWhere', { day: dateWords(now), place: found().head.place })
                  : dateWords(now)}
              </p>
            </div>
            <span class={`sync ${found().waiting > 0 ? 'waiting' : 'linking'}`}>
              <i class={`i ${found().waiting > 0 ? 'i-cloud-upload' : 'i-refresh-cw'}`} aria-hidden="true" />
              <b>{found().waiting > 0 ? t('waitingN', { n: found().waiting }) : t('opening')}</b>
            </span>
          </header>
          <main>
            <Show when={month(found().head.at) === month(now) && found().head.shares}>
              {(shares) => <CoverageBlock shares={shares()} />}
            </Show>
            <Show when={found().head.needs > 0}>
              <div class="head">
                <h2 class="need">{t('needsYou', { n: found().head.needs })}</h2>
              </div>
            </Show>
            <div class="head">
              <h2>{found().head.heading}</h2>
              <span class="sub">{t('asOf', { min: Math.max(1, Math.round((now - found().head.at) / MINUTE)) })}</span>
            </div>
            <ol class="trace">
              <For each={found().head.lines}>
                {(line, at) => (
                  <DueItemRow
                    item={line.dueAt !== undefined && line.dueAt < now ? { ...line, card: 'red' } : line}
                    n={at() + 1}
                    now={now}
                  />
                )}
              </For>
            </ol>
          </main>
          <Show when={found().head.make.length > 0}>
            <div class="foot stack">
              <For each={found().head.make}>
                {(one) => (
                  <a class="btn main" href={one.href}>
                    <i class="i i-plus" aria-hidden="true" />
                    {one.label}
                  </a>
                )}
              </For>
            </div>
          </Show>
        </div>
      )}
    </Show>
  )
}

/** A hidden page paints nothing, and waits for nothing. */
const afterPaint = (act: () => void): void => {
  if (document.hidden) act()
  else requestAnimationFrame(() => setTimeout(act))
}
