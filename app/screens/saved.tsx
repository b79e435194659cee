import '../words/late.ts'
import { useNavigate, useParams } from '@solidjs/router'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { EventId } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { awayWords } from '../parts/away.ts'
import { SyncBadge } from '../parts/status.tsx'
import { createAgenda } from '../state/agenda.ts'
import type { DueItem } from '../state/due-item.ts'
import { createNow } from '../state/now.ts'
import type { LocalRecord } from '../state/phone.ts'
import { usePhone } from '../state/phone-context.ts'
import { mainTitle, shortLabel } from '../state/titles.ts'
import { clockTime, t } from '../words/words.ts'
import { SyncSheet } from './sync-sheet.tsx'

/** Said only after the strict commit: where the record is now, and what comes next. */
export function Saved(): JSX.Element {
  const phone = usePhone()
  const params = useParams()
  const navigate = useNavigate()
  const [sheet, setSheet] = createSignal(false)
  const local = () => phone.records[params['id'] ?? '']
  return (
    <div class="phone">
      <header class="top bare">
        <SyncBadge phone={phone} onOpen={() => setSheet(true)} />
      </header>
      <main class="told">
        <span class="tick">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M5 12.5l4.5 4.5L19 7.5" />
          </svg>
        </span>
        <div role="status">
          <h1 data-testid="saved-here">
            <span>{t('savedHere')}</span>
          </h1>
        </div>
        <Show when={local()}>{(shown) => <Way local={shown()} />}</Show>
      </main>
      <footer class="foot stack">
        <Show when={local()}>{(shown) => <Next after={shown()} />}</Show>
        <button
          type="button"
          class="btn plain"
          data-testid="saved-done"
          onClick={() => navigate('/', { replace: true })}
        >
          {t('backToday')}
        </button>
      </footer>
      <Show when={sheet()}>
        <SyncSheet onClose={() => setSheet(false)} />
      </Show>
    </div>
  )
}

/** Saved, waiting, received: the record's own trace. */
function Way(props: { local: LocalRecord }): JSX.Element {
  const phone = usePhone()
  const record = () => props.local.record
  const last = () => record().history.at(-1)
  const waits = () => props.local.status !== 'received'
  const lines = () => [
    {
      at: 'done',
      icon: 'i-check',
      word: t('savedHere'),
      sub:
        record().photos.length > 0
          ? t('savedWithPhotos', { time: clockTime(last()?.event.at ?? 0), n: record().photos.length })
          : t('savedWith', { time: clockTime(last()?.event.at ?? 0) }),
    },
    {
      at: waits() ? 'now' : 'done',
      icon: waits() ? 'i-cloud-upload' : 'i-check',
      word: waits() ? t('waitingLine', { n: phone.waiting() }) : t('syncAll'),
      sub: waits() ? t('waitNote') : '',
    },
    {
      at: waits() ? 'next' : 'done',
      icon: 'i-check-check',
      word: t('received'),
      sub: waits()
        ? t('willArrive')
        : t('arrivedAt', { time: clockTime(phone.receivedAt(last()?.id as EventId) ?? Date.now()) }),
    },
  ]
  return (
    <>
      <p class="lead">
        {mainTitle(phone, record())} · {shortLabel(kindOf(record().kind))}
      </p>
      <p class="sub">{t('savedNote')}</p>
      <ol class="trace top-al">
        <For each={lines()}>
          {(line) => (
            <li classList={{ done: line.at === 'done', now: line.at === 'now' }}>
              <span class="node">
                <i class={`i ${line.icon}`} aria-hidden="true" />
              </span>
              <div>
                <p class="t" classList={{ wait: line.at === 'now' }}>
                  {line.word}
                </p>
                <p class="sub">{line.sub}</p>
              </div>
            </li>
          )}
        </For>
      </ol>
    </>
  )
}

/** The next home or order, so that work goes on without going back first. */
function Next(props: { after: LocalRecord }): JSX.Element {
  const phone = usePhone()
  const navigate = useNavigate()
  const agenda = createAgenda(phone, createNow())
  /** The next of the day that is neither this record nor about the same thing. */
  const next = createMemo((): DueItem | undefined => {
    const { record } = props.after
    const own = new Set<unknown>([record.id, ...Object.values(record.fields)])
    return agenda.items().find((one) => !own.has(one.record) && !own.has(one.key))
  })
  const open = (href: string) => navigate(href, { replace: true })
  return (
    <Show
      when={next()}
      fallback={
        <button type="button" class="btn main" onClick={() => open(`/record/${props.after.record.id}`)}>
          {t('seeRecord')}
        </button>
      }
    >
      {(one) => (
        <button type="button" class="btn main spread" data-testid="saved-next" onClick={() => open(one().href)}>
          <span>
            {t('nextOne', { title: one().title })}
            <small>{[one().why, awayWords(one().place)].filter(Boolean).join(' · ')}</small>
          </span>
          <i class="i i-arrow-right" aria-hidden="true" />
        </button>
      )}
    </Show>
  )
}
