import type { RecordRow } from '../../domain/api.ts'
import { startOfDay } from '../../domain/clock.ts'
import type { Field, Kind } from '../../domain/kinds/define.ts'
import type { Key } from '../words/zh.ts'

/** Work that somebody is given, as its kind declares it: which field names the person, and the state that needs one. */
export type Assignment = { readonly kind: Kind; readonly field: Field; readonly given: string }

/** The kind's field for the person who does the work; undefined for work that nobody is given. */
export function assignmentOf(kind: Kind): Assignment | undefined {
  for (const field of kind.fields) {
    if (field.type !== 'ref' || field.of !== 'person' || !field.setBy || typeof field.need !== 'object') continue
    if (field.need.from) return { kind, field, given: field.need.from }
  }
  return undefined
}

export type Column = {
  /** The first of its states names it. */
  readonly states: readonly string[]
  readonly words: Key
  /** Shows only what was finished today. */
  readonly today: boolean
}

/**
 * The columns of the board, from the kind's own moves: what can be given out, what waits to be taken, what is being
 * done, what waits for the check, what was finished today. Every state stands in at most one.
 */
export function columnsOf({ kind, given }: Assignment): readonly Column[] {
  const from = (test: (to: string) => boolean, hand: boolean) =>
    kind.moves.filter((move) => test(move.to) && move.by.includes('system') !== hand).flatMap((move) => move.from)
  const checked = kind.moves.filter((move) => move.id === 'verify')
  const toGive = unique(from((to) => to === given, true)).filter((state) => state !== given)
  const toCheck = unique(checked.flatMap((move) => move.from))
  const done = unique([
    ...checked.map((move) => move.to),
    ...kind.states.filter((s) => s.final && !s.side).map((s) => s.id),
  ])
  const elsewhere = new Set([...toGive, given, ...toCheck, ...done])
  const doing = kind.states.filter((state) => !elsewhere.has(state.id) && !state.final && !state.draft)
  return [
    { states: toGive, words: 'boardToGive', today: false },
    { states: [given], words: 'boardGiven', today: false },
    { states: doing.map((state) => state.id), words: 'boardDoing', today: false },
    { states: toCheck, words: 'boardToCheck', today: false },
    { states: done, words: 'boardDone', today: true },
  ]
}

const unique = (list: readonly string[]): readonly string[] => [...new Set(list)]
const CARDS = { red: 0, yellow: 1, none: 2 } as const

/** The rows of a column, what is due first at the top: never by who does it. */
export function rowsOf(column: Column, rows: readonly RecordRow[], now: number): readonly RecordRow[] {
  return rows
    .filter((row) => column.states.includes(row.state) && (!column.today || row.updatedAt >= startOfDay(now)))
    .sort((a, b) =>
      column.today
        ? b.updatedAt - a.updatedAt
        : CARDS[a.card] - CARDS[b.card] || (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || a.createdAt - b.createdAt,
    )
}
