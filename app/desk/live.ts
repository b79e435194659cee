import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { RecordId, RoomName } from '../../domain/ids.ts'
import { framed } from '../frame.ts'

export type Change = {
  readonly room: RoomName
  readonly record: RecordId
  readonly kind: string
  readonly area: string
  readonly receivedAt: number
}
export type Live = {
  /** Records that came in or changed a moment ago. */
  readonly lit: Accessor<ReadonlySet<string>>
  readonly link: Accessor<'live' | 'broken'>
  /** Server time (ms) of the newest arrival that was heard of. */
  readonly lastAt: Accessor<number | undefined>
  /** Returns how to stop listening. An empty list: something may have been missed. */
  onChanges(listener: (changes: readonly Change[]) => void): () => void
}

/** ms; a burst of arrivals is one question to the server. */
const GATHER = 50
/** ms; long enough to be noticed by somebody who looked away. */
const GLOW = 8000

/** What the server tells of new and changed records, without a reload. */
export function listenLive(): Live {
  const [lit, setLit] = createSignal<ReadonlySet<string>>(new Set())
  const [link, setLink] = createSignal<'live' | 'broken'>('broken')
  const [lastAt, setLastAt] = createSignal<number>()
  const listeners = new Set<(changes: readonly Change[]) => void>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let gathered: Change[] = []

  const later = (ms: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
  }
  const tell = (): void => {
    const changes = gathered
    gathered = []
    const names = changes.map((change) => change.record)
    setLit((before) => new Set([...before, ...names]))
    later(GLOW, () => setLit((before) => new Set([...before].filter((id) => !names.includes(id as RecordId)))))
    for (const listener of listeners) listener(changes)
  }

  const source = new EventSource(framed('/api/events'))
  const askAgain = (): void => {
    for (const listener of listeners) listener([])
  }
  source.addEventListener('open', () => setLink('live'))
  // What came in while the line was broken is told when it is whole again; or that it cannot be told.
  source.addEventListener('reset', askAgain)
  // Something waits for a decision, or was decided: that need not change any record.
  source.addEventListener('held', askAgain)
  source.addEventListener('error', () => setLink('broken'))
  source.addEventListener('record', (event) => {
    const change = JSON.parse(event.data) as Change
    setLastAt(change.receivedAt)
    if (gathered.length === 0) later(GATHER, tell)
    gathered.push(change)
  })
  onCleanup(() => {
    source.close()
    for (const timer of timers) clearTimeout(timer)
  })
  return {
    lit,
    link,
    lastAt,
    onChanges(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
