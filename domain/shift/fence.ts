import type { Place } from '../record/event.ts'
import { type LatLon, metresBetween, metresTo } from '../record/geometry.ts'

/** Where a clock-in was written, seen from the route: kept with the row, never a reason to refuse it. */

/** Kept with each decision, so that it can be read later by the rule that it was made by. */
export const FENCE_RULE = 'fence-1'
/** How far from the line of a route one is still on it, metres: pavement, both carriageways, the yard beside it. */
export const ROUTE_METRES = 100
/** How long better fixes are waited for, ms. */
export const WAIT = 20_000

/** `uncertain`: the fix is too coarse to tell, or two fixes contradict each other; a leader looks at it. */
export type FenceDecision = 'inside' | 'uncertain' | 'outside'
export type Fence = { readonly decision: FenceDecision; readonly metres: number; readonly rule: string }

/** @param d metres to the place, @param a accuracy in metres, @param r how far is still there, metres */
export function decide(d: number, a: number, r: number): FenceDecision {
  if (d + a <= r) return 'inside'
  return d - a > r ? 'outside' : 'uncertain'
}

/** A fix seen from the nearest of the routes; undefined if none of them has a shape. */
export function fenceOf(fix: BestFix, routes: readonly unknown[]): Fence | undefined {
  const metres = routes.flatMap((shape) => metresTo(fix, shape) ?? [])
  if (metres.length === 0) return undefined
  const nearest = Math.min(...metres)
  const decision = fix.jumped ? 'uncertain' : decide(nearest, fix.acc, ROUTE_METRES)
  return { decision, metres: Math.round(nearest), rule: FENCE_RULE }
}

/** `jumped`: other fixes of the same moment say that the phone was elsewhere. */
export type BestFix = Place & { readonly jumped: boolean }

/** The fastest that somebody on duty goes, m/s: a truck. What is faster is no movement. */
const FASTEST = 25

/**
 * The fix to go by, of those of the last seconds: of the largest group that can belong together the most exact one.
 * Undefined if none is a place on earth; 0°, 0° is what receivers say that know nothing.
 */
export function bestFix(fixes: readonly Place[]): BestFix | undefined {
  const usable = fixes.filter(isUsable)
  const friends = usable.map((one) => usable.filter((other) => together(one, other)).length)
  const most = Math.max(0, ...friends)
  const [best] = usable.filter((_, i) => friends[i] === most).toSorted((a, b) => a.acc - b.acc || b.fixAt - a.fixAt)
  return best && { ...best, jumped: most < usable.length }
}

function isUsable({ lat, lon, acc, fixAt }: Place): boolean {
  if (![lat, lon, acc, fixAt].every(Number.isFinite)) return false
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && acc >= 0 && !(lat === 0 && lon === 0)
}

const together = (a: Place & LatLon, b: Place & LatLon): boolean =>
  metresBetween(a, b) <= a.acc + b.acc + (FASTEST * Math.abs(a.fixAt - b.fixAt)) / 1000
