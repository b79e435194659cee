import type { PhotoRow, PhotoStore } from '../store/rows.ts'

type Deps = {
  readonly store: PhotoStore
  readonly rows: () => readonly PhotoRow[]
  /** A photo goes after the event that names it. */
  readonly ready: (row: PhotoRow) => boolean
  readonly changed: () => Promise<void>
  readonly onSignInNeeded: () => void
}

const FIRST_WAIT = 2000
const LONGEST_WAIT = 60_000

/** Sends what waits, one photo at a time, again and again until each is received or refused. */
export function createUploader({ store, rows, ready, changed, onSignInNeeded }: Deps) {
  const ending = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let tries = 0
  let running = false

  const next = (): PhotoRow | undefined => rows().find((row) => row.state === 'waiting' && ready(row))

  async function run(): Promise<void> {
    if (running || ending.signal.aborted) return
    running = true
    clearTimeout(timer)
    timer = undefined
    try {
      for (let row = next(); row && !ending.signal.aborted; row = next()) {
        if (await send(row)) tries = 0
        else {
          timer = setTimeout(run, Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries++))
          return
        }
      }
    } finally {
      running = false
    }
  }

  /** True if it is settled. */
  async function send(row: PhotoRow): Promise<boolean> {
    const { owner } = row
    if ('draft' in owner) return false
    const bytes = await store.photoBytes(row.id)
    if (!bytes) {
      await store.changePhoto(row.id, { state: 'refused', reason: 'lost' })
      await changed()
      return true
    }
    // Only who has a photo to send needs the library.
    const { uploadPhoto } = await import('./upload.ts')
    const keepUrl = (url: string): void => void store.changePhoto(row.id, { upload: url }).then(changed)
    const answer = await uploadPhoto({ ...row, owner }, bytes, keepUrl, ending.signal)
    if (answer.outcome === 'later') {
      if (answer.signIn) onSignInNeeded()
      return false
    }
    const { outcome: state } = answer
    await store.changePhoto(row.id, state === 'received' ? { state } : { state, reason: answer.reason })
    await changed()
    return true
  }

  return {
    /** Something may have become ready: an event was received. */
    kick(): void {
      if (timer === undefined) void run()
    },
    /** The network is back. */
    wake(): void {
      tries = 0
      void run()
    },
    close(): void {
      clearTimeout(timer)
      ending.abort()
    },
  }
}
