import type { Condition, Words } from '../kinds/define.ts'

/** What a figure asks of records: conditions of the kinds, and what needs deadlines, other records or the present day. */
export type Where =
  | Condition
  /** The deadline of that id was kept: its last run ended in time. */
  | { readonly met: string }
  | { readonly field: string; readonly maxField: string; readonly plus: string }
  | { readonly field: string; readonly withinDays: number }
  | {
      readonly linked: string
      readonly by: string
      readonly where?: Where
      readonly min?: number
      readonly distinctDays?: boolean
      readonly none?: boolean
    }
  | { readonly all: readonly Where[] }
  | { readonly any: readonly Where[] }
  | { readonly not: Where }

/** How one number of a figure is counted. A `formula` names a count that other things than records take part in. */
export type Measure =
  | { readonly count: string; readonly where?: Where; readonly by?: string }
  | { readonly count: string; readonly items: string; readonly where?: Where; readonly itemWhere?: Condition }
  /** Hours from the first time to the second; the source counts seconds, hence its `times`. */
  | {
      readonly mean: { readonly between: readonly string[] }
      readonly of: string
      readonly where?: Where
      readonly times?: string
    }
  | {
      readonly formula:
        | 'due_households'
        | 'planned_shifts'
        | 'planned_checks'
        | 'programme_villages'
        | 'programme_villages_all_lanes_lit'
      readonly rule: string
      readonly where?: Where
      readonly minus?: 'leave'
    }

/**
 * A figure of the office, as data. `period`: the field whose time counts it into a period; null = as things stand.
 * The definition is what a reader is told.
 */
export type Figure = Words & {
  readonly id: string
  readonly unit: string
  readonly better: 'up' | 'down' | 'none'
  readonly period: string | null
  readonly numerator: Measure
  readonly denominator: Measure | null
  readonly golden?: number
  readonly definition: Words
}
