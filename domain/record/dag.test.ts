import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asPerson, type EventId, recordOf } from '../ids.ts'
import { type Node, orderActs } from './dag.ts'
import { idAt, T0 } from './story-for-tests.ts'

const RUNS = 10_000
const by = asPerson('p-a')
const root = idAt(T0, 0)
const actor = { by, role: 'assistant' }
const first: Node = {
  id: root,
  act: { type: 'create', kind: 'home_visit', version: 1, area: '370303005003', ...actor, at: T0, set: {} },
}
/** Any graph at all: edges forward, backward, to itself, to nothing. */
const graph = fc
  .array(
    fc.record({
      at: fc.integer({ min: T0 - 50, max: T0 + 50 }),
      bases: fc.array(fc.nat({ max: 20 }), { maxLength: 6 }),
    }),
    {
      maxLength: 16,
    },
  )
  .map((nodes) => {
    const ids = nodes.map((_, i) => idAt(T0 + 1 + i, i))
    const acts = nodes.map(({ at, bases }, i): Node => {
      const base = bases.map((n) => (n === 0 ? root : (ids[n - 1] ?? idAt(T0 + 999, 0))))
      return { id: ids[i] as EventId, act: { type: 'set', record: recordOf(root), ...actor, at, base, set: {} } }
    })
    return [first, ...acts]
  })

describe('the order of acts', () => {
  it('[FOLD21] knowing is a strict partial order, along which the acts are sorted, whatever cycles the bases make', () => {
    fc.assert(
      fc.property(graph, (nodes) => {
        const dag = orderActs(nodes)
        const all = dag.nodes.map((_, i) => i)
        if (dag.nodes.length !== nodes.length || new Set(dag.nodes).size !== nodes.length) return false
        return all.every(
          (b) =>
            !dag.knows(b, b) &&
            all.every((a) => !dag.knows(b, a) || (a < b && all.every((c) => !dag.knows(a, c) || dag.knows(b, c)))),
        )
      }),
      { numRuns: RUNS },
    )
  })
  it('[FOLD22] every base with a smaller id is known, and the order of arrival is of no account', () => {
    fc.assert(
      fc.property(graph, fc.nat(), (nodes, turn) => {
        const dag = orderActs(nodes)
        const at = turn % nodes.length
        const turned = orderActs([...nodes.slice(at), ...nodes.slice(0, at)].reverse())
        const place = new Map(dag.nodes.map((node, i) => [node.id, i]))
        const known = nodes.every(({ id, act }) =>
          act.type === 'create'
            ? true
            : act.base.every((base) => {
                const from = place.get(base)
                return from === undefined || base >= id || dag.knows(place.get(id) as number, from)
              }),
        )
        return (
          known &&
          JSON.stringify(turned.nodes) === JSON.stringify(dag.nodes) &&
          JSON.stringify(turned.heads) === JSON.stringify(dag.heads)
        )
      }),
      { numRuns: RUNS },
    )
  })
  it('[FOLD23] of a cycle the edges in order of id stand, the one that closes it is left out', () => {
    const [a, b] = [idAt(T0 + 1, 0), idAt(T0 + 2, 0)]
    const node = (id: EventId, base: EventId[]): Node => ({
      id,
      act: { type: 'set', record: recordOf(root), ...actor, at: T0, base, set: {} },
    })
    const dag = orderActs([first, node(a, [root, b]), node(b, [a])])
    expect(dag.nodes.map((one) => one.id)).toEqual([root, a, b])
    expect([dag.knows(2, 1), dag.knows(1, 2)]).toEqual([true, false])
    expect(dag.heads).toEqual([b])
  })
})
