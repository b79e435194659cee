import { createEffect, createSignal, For, type JSX, Match, onCleanup, Show, Switch } from 'solid-js'
import type { RecordRow } from '../../domain/api.ts'
import { kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import { CardMark, dueWords } from '../parts/card-mark.tsx'
import { clockTime, lang, t } from '../words/words.ts'
import type { Pages } from './pages.ts'

type Props = {
  readonly pages: Pages
  readonly lit: ReadonlySet<string>
  readonly selected: string
  readonly onOpen: (row: RecordRow) => void
  /** What stands in the third column: the state of all records, or why this one wants a look. */
  readonly third: 'state' | 'why'
  readonly why: (row: RecordRow) => string
  readonly note: string
  readonly filtered: boolean
  readonly onClear: () => void
}

/** ms without an answer before grey rows say that something is coming. */
const PATIENCE = 400

export function RecordTable(props: Props): JSX.Element {
  const [slow, setSlow] = createSignal(false)
  createEffect(() => {
    setSlow(false)
    if (props.pages.state() !== 'loading') return
    const timer = setTimeout(() => setSlow(true), PATIENCE)
    onCleanup(() => clearTimeout(timer))
  })
  // The last row coming into sight asks for the next page.
  const watcher = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) props.pages.next()
  })
  onCleanup(() => watcher.disconnect())
  const stateWords = (row: RecordRow) => {
    const kind = kindOf(row.kind)
    return labelOf(kind && stateOf(kind, row.state), lang()) || row.state
  }

  return (
    <div class="list" tabindex={0}>
      <table class="grid flush" aria-busy={props.pages.state() === 'loading'}>
        <thead>
          <tr>
            <th>{t('record')}</th>
            <th>{t('who')}</th>
            <th>{t(props.third === 'why' ? 'whyLook' : 'state')}</th>
            <th class="r">{t('arrived')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.pages.rows}>
            {(row) => (
              <tr
                data-testid="record-row"
                data-record={row.id}
                data-lit={props.lit.has(row.id) ? '' : undefined}
                aria-selected={props.selected === row.id}
                classList={{ on: props.selected === row.id, lit: props.lit.has(row.id) }}
                onClick={() => props.onOpen(row)}
              >
                <td>
                  <b class="strong">{row.title[lang()]}</b>
                  <br />
                  <span class="sub">
                    {labelOf(kindOf(row.kind), lang()) || row.kind}
                    <Show when={props.third === 'why'}> · {stateWords(row)}</Show>
                  </span>
                </td>
                <td class="nb">{row.createdByName}</td>
                <td>
                  <span class="due">
                    <CardMark card={row.card} />
                    <Show when={props.third === 'state'} fallback={props.why(row)}>
                      <span>
                        {stateWords(row)}
                        <Show when={row.card !== 'none' && row.dueAt}>{(at) => <> · {dueWords(at())}</>}</Show>
                        <Show when={row.conflicts.length > 0}>
                          <span class="need"> · {t('inConflict')}</span>
                        </Show>
                        <Show when={row.held > 0}>
                          <span class="need"> · {t('hasHeld')}</span>
                        </Show>
                      </span>
                    </Show>
                  </span>
                </td>
                <td class="r sub nb">{clockTime(row.receivedAt)}</td>
              </tr>
            )}
          </For>
          <Show when={slow() && props.pages.rows.length === 0}>
            <For each={Array.from({ length: 12 })}>
              {() => (
                <tr class="ghost">
                  <td colspan="4">
                    <span />
                  </td>
                </tr>
              )}
            </For>
          </Show>
        </tbody>
      </table>
      <Show when={props.note}>
        <p class="sub listnote">{props.note}</p>
      </Show>
      <Switch>
        <Match when={props.pages.state() === 'failed'}>
          <div class="blank" role="alert">
            <p>{t('notFetched')}</p>
            <button type="button" class="btn" data-testid="try-again" onClick={() => props.pages.refresh()}>
              <i class="i i-refresh-cw" aria-hidden="true" />
              {t('tryAgain')}
            </button>
          </div>
        </Match>
        <Match when={props.pages.state() === 'ready' && props.pages.rows.length === 0 && props.note === ''}>
          <div class="blank" data-testid="nothing">
            <p>{t(props.filtered ? 'nothingFits' : props.third === 'why' ? 'nothingToCheck' : 'nothingYet')}</p>
            <Show when={props.filtered}>
              <button type="button" class="btn" onClick={props.onClear}>
                {t('clear')}
              </button>
            </Show>
          </div>
        </Match>
        <Match when={props.pages.more()}>
          <button
            type="button"
            class="btn plain"
            ref={(element) => watcher.observe(element)}
            onClick={() => props.pages.next()}
          >
            {t('more', { n: props.pages.total() - props.pages.rows.length })}
          </button>
        </Match>
      </Switch>
    </div>
  )
}
