import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { HeldAnswer, HeldRow, RecordAnswer } from '../../domain/api.ts'
import type { Result } from '../../domain/result.ts'
import { type ApiFailure, post, request } from '../state/api.ts'
import type { Live } from './live.ts'

/** A held event, with the record that it is about as far as this reader may see it. */
export type HeldItem = { readonly row: HeldRow; readonly about: RecordAnswer | undefined }
export type HeldQueue = {
  readonly items: Accessor<readonly HeldItem[]>
  readonly state: Accessor<'loading' | 'ready' | 'failed'>
  refresh(): void
  decide(row: HeldRow, accept: boolean, reason: string): Promise<Result<unknown, ApiFailure>>
}

/** What is durable but waits for somebody who may decide about it; asked again as records change. */
export function createHeldQueue(live: Live): HeldQueue {
  const [items, setItems] = createSignal<readonly HeldItem[]>([])
  const [state, setState] = createSignal<'loading' | 'ready' | 'failed'>('loading')
  let turn = 0
  async function about({ room, record }: HeldRow): Promise<RecordAnswer | undefined> {
    const answer = await request<RecordAnswer>(`/api/records/${encodeURIComponent(room)}/${record}`)
    return answer.ok ? answer.value : undefined
  }
  async function load(): Promise<void> {
    const mine = ++turn
    const answer = await request<HeldAnswer>('/api/held')
    const found = answer.ok
      ? await Promise.all(answer.value.rows.map(async (row) => ({ row, about: await about(row) })))
      : []
    if (mine !== turn) return
    setState(answer.ok ? 'ready' : 'failed')
    if (answer.ok) setItems(found)
  }
  void load()
  const stop = live.onHeld(() => void load())
  onCleanup(() => {
    stop()
    turn++
  })
  return {
    items,
    state,
    refresh: () => void load(),
    async decide(row, accept, reason) {
      const path = `/api/held/${encodeURIComponent(row.room)}/${row.event}`
      const result = await post<unknown>(path, { accept, reason })
      await load()
      return result
    },
  }
}
