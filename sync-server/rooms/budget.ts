/** Limits of what one session may ask for. Times in ms. */

/** A bucket that refills: `perSecond` in the long run, `burst` at once. */
export function createBucket(perSecond: number, burst: number, now: () => number): () => boolean {
  let left = burst
  let at = now()
  return () => {
    const time = now()
    left = Math.min(burst, left + (Math.max(0, time - at) / 1000) * perSecond)
    at = time
    if (left < 1) return false
    left -= 1
    return true
  }
}

/** At most `times` in any `window` for each key; answers how long to wait, 0 = go on. */
export function createQuota(times: number, window: number, now: () => number): (key: string) => number {
  const used = new Map<string, readonly number[]>()
  return (key) => {
    const at = now()
    const recent = (used.get(key) ?? []).filter((one) => one > at - window && one <= at)
    if (recent.length >= times) return (recent[0] as number) + window - at
    // What is over is forgotten with the next key, so that the map holds one window at most.
    for (const [other, list] of used) if ((list.at(-1) ?? 0) <= at - window) used.delete(other)
    used.set(key, [...recent, at])
    return 0
  }
}
