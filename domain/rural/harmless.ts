import type { Fields } from '../record/event.ts'

/** A rural household as the rate needs it. */
export type Home = { readonly state: string; readonly fields: Fields }

/**
 * How many households of the base have a harmless latrine. Source: domain/data/domain-kinds.json, `latrine.harmless`
 * and `latrine.sanitary`: active households that are not excluded (idle, unsafe, long vacant, moving within three years).
 */
export type HarmlessRate = {
  readonly base: number
  readonly harmless: number
  /** Harmless ones and other sanitary ones. */
  readonly sanitary: number
  /** Active, but not in the base. */
  readonly excluded: number
  /** Percent with one decimal; undefined where there is no base: no data, never 0 %. */
  readonly percent?: number
}

export function harmlessRate(homes: Iterable<Home>): HarmlessRate {
  let [base, harmless, sanitary, excluded] = [0, 0, 0, 0]
  for (const { state, fields } of homes) {
    if (state !== 'active') continue
    if (fields['exclusion'] !== 'none') {
      excluded++
      continue
    }
    base++
    if (fields['latrineNow'] === 'harmless') harmless++
    if (fields['latrineNow'] === 'harmless' || fields['latrineNow'] === 'sanitary') sanitary++
  }
  return {
    base,
    harmless,
    sanitary,
    excluded,
    ...(base > 0 ? { percent: Math.round((harmless / base) * 1000) / 10 } : {}),
  }
}

/**
 * What a household has once the district accepted its latrine. Biogas was harmless by GB 19379 and is not by the later
 * guidance, so it counts as sanitary only (docs/decisions/0141).
 */
export const latrineNowAfter = (latrineType: unknown): 'harmless' | 'sanitary' =>
  latrineType === 'biogas' ? 'sanitary' : 'harmless'
