import type { Kind, Move } from '../../domain/kinds/define.ts'
import { stateOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'

/** A row of the stepper: one stage, or several that stand together. */
export type StageRow = {
  readonly at: 'done' | 'now' | 'next'
  readonly moves: readonly Move[]
  /** When the last of it was done (ms UTC), when the first. */
  readonly from?: number
  readonly to?: number
}

/** What stands together once it lies behind, and what does while it lies ahead. */
const BEHIND = [['survey', 'build']]
const AHEAD = [
  ['town_check', 'accept'],
  ['publicise', 'pay'],
]

/**
 * The stages of a latrine in their order: done, now, next. What was sent back for rectification is done again from
 * the step that it goes back to.
 */
export function stageRows(kind: Kind, record: FoldedRecord): readonly StageRow[] {
  const states = kind.states.filter((state) => !state.side).map((state) => state.id)
  const path = states.flatMap((to): Move[] => {
    const move = kind.moves.find((one) => one.to === to && !one.by.includes('system') && !one.from.includes('rectify'))
    return move ? [move] : []
  })
  const isSide = stateOf(kind, record.state)?.side
  const reached = isSide ? states.indexOf('tank_checked') : states.indexOf(record.state)
  const timeOf = (to: string) => record.chain.findLast((step) => step.to === to)?.at
  const rows = path.map((move): StageRow => {
    const index = states.indexOf(move.to)
    const time = index <= reached ? timeOf(move.to) : undefined
    const at = time !== undefined ? 'done' : 'next'
    return { at, moves: [move], ...(time === undefined ? {} : { from: time, to: time }) }
  })
  const over = stateOf(kind, record.state)?.final
  const now = over ? -1 : rows.findIndex((row) => row.at === 'next')
  const marked = rows.map((row, i): StageRow => (i === now ? { ...row, at: 'now' } : row))
  return joined(joined(marked, BEHIND, 'done'), AHEAD, 'next')
}

function joined(rows: readonly StageRow[], groups: readonly (readonly string[])[], at: StageRow['at']): StageRow[] {
  const result: StageRow[] = []
  for (const row of rows) {
    const last = result.at(-1)
    const group = groups.find((ids) => ids.includes(row.moves[0]?.id ?? ''))
    const fits = group && last?.at === at && row.at === at && group.includes(last.moves[0]?.id ?? '')
    if (fits && last) {
      result[result.length - 1] = {
        ...last,
        moves: [...last.moves, ...row.moves],
        ...(row.to === undefined ? {} : { to: row.to }),
      }
    } else result.push(row)
  }
  return result
}
