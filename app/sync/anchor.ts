import { DAY } from '../../domain/clock.ts'
import type { KeptAnchor } from '../store/rows.ts'

/**
 * The last server time that the phone knew, and how much time has gone by since. Within one load that is monotonic;
 * across a restart only the phone's own clock can tell.
 */
export type AnchoredClock = {
  readonly kept: KeptAnchor
  /** Server time (ms) now, as far as the phone can tell. */
  serverNow(): number
  /** By what a new record's room is named: never further from the last word of the server than one room of time. */
  roomTime(): number
  /** What an event carries. */
  anchor(): readonly [serverMs: number, deltaMs: number]
}

export function anchoredClock(kept: KeptAnchor, now: () => number, monotonic: () => number): AnchoredClock {
  const before = Math.max(0, now() - kept.wall)
  const start = monotonic()
  const delta = (): number => Math.round(before + Math.max(0, monotonic() - start))
  return {
    kept,
    serverNow: () => kept.server + delta(),
    // A clock that jumped while the phone was off would name a room that the server does not open.
    roomTime: () => kept.server + (delta() > SHORTEST_QUARTER ? 0 : delta()),
    anchor: () => [kept.server, delta()],
  }
}

/** ms; within it at most one quarter ends. */
const SHORTEST_QUARTER = 89 * DAY

/** What `GET /api/me` said is news only if it is later than what is kept: offline the same answer comes from the phone. */
export const newerAnchor = (kept: KeptAnchor | undefined, serverTime: number, now: number): KeptAnchor =>
  kept && kept.server >= serverTime ? kept : { server: serverTime, wall: now }
