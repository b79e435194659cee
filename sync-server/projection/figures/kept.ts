import type { DatabaseSync } from 'node:sqlite'
import { MINUTE } from '../../../domain/clock.ts'
import { markOf } from '../projector.ts'
import { countFigure, type FigureCounts, type FigureQuestion } from './read-figure.ts'

const KEPT = 200

/** Counts each figure once for all who ask for it within the minute, as long as nothing has changed. */
export function keptCounts(db: DatabaseSync): (asked: FigureQuestion) => FigureCounts {
  const known = new Map<string, FigureCounts>()
  return (asked) => {
    const { generation, changed } = markOf(db)
    const key = JSON.stringify([generation, changed, { ...asked, now: Math.floor(asked.now / MINUTE) }])
    const before = known.get(key)
    if (before) return before
    const counted = countFigure(db, asked)
    if (known.size >= KEPT) known.clear()
    known.set(key, counted)
    return counted
  }
}
