import type { Kind, Move } from '../../domain/kinds/define.ts'
import { stateOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'

/** A step of a record: made, or the ones that still lead to its end. */
export type Step =
  | {
      readonly at: 'done'
      readonly to: string
      readonly move: string
      readonly by: string
      readonly role: string
      readonly time: number
      readonly note?: string
    }
  | { readonly at: 'now' | 'next'; readonly to: string; readonly move: string; readonly by: readonly string[] }

/** What was done, is now and comes next: the shortest way of people's moves through the main states. */
export function stepsOf(kind: Kind, record: FoldedRecord): readonly Step[] {
  const done = record.chain.map(
    (step): Step => ({
      at: 'done',
      to: step.to,
      move: step.move,
      by: step.by,
      role: step.role,
      time: step.at,
      ...(step.note === undefined ? {} : { note: step.note }),
    }),
  )
  const main = kind.states.filter((state) => !state.side).map((state) => state.id)
  const ahead: Step[] = []
  let at = record.state
  for (let n = 0; n < main.length; n++) {
    const move = onwards(kind, main, at)
    if (!move) break
    ahead.push({ at: ahead.length === 0 ? 'now' : 'next', to: move.to, move: move.id, by: move.by })
    at = move.to
  }
  return [...done, ...ahead]
}

/** The move of a person that leads least far forward; from a side state, the one that leads back. */
function onwards(kind: Kind, main: readonly string[], from: string): Move | undefined {
  const here = main.indexOf(from)
  return kind.moves
    .filter(
      (move) =>
        move.from.includes(from) &&
        !move.by.includes('system') &&
        !stateOf(kind, move.to)?.side &&
        main.indexOf(move.to) > here,
    )
    .sort((a, b) => main.indexOf(a.to) - main.indexOf(b.to))[0]
}
