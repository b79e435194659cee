import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { RecordPage, RecordRow } from '../../domain/api.ts'
import { request } from '../state/api.ts'
import type { Live } from './live.ts'
import type { Pages } from './pages.ts'

/** Rows that one search may bring at most: a board and a map must stay legible. */
const MOST = 5000

/** Every row of a search, asked page by page, and again when a record of one of the kinds changes (none = any). */
export function createAllRows(
  search: Accessor<string | undefined>,
  live: Live,
  kinds: readonly string[] = [],
  keep: (row: RecordRow) => boolean = () => true,
): Pages {
  const [rows, setRows] = createStore<RecordRow[]>([])
  const [state, setState] = createSignal<'loading' | 'ready' | 'failed'>('loading')
  let turn = 0

  async function load(): Promise<void> {
    const query = search()
    const mine = ++turn
    const found: RecordRow[] = []
    let cursor = ''
    while (query !== undefined) {
      const answer = await request<RecordPage>(`/api/records?${query}&limit=200${cursor}`)
      if (mine !== turn) return
      if (!answer.ok) {
        setState('failed')
        return
      }
      found.push(...answer.value.rows)
      if (answer.value.next === undefined || found.length >= MOST) break
      cursor = `&cursor=${encodeURIComponent(answer.value.next)}`
    }
    setRows(reconcile(found.filter(keep), { key: 'id' }))
    setState('ready')
  }
  createEffect(
    on(search, () => {
      setState('loading')
      void load()
    }),
  )
  const stop = live.onChanges((changes) => {
    const concerns = changes.length === 0 || kinds.length === 0 || changes.some((change) => kinds.includes(change.kind))
    if (concerns) void load()
  })
  onCleanup(() => {
    stop()
    turn++
  })
  return { rows, total: () => rows.length, state, more: () => false, next: () => {}, refresh: () => void load() }
}
