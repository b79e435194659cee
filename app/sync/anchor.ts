import type { KeptAnchor } from '../store/rows.ts'

/**
 * The last server time that the phone knew, and how much time has gone by since. Within one load that is monotonic;
 * across a restart only the phone's own clock can tell.
 */
export type AnchoredClock = {
  readonly kept: KeptAnchor
  /** Server time (ms) now, as far as the phone can tell. */
  serverNow(): number
  /** What an event carries. */
  anchor(): readonly [serverMs: number, deltaMs: number]
}

export function anchoredClock(kept: KeptAnchor, now: () => number, monotonic: () => number): AnchoredClock {
  const before = Math.max(0, now() - kept.wall)
  const start = monotonic()
  const delta = (): number => Math.round(before + Math.max(0, monotonic() - start))
  return { kept, serverNow: () => kept.server + delta(), anchor: () => [kept.server, delta()] }
}

/** What `GET /api/me` said is news only if it is later than what is kept: offline the same answer comes from the phone. */
export const newerAnchor = (kept: KeptAnchor | undefined, serverTime: number, now: number): KeptAnchor =>
  kept && kept.server >= serverTime ? kept : { server: serverTime, wall: now }
