import { type Accessor, createEffect, createResource, createSignal, on, onCleanup } from 'solid-js'
import type { RecordAnswer } from '../../../domain/api.ts'
import { request } from '../../state/api.ts'
import type { Live } from '../live.ts'

export type Chosen = { readonly room: string; readonly record: string }
export type OpenRecord = {
  readonly answer: Accessor<RecordAnswer | undefined>
  readonly state: Accessor<'closed' | 'loading' | 'ready' | 'failed'>
  /** Came in since the record was opened: to be marked, not swapped under the eye. */
  readonly isNew: (event: string) => boolean
  refresh(): void
  /** What is here now has been seen. */
  seen(): void
}

/** The record that is open, asked again when it changes. */
export function openRecord(chosen: Accessor<Chosen | undefined>, live: Live): OpenRecord {
  const [known, setKnown] = createSignal<ReadonlySet<string>>()
  const same = (a: Chosen | undefined, b: Chosen | undefined) => a?.record === b?.record && a?.room === b?.room
  const [target, setTarget] = createSignal<Chosen | undefined>(undefined, { equals: same })
  createEffect(() => setTarget(chosen()))
  const [answer, { refetch }] = createResource(target, async ({ room, record }) => {
    const result = await request<RecordAnswer>(`/api/records/${encodeURIComponent(room)}/${record}`)
    return result.ok ? result.value : undefined
  })
  const current = (): RecordAnswer | undefined => {
    const value = answer.latest
    return value && value.row.id === target()?.record ? value : undefined
  }
  const eventsNow = (): ReadonlySet<string> => new Set(current()?.record.history.map((entry) => entry.id))
  createEffect(on(target, () => setKnown(undefined)))
  createEffect(() => {
    if (current() && !known()) setKnown(eventsNow())
  })
  const stop = live.onChanges((changes) => {
    const id = target()?.record
    if (id && (changes.length === 0 || changes.some((change) => change.record === id))) void refetch()
  })
  onCleanup(stop)
  return {
    answer: current,
    state: () => {
      if (!target()) return 'closed'
      if (current()) return 'ready'
      return answer.loading ? 'loading' : 'failed'
    },
    isNew: (event) => known() !== undefined && !known()?.has(event),
    refresh: () => void refetch(),
    seen: () => setKnown(eventsNow()),
  }
}
