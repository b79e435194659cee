import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { RecordPage, RecordRow } from '../../domain/api.ts'
import { request } from '../state/api.ts'
import type { Live } from './live.ts'

/** Rows that one search may bring at most: a board and a map must stay legible. */
const MOST = 5000

export type AllRows = {
  readonly rows: Accessor<readonly RecordRow[]>
  readonly state: Accessor<'loading' | 'ready' | 'failed'>
  refresh(): void
}

/** Every row of a search, asked page by page, and again when one of that kind changes. */
export function createAllRows(search: Accessor<string | undefined>, kind: string, live: Live): AllRows {
  const [rows, setRows] = createSignal<readonly RecordRow[]>([])
  const [state, setState] = createSignal<'loading' | 'ready' | 'failed'>('loading')
  let turn = 0

  async function load(): Promise<void> {
    const query = search()
    if (query === undefined) return
    const mine = ++turn
    const found: RecordRow[] = []
    let cursor: string | undefined
    do {
      const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const page = await request<RecordPage>(`/api/records?kind=${kind}&${query}&limit=200${more}`)
      if (mine !== turn) return
      if (!page.ok) {
        setState('failed')
        return
      }
      found.push(...page.value.rows)
      cursor = page.value.next
    } while (cursor !== undefined && found.length < MOST)
    setRows(found)
    setState('ready')
  }
  createEffect(on(search, () => void load()))
  const stop = live.onChanges((changes) => {
    if (changes.length === 0 || changes.some((change) => change.kind === kind)) void load()
  })
  onCleanup(() => {
    stop()
    turn++
  })
  return { rows, state, refresh: () => void load() }
}
