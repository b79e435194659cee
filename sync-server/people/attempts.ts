/** At most `max` in `window` ms. */
export type Rate = { readonly max: number; readonly window: number }

/** Counts wrong tries by key, in memory: a restart forgives. */
export interface Attempts {
  /** Seconds until the next try may be made; 0 = now. */
  wait(key: string): number
  failed(key: string): void
  forget(key: string): void
}

/** More keys than this are a flood of invented accounts: the oldest are forgotten. */
const MAX_KEYS = 10_000

export function createAttempts(rates: readonly Rate[], now: () => number): Attempts {
  const tries = new Map<string, readonly number[]>()
  const longest = Math.max(...rates.map((rate) => rate.window))
  const recent = (key: string): readonly number[] => (tries.get(key) ?? []).filter((at) => at > now() - longest)
  return {
    wait(key) {
      const made = recent(key)
      const waits = rates.map(({ max, window }) => {
        const inWindow = made.filter((at) => at > now() - window)
        // Free again when so many have left the window that fewer than `max` are in it.
        const frees = inWindow[inWindow.length - max]
        return frees === undefined ? 0 : frees + window - now()
      })
      return Math.ceil(Math.max(0, ...waits) / 1000)
    },
    failed(key) {
      const made = [...recent(key), now()]
      tries.delete(key)
      tries.set(key, made)
      const oldest = tries.size > MAX_KEYS ? tries.keys().next().value : undefined
      if (oldest !== undefined) tries.delete(oldest)
    },
    forget: (key) => void tries.delete(key),
  }
}
