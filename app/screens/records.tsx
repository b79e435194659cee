import '../words/late.ts'
import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import { Virtualizer, type VirtualizerHandle } from 'virtua/solid'
import { kindOf } from '../../domain/kinds/registry.ts'
import { RecordRow } from '../parts/record-rows.tsx'
import { plainRecords } from '../state/agenda.ts'
import { usePhone } from '../state/phone-context.ts'
import { findRecords, type ListRow, withDays } from '../state/search.ts'
import { shortLabel } from '../state/titles.ts'
import { dayWords, t } from '../words/words.ts'
import { Tab } from './phone-frame.tsx'

const STATUSES = ['needs', 'waiting', 'received'] as const
const ROW_PX = 77
/** Typing settles before a thousand rows are asked again. */
const SETTLE_MS = 80

/** Everything that this phone holds, searched and filtered without a network; filters stand in the address. */
export function Records(): JSX.Element {
  const phone = usePhone()
  const [search, setSearch] = useSearchParams()
  const text = (name: string): string => (typeof search[name] === 'string' ? search[name] : '')
  const [typed, setTyped] = createSignal(text('q'))
  const all = createMemo(() => plainRecords(phone))
  const kinds = createMemo(() =>
    [...new Set(all().map((local) => local.record.kind))].sort().flatMap((id) => kindOf(id) ?? []),
  )
  const filter = createMemo(() => ({ query: text('q'), kind: text('kind'), status: text('status') }))
  const isSet = () => filter().query !== '' || filter().kind !== '' || filter().status !== ''
  const rows = createMemo(() => withDays(findRecords(phone, all(), filter())))
  const found = () => rows().filter((row) => row.type === 'record').length

  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const change = (next: { q?: string; kind?: string; status?: string }): void => setSearch(next, { replace: true })
  function type(query: string): void {
    setTyped(query)
    clearTimeout(timer)
    timer = setTimeout(() => change({ q: query }), SETTLE_MS)
  }
  function clear(): void {
    setTyped('')
    change({ q: '', kind: '', status: '' })
  }
  let handle: VirtualizerHandle | undefined
  const [stuck, setStuck] = createSignal<number>()
  /** The day of what stands at the top, as soon as its own heading has gone. */
  function stick(at: number): void {
    const top = handle && at > 0 ? handle.findItemIndex(at) : -1
    const day = rows()
      .slice(0, top + 1)
      .findLast((row) => row.type === 'day')
    setStuck(day?.type === 'day' ? day.at : undefined)
  }
  const chosen = (status: string, now: string) => (status === now ? '' : status)

  return (
    <Tab
      tab="records"
      sub={t('recordsHere', { n: all().length })}
      fixed={
        <search class="block finder-bar">
          <div class="find">
            <i class="i i-search" aria-hidden="true" />
            <input
              class="input"
              type="search"
              data-testid="search"
              placeholder={t('searchRecords')}
              aria-label={t('searchRecords')}
              value={typed()}
              onInput={(event) => type(event.currentTarget.value)}
            />
          </div>
          <div class="filter-row">
            <For each={STATUSES}>
              {(status) => (
                <button
                  type="button"
                  class={`pick ${status}`}
                  aria-pressed={filter().status === status}
                  data-testid={`filter-${status}`}
                  onClick={() => change({ status: chosen(status, filter().status) })}
                >
                  {t(status)}
                </button>
              )}
            </For>
            <For each={kinds().length > 1 ? kinds() : []}>
              {(kind) => (
                <button
                  type="button"
                  class="pick"
                  aria-pressed={filter().kind === kind.id}
                  data-testid={`filter-${kind.id}`}
                  onClick={() => change({ kind: chosen(kind.id, filter().kind) })}
                >
                  {shortLabel(kind)}
                </button>
              )}
            </For>
            <Show when={isSet()}>
              <button type="button" class="pick" data-testid="filter-clear" onClick={clear}>
                <i class="i i-x s" aria-hidden="true" />
                {t('clearFilters')}
              </button>
            </Show>
          </div>
          <Show when={stuck()}>{(at) => <p class="stuck">{dayWords(at())}</p>}</Show>
        </search>
      }
    >
      <Show when={found() > 0} fallback={<Nothing query={filter().query} any={all().length > 0} onAll={clear} />}>
        <Virtualizer
          ref={(next) => {
            handle = next
          }}
          data={rows()}
          itemSize={ROW_PX}
          onScroll={stick}
        >
          {(row: ListRow) =>
            row.type === 'day' ? (
              <div class="head">
                <h2>{dayWords(row.at)}</h2>
                <span class="sub">{t('recordsN', { n: row.n })}</span>
              </div>
            ) : (
              <div class="row-box">
                <RecordRow phone={phone} local={row.local} />
              </div>
            )
          }
        </Virtualizer>
      </Show>
    </Tab>
  )
}

function Nothing(props: { query: string; any: boolean; onAll: () => void }): JSX.Element {
  return (
    <div class="blank" data-testid="no-records">
      <Show when={props.any} fallback={<p class="lead">{t('empty')}</p>}>
        <p class="lead">{props.query ? t('noneFor', { q: props.query }) : t('noneFilter')}</p>
        <p>{t('onlyHere')}</p>
        <button type="button" class="btn" onClick={props.onAll}>
          {t('seeAllRecords')}
        </button>
      </Show>
    </div>
  )
}
