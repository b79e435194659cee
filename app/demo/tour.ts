/** The tour: what a record lives through, told in five steps. `stage` says what the visitor sees and may press. */
export type Stage = 'loading' | 'ready' | 'record' | 'saved' | 'killed' | 'reopening' | 'reopened' | 'sending' | 'done'

export type Tour = {
  readonly stage: Stage
  /** The visit that the visitor wrote, once it is saved. */
  readonly visit?: string
  /** Acts that the reopened phone says are waiting. */
  readonly waiting?: number
  /** Server time (ms) at which the visit came in. */
  readonly receivedAt?: number
}

/** What the page sees of its frames. */
export type Seen =
  | { readonly type: 'doorOpen' }
  | { readonly type: 'cut' }
  | { readonly type: 'saved'; readonly visit: string }
  | { readonly type: 'killed' }
  | { readonly type: 'opened' }
  | { readonly type: 'waiting'; readonly n: number }
  | { readonly type: 'mended' }
  | { readonly type: 'atDesk'; readonly receivedAt: number }

/** One step; what does not belong to the stage changes nothing. */
export function step(tour: Tour, seen: Seen): Tour {
  const { stage } = tour
  switch (seen.type) {
    case 'doorOpen':
      return stage === 'loading' ? { stage: 'ready' } : tour
    case 'cut':
      return stage === 'ready' ? { stage: 'record' } : tour
    case 'saved':
      return stage === 'record' ? { stage: 'saved', visit: seen.visit } : tour
    case 'killed':
      return stage === 'saved' ? { ...tour, stage: 'killed' } : tour
    case 'opened':
      return stage === 'killed' ? { ...tour, stage: 'reopening' } : tour
    case 'waiting':
      return stage === 'reopening' && seen.n > 0 ? { ...tour, stage: 'reopened', waiting: seen.n } : tour
    case 'mended':
      return stage === 'reopened' ? { ...tour, stage: 'sending' } : tour
    case 'atDesk':
      return stage === 'sending' ? { ...tour, stage: 'done', receivedAt: seen.receivedAt } : tour
  }
}

const DONE: { readonly [S in Stage]: number } = {
  loading: 0,
  ready: 0,
  record: 0,
  saved: 2,
  killed: 2,
  reopening: 2,
  reopened: 3,
  sending: 4,
  done: 5,
}
/** How many of the five steps are behind. */
export const stepsDone = (tour: Tour): number => DONE[tour.stage]
