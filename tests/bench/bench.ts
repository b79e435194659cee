/** One measured thing. A figure with a peer is a ratio to what the same run measured of that peer. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly peer?: { readonly name: string; readonly value: number }
  /** What the figure must keep; a run that does not ends with 1. */
  readonly atMost?: number
  readonly atLeast?: number
}
/** Each file beside this one exports one, as `bench`. */
export type Bench = { readonly about: string; readonly run: () => Promise<readonly Figure[]> }

export const holds = ({ value, atMost, atLeast }: Figure): boolean =>
  (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast)
