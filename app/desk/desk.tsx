import { createMemo, createResource, createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import type { MeAnswer, RecordAnswer, RecordPage, RecordRow } from '../../domain/api.ts'
import { kindOf, labelOf, listedKinds, stateOf } from '../../domain/kinds/registry.ts'
import { framed } from '../frame.ts'
import { request } from '../state/api.ts'
import { clockTime, lang, setLang, t } from '../words/words.ts'
import { DeskRecord } from './desk-record.tsx'

/** The desk: reads the projection, hears of changes, writes over HTTP. Filters and selection live in the address. */
export function Desk(props: { me: MeAnswer; onSignOut: () => void }): JSX.Element {
  const start = new URLSearchParams(location.search)
  const [kind, setKind] = createSignal(start.get('kind') ?? 'home_visit')
  const [query, setQuery] = createSignal(start.get('q') ?? '')
  const [open, setOpen] = createSignal<Pick<RecordRow, 'room' | 'id'>>()
  const [lit, setLit] = createSignal<ReadonlySet<string>>(new Set())

  const address = createMemo(() => `?${new URLSearchParams({ kind: kind(), q: query() })}`)
  const [page, { refetch }] = createResource(address, async (search) => {
    history.replaceState(null, '', search)
    const answer = await request<RecordPage>(`/api/records${search}`)
    return answer.ok ? answer.value : undefined
  })
  const [record, { refetch: refetchRecord }] = createResource(open, async (chosen) => {
    const answer = await request<RecordAnswer>(`/api/records/${encodeURIComponent(chosen.room)}/${chosen.id}`)
    return answer.ok ? answer.value : undefined
  })

  let due: ReturnType<typeof setTimeout> | undefined
  const events = new EventSource(framed('/api/events'))
  events.addEventListener('record', (event) => {
    const change = JSON.parse(event.data) as { record: string }
    setLit(new Set([...lit(), change.record]))
    // A burst of arrivals is one question.
    due ??= setTimeout(() => {
      due = undefined
      void refetch()
      if (open()) void refetchRecord()
    }, 50)
  })
  onCleanup(() => {
    events.close()
    clearTimeout(due)
  })
  const stateWords = (row: RecordRow) => {
    const known = kindOf(row.kind)
    return known ? labelOf(stateOf(known, row.state), lang()) : row.state
  }

  return (
    <div class="desk">
      <nav class="rail">
        <div class="mark">{t('app')}</div>
        <a href="/" aria-current="page">
          <i class="i i-inbox" aria-hidden="true" />
          {t('records')}
        </a>
        <button type="button" class="btn plain push" onClick={() => setLang(lang() === 'zh' ? 'en' : 'zh')}>
          {t('language')}
        </button>
        <button type="button" class="btn plain" onClick={props.onSignOut}>
          {t('signOut')}
        </button>
      </nav>
      <div class="work">
        <header class="dtop">
          <h1>{t('records')}</h1>
          <span class="sub">
            {props.me.person.name} · {t('total', { n: page.latest?.total ?? 0 })}
          </span>
        </header>
        <div class="filters">
          <select
            class="sel"
            aria-label={t('kind')}
            value={kind()}
            onChange={(event) => setKind(event.currentTarget.value)}
          >
            <For each={listedKinds()}>{(one) => <option value={one.id}>{labelOf(one, lang())}</option>}</For>
          </select>
          <input
            class="sel find"
            type="search"
            placeholder={t('search')}
            aria-label={t('search')}
            value={query()}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </div>
        <div class="split">
          <table class="grid flush">
            <thead>
              <tr>
                <th>{t('record')}</th>
                <th>{t('who')}</th>
                <th>{t('state')}</th>
                <th class="r">{t('arrived')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={page.latest?.rows}>
                {(row) => (
                  <tr
                    data-testid="record-row"
                    data-record={row.id}
                    classList={{ on: open()?.id === row.id || lit().has(row.id) }}
                    onClick={() => setOpen({ room: row.room, id: row.id })}
                  >
                    <td>{row.title[lang()]}</td>
                    <td>{row.createdByName}</td>
                    <td>{stateWords(row)}</td>
                    <td class="r">{clockTime(row.receivedAt)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
          <Show when={record.latest}>
            {(answer) => <DeskRecord me={props.me} answer={answer()} onWritten={() => void refetchRecord()} />}
          </Show>
        </div>
      </div>
    </div>
  )
}
