import type { PersonId } from '../ids.ts'
import type { Kind } from '../kinds/define.ts'
import { isWord, moveOf } from '../kinds/registry.ts'
import { type Dag, earlier, type Node } from './dag.ts'
import type { Fields, MoveEvent, Value } from './event.ts'
import type { MoveRefusal } from './folded.ts'
import { refusals } from './guards.ts'
import { hasPhotoSwitch, PHOTO_SWITCH } from './photo-switch.ts'

export type MoveNode = Node & { readonly act: MoveEvent }
type Made = { readonly move: string; readonly by: PersonId; readonly at: number }
type Step = {
  readonly node: Node
  readonly state: string
  readonly before?: Step
  readonly at: number
  /** The creation and all moves up to this one. */
  readonly made: readonly Made[]
  /** What stands against it on the longest chain that its author knew, where it only fits a shorter one. */
  readonly against?: MoveRefusal | undefined
}

export type Chain = {
  /** Effective moves in order. */
  readonly moves: readonly MoveNode[]
  readonly state: string
  readonly refused: ReadonlyMap<string, MoveRefusal>
  /** Legal moves that are a word of one person and no step: who has seen it. */
  readonly words: ReadonlySet<string>
}

/** More moves than this in one record are hostile: the rest, in topological order, is not looked at. */
const MAX_MOVES = 500

/**
 * The longest legal chain of moves from the creation: each next move was made in knowledge of the one before, from the
 * state that it led to, and continues the longest chain that its author knew. Ties go to the smaller (`at`, id) of the
 * first differing move.
 */
export function longestChain(kind: Kind, dag: Dag, photos: ReadonlyMap<string, number>): Chain {
  const createAt = dag.nodes.findIndex((node) => node.act.type === 'create')
  const create = dag.nodes[createAt] as Node
  const first: Step = { node: create, state: kind.states[0]?.id ?? '', at: createAt, made: [madeBy(create)] }
  const steps: Step[] = [first]
  const refused = new Map<string, MoveRefusal>()
  const fieldsAt = knownFields(kind, dag)
  const said: { node: MoveNode; at: number }[] = []
  let best = first
  let looked = 0
  dag.nodes.forEach((node, at) => {
    if (node.act.type !== 'move') return
    const declared = moveOf(kind, node.act.move)
    if (declared && isWord(declared)) {
      said.push({ node: node as MoveNode, at })
      return
    }
    if (++looked > MAX_MOVES) {
      refused.set(node.id, { type: 'TooManyMoves', max: MAX_MOVES })
      return
    }
    const known = steps.filter((step) => dag.knows(at, step.at))
    const outcome = continued(kind, node as MoveNode, at, known, () => fieldsAt(at), photos)
    if ('refusal' in outcome) {
      refused.set(node.id, outcome.refusal)
      return
    }
    steps.push(outcome.step)
    if (isBetter(outcome.step, best)) best = outcome.step
  })
  const moves: MoveNode[] = []
  for (let step: Step | undefined = best; step?.before; step = step.before) moves.push(step.node as MoveNode)
  moves.reverse()
  const effective = new Set(moves.map((node) => node.id))
  for (const step of steps.slice(1)) {
    if (!effective.has(step.node.id)) refused.set(step.node.id, step.against ?? { type: 'Overtaken' })
  }
  const words = new Set<string>()
  const persons = new Set<string>()
  // As steps they would make a chain the longer the more people saw it, and a withdrawal that did not know of them none.
  for (const { node, at } of said) {
    const known = steps.filter((step) => dag.knows(at, step.at))
    const outcome = continued(kind, node, at, known, () => fieldsAt(at), photos)
    const person = `${node.act.move} ${node.act.by}`
    if ('refusal' in outcome) refused.set(node.id, outcome.refusal)
    else if (persons.has(person)) refused.set(node.id, { type: 'OncePerPerson', move: node.act.move })
    else {
      persons.add(person)
      words.add(node.id)
    }
  }
  return { moves, state: best.state, refused, words }
}

/**
 * The move as the next step of the best of the chains that its author knew. Own work stays own work: what the longest of
 * them refuses as such is not taken on a shorter one, in which somebody else had done that work.
 */
function continued(
  kind: Kind,
  node: MoveNode,
  at: number,
  known: readonly Step[],
  fieldsThen: () => Fields,
  photos: ReadonlyMap<string, number>,
): { step: Step } | { refusal: MoveRefusal } {
  const move = moveOf(kind, node.act.move)
  if (!move || move.to !== node.act.to) return { refusal: { type: 'UnknownMove' } }
  let found: Step | undefined
  /** The reason that counts is the one against the best chain that the author knew. */
  let closest: { readonly step: Step; readonly refusal: MoveRefusal } | undefined
  let fields: Fields | undefined
  for (const before of known) {
    // Most steps fall out by their state alone; the fields are gathered only for the others.
    const fits = move.from.includes(before.state)
    if (fits) fields ??= fieldsThen()
    const refusal = fits
      ? refusals(move, node.act, { kind, state: before.state, fields: fields ?? {}, chain: before.made, photos })[0]
      : ({ type: 'WrongState', state: before.state } as const)
    if (!refusal) {
      if (!found || isBetter(before, found)) found = before
    } else if (!closest || isBetter(before, closest.step)) closest = { step: before, refusal }
  }
  const against = closest && (!found || isBetter(closest.step, found)) ? closest.refusal : undefined
  if (!found || against?.type === 'OwnWork')
    return { refusal: against ?? { type: 'WrongState', state: kind.states[0]?.id ?? '' } }
  return { step: { node, state: move.to, before: found, at, made: [...found.made, madeBy(node)], against } }
}

const madeBy = ({ act }: Node): Made => ({ move: act.type === 'move' ? act.move : 'create', by: act.by, at: act.at })

function isBetter(a: Step, b: Step): boolean {
  if (a.made.length !== b.made.length) return a.made.length > b.made.length
  let difference = 0
  for (let [x, y]: [Step | undefined, Step | undefined] = [a, b]; x && y && x !== y; x = x.before, y = y.before) {
    difference = earlier(x.node, y.node)
  }
  return difference < 0
}

/** For each node the values of the kind's fields as its author knew them; proposals do not count. */
function knownFields(kind: Kind, dag: Dag): (at: number) => Fields {
  const words = Math.ceil(dag.nodes.length / 32)
  const ids = [...kind.fields.map((field) => field.id), ...(hasPhotoSwitch(kind) ? [PHOTO_SWITCH] : [])]
  const setters = ids.map((id) => ({ id, places: new Uint32Array(words) }))
  dag.nodes.forEach(({ act }, at) => {
    if (act.type === 'move' || (act.type === 'set' && act.proposal)) return
    for (const { id, places } of setters) {
      if (act.set[id] !== undefined) places[at >> 5] = (places[at >> 5] as number) | (1 << (at & 31))
    }
  })
  return (at) => {
    const fields: { [field: string]: Value } = {}
    for (const { id, places } of setters) {
      const act = dag.nodes[dag.lastKnown(at, places)]?.act
      const value = act && act.type !== 'move' ? act.set[id] : undefined
      if (value !== undefined) fields[id] = value
    }
    return fields
  }
}
