import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { RecordPage, RecordRow } from '../../domain/api.ts'
import { request } from '../state/api.ts'
import type { Live } from './live.ts'

export type Pages = {
  readonly rows: readonly RecordRow[]
  readonly total: Accessor<number>
  readonly state: Accessor<'loading' | 'ready' | 'failed'>
  /** There is another page to ask for. */
  readonly more: Accessor<boolean>
  next(): void
  refresh(): void
}

/**
 * The rows of a search, newest first, page by page, kept as records come in. `search` undefined = ask nothing.
 * A row keeps its element on the screen as long as it stays in the list.
 */
export function createPages(search: Accessor<string | undefined>, live: Live): Pages {
  const [rows, setRows] = createStore<RecordRow[]>([])
  const [total, setTotal] = createSignal(0)
  const [state, setState] = createSignal<'loading' | 'ready' | 'failed'>('loading')
  const [cursor, setCursor] = createSignal<string>()
  let asked = 0

  async function ask(query: string): Promise<RecordPage | undefined> {
    const turn = ++asked
    const answer = await request<RecordPage>(`/api/records?${query}`)
    if (turn !== asked) return undefined
    setState(answer.ok ? 'ready' : 'failed')
    return answer.ok ? answer.value : undefined
  }
  const put = (list: readonly RecordRow[]): void => setRows(reconcile([...list], { key: 'id' }))

  async function load(query: string): Promise<void> {
    setState('loading')
    const page = await ask(query)
    if (!page) return
    put(page.rows)
    setTotal(page.total)
    setCursor(page.next)
  }
  async function refresh(changed: ReadonlySet<string> = new Set()): Promise<void> {
    const query = search()
    if (query === undefined) return
    const page = await ask(query)
    if (!page) return
    // Newest first: a changed row is on the first page, or no longer in this search.
    const first = new Set(page.rows.map((row) => row.id))
    const rest = page.next ? rows.filter((row) => !first.has(row.id) && !changed.has(row.id)) : []
    put([...page.rows, ...rest])
    setTotal(page.total)
    if (rest.length === 0) setCursor(page.next)
  }
  async function next(): Promise<void> {
    const from = cursor()
    const query = search()
    if (!from || query === undefined || state() === 'loading') return
    const page = await ask(`${query}&cursor=${encodeURIComponent(from)}`)
    if (!page) return
    const known = new Set(rows.map((row) => row.id))
    put([...rows, ...page.rows.filter((row) => !known.has(row.id))])
    setCursor(page.next)
  }

  createEffect(
    on(search, (query) => {
      if (query === undefined) put([])
      else void load(query)
    }),
  )
  const stop = live.onChanges((changes) => void refresh(new Set(changes.map((change) => change.record))))
  onCleanup(() => {
    stop()
    asked++
  })
  return {
    rows,
    total,
    state,
    more: () => cursor() !== undefined,
    next: () => void next(),
    refresh: () => void refresh(),
  }
}
