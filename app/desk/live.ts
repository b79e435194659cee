import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { RecordId, RoomName } from '../../domain/ids.ts'
import { framed } from '../frame.ts'
import { request } from '../state/api.ts'

export type Change = {
  readonly room: RoomName
  readonly record: RecordId
  readonly kind: string
  readonly area: string
  readonly receivedAt: number
}
export type Link = 'live' | 'broken' | 'signedOut'
export type Live = {
  /** Records that came in or changed a moment ago. */
  readonly lit: Accessor<ReadonlySet<string>>
  readonly link: Accessor<Link>
  /** Server time (ms) of the newest arrival that was heard of. */
  readonly lastAt: Accessor<number | undefined>
  /** Returns how to stop listening. An empty list: something may have been missed. */
  onChanges(listener: (changes: readonly Change[]) => void): () => void
  /** Something came in that waits for a decision, or was decided. */
  onHeld(listener: () => void): () => void
}

/** ms; a burst of arrivals is one question to the server. */
const GATHER = 50
/** ms; long enough to be noticed by somebody who looked away. */
const GLOW = 8000
/** ms between tries once the browser itself has given up. */
const AGAIN = 3000

/** What the server tells of new and changed records, without a reload. */
export function listenLive(): Live {
  const [lit, setLit] = createSignal<ReadonlySet<string>>(new Set())
  const [link, setLink] = createSignal<Link>('broken')
  const [lastAt, setLastAt] = createSignal<number>()
  const listeners = new Set<(changes: readonly Change[]) => void>()
  const heldListeners = new Set<() => void>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let source: EventSource | undefined
  let opened = false
  let gathered: Change[] = []

  const later = (ms: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
  }
  const tellHeld = (): void => {
    for (const listener of heldListeners) listener()
  }
  function tell(changes: readonly Change[]): void {
    const names = changes.map((change) => change.record)
    setLit((before) => new Set([...before, ...names]))
    later(GLOW, () => setLit((before) => new Set([...before].filter((id) => !names.includes(id as RecordId)))))
    for (const listener of listeners) listener(changes)
  }
  const mayBeOld = (): void => {
    for (const listener of listeners) listener([])
    tellHeld()
  }

  function listen(): void {
    source = new EventSource(framed('/api/events'))
    source.addEventListener('open', () => {
      setLink('live')
      // A new stream after a server that was away: what it said meanwhile may be unknown here.
      if (opened) mayBeOld()
      opened = true
    })
    source.addEventListener('error', () => {
      setLink('broken')
      // The browser tries again by itself, but not after an answer that is no stream: signed out, or a server that fails.
      if (source?.readyState === EventSource.CLOSED) void ask()
    })
    source.addEventListener('reset', mayBeOld)
    source.addEventListener('held', tellHeld)
    source.addEventListener('record', (event) => {
      const change = JSON.parse(event.data) as Change
      setLastAt(change.receivedAt)
      if (gathered.length === 0) {
        later(GATHER, () => {
          const changes = gathered
          gathered = []
          tell(changes)
        })
      }
      gathered.push(change)
    })
  }
  async function ask(): Promise<void> {
    const answer = await request<unknown>('/api/me')
    if (!answer.ok && answer.problem.status === 401) setLink('signedOut')
    else later(AGAIN, listen)
  }
  listen()
  onCleanup(() => {
    source?.close()
    for (const timer of timers) clearTimeout(timer)
  })
  const adding =
    <T>(set: Set<T>) =>
    (listener: T) => {
      set.add(listener)
      return () => void set.delete(listener)
    }
  return { lit, link, lastAt, onChanges: adding(listeners), onHeld: adding(heldListeners) }
}
