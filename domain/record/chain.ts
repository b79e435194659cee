import type { PersonId } from '../ids.ts'
import type { Kind } from '../kinds/define.ts'
import { moveOf } from '../kinds/registry.ts'
import { type Dag, earlier, type Node } from './dag.ts'
import type { Fields, MoveEvent, Value } from './event.ts'
import type { MoveRefusal } from './folded.ts'
import { refusals } from './guards.ts'

export type MoveNode = Node & { readonly act: MoveEvent }
type Step = {
  readonly node: Node
  readonly state: string
  readonly length: number
  readonly before?: Step
  readonly at: number
}

export type Chain = {
  /** Effective moves in order. */
  readonly moves: readonly MoveNode[]
  readonly state: string
  readonly refused: ReadonlyMap<string, MoveRefusal>
}

/** More moves than this in one record are hostile: the rest, in topological order, is not looked at. */
const MAX_MOVES = 500

/**
 * The longest legal chain of moves from the creation: each next move was made in knowledge of the one before, from the
 * state that it led to. Ties go to the smaller (`at`, id) of the first differing move.
 */
export function longestChain(kind: Kind, dag: Dag, photos: ReadonlyMap<string, number>): Chain {
  const first = kind.states[0]?.id ?? ''
  const createAt = dag.nodes.findIndex((node) => node.act.type === 'create')
  const steps: Step[] = [{ node: dag.nodes[createAt] as Node, state: first, length: 0, at: createAt }]
  const refused = new Map<string, MoveRefusal>()
  let best = steps[0] as Step
  let looked = 0
  dag.nodes.forEach((node, at) => {
    if (node.act.type !== 'move') return
    if (++looked > MAX_MOVES) {
      refused.set(node.id, { type: 'Overtaken' })
      return
    }
    const outcome = bestBefore(kind, dag, node as MoveNode, at, steps, photos)
    if ('refusal' in outcome) {
      refused.set(node.id, outcome.refusal)
      return
    }
    steps.push(outcome.step)
    if (isBetter(outcome.step, best)) best = outcome.step
  })
  const moves: MoveNode[] = []
  for (let step: Step | undefined = best; step?.before; step = step.before) moves.unshift(step.node as MoveNode)
  const effective = new Set(moves.map((node) => node.id))
  for (const step of steps.slice(1)) if (!effective.has(step.node.id)) refused.set(step.node.id, { type: 'Overtaken' })
  return { moves, state: best.state, refused }
}

function bestBefore(
  kind: Kind,
  dag: Dag,
  node: MoveNode,
  at: number,
  steps: readonly Step[],
  photos: ReadonlyMap<string, number>,
): { step: Step } | { refusal: MoveRefusal } {
  const move = moveOf(kind, node.act.move)
  if (!move || move.to !== node.act.to) return { refusal: { type: 'UnknownMove' } }
  const fields = fieldsKnownTo(dag, at)
  let found: Step | undefined
  let refusal: MoveRefusal = { type: 'WrongState', state: steps[0]?.state ?? '' }
  let closest = -1
  for (const before of steps) {
    if (!dag.knows(at, before.at)) continue
    const against = refusals(move, node.act, { kind, state: before.state, fields, chain: chainOf(before), photos })[0]
    if (against) {
      // The reason that counts is the one against the longest chain that the author knew.
      if (before.length > closest) {
        closest = before.length
        refusal = against
      }
      continue
    }
    const step: Step = { node, state: move.to, length: before.length + 1, before, at }
    if (!found || isBetter(step, found)) found = step
  }
  return found ? { step: found } : { refusal }
}

function chainOf(last: Step): { move: string; by: PersonId; at: number }[] {
  const list: { move: string; by: PersonId; at: number }[] = []
  for (let step: Step | undefined = last; step; step = step.before) {
    const { act } = step.node
    list.unshift({ move: act.type === 'move' ? act.move : 'create', by: act.by, at: act.at })
  }
  return list
}

function isBetter(a: Step, b: Step): boolean {
  if (a.length !== b.length) return a.length > b.length
  let difference = 0
  for (let [x, y]: [Step | undefined, Step | undefined] = [a, b]; x && y && x !== y; x = x.before, y = y.before) {
    difference = earlier(x.node, y.node)
  }
  return difference < 0
}

/** The value of each field as the author of node `at` knew it; proposals do not count. */
function fieldsKnownTo(dag: Dag, at: number): Fields {
  const fields: { [field: string]: Value } = {}
  for (let i = 0; i < at; i++) {
    if (!dag.knows(at, i)) continue
    const { act } = dag.nodes[i] as Node
    if (act.type === 'move' || (act.type === 'set' && act.proposal)) continue
    Object.assign(fields, act.set)
  }
  return fields
}
