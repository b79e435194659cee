import type { EventId } from '../ids.ts'
import type { CreateEvent, MoveEvent, SetEvent } from './event.ts'

export type Act = CreateEvent | SetEvent | MoveEvent
export type Node = { readonly id: EventId; readonly act: Act }

/** The acts of a record in topological order (ties by `at`, then id), with who knew of whom. */
export type Dag = {
  readonly nodes: readonly Node[]
  readonly heads: readonly EventId[]
  /** True if node `a` (its place in `nodes`) is an ancestor of node `b`: its author knew of it. */
  readonly knows: (b: number, a: number) => boolean
  /** Adds everything that node `b` knows of to `into` (places as bits). */
  readonly addKnown: (b: number, into: Uint32Array) => void
  /** The last of `among` (places as bits) that node `b` knows of; -1 for none. */
  readonly lastKnown: (b: number, among: Uint32Array) => number
}

/** Edges against the order of ids come from wrong clocks; more of them than this are hostile and are ignored. */
const MAX_BACKWARD_EDGES = 256

const byId = (a: Node, b: Node): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
export const earlier = (a: Node, b: Node): number => a.act.at - b.act.at || byId(a, b)

/**
 * Orders the acts by their bases. A base that is not among `found` is ignored until it arrives. Edges whose base has
 * the smaller id can close no cycle and are taken first; the others in order of id, each only if it closes none.
 */
export function orderActs(found: readonly Node[]): Dag {
  const nodes = [...found].sort(byId)
  const place = new Map(nodes.map((node, i) => [node.id, i]))
  const parents: number[][] = nodes.map(() => [])
  const backward: [number, number][] = []
  nodes.forEach((node, i) => {
    if (node.act.type === 'create') return
    for (const base of new Set(node.act.base)) {
      const b = place.get(base)
      if (b === undefined || b === i) continue
      if (b < i) parents[i]?.push(b)
      else backward.push([i, b])
    }
  })
  for (const [i, b] of backward.slice(0, MAX_BACKWARD_EDGES)) {
    if (!reaches(parents, b, i)) parents[i]?.push(b)
  }
  return sorted(nodes, parents)
}

/** True if `target` is `from` or an ancestor of it. */
function reaches(parents: readonly (readonly number[])[], from: number, target: number): boolean {
  const seen = new Set<number>()
  const stack = [from]
  while (stack.length > 0) {
    const next = stack.pop() as number
    if (next === target) return true
    if (seen.has(next)) continue
    seen.add(next)
    stack.push(...(parents[next] ?? []))
  }
  return false
}

function sorted(nodes: readonly Node[], parents: readonly (readonly number[])[]): Dag {
  const children: number[][] = nodes.map(() => [])
  const missing = parents.map((list) => list.length)
  parents.forEach((list, i) => {
    for (const p of list) children[p]?.push(i)
  })
  const ready = new Heap((a: number, b: number) => earlier(nodes[a] as Node, nodes[b] as Node))
  missing.forEach((count, i) => {
    if (count === 0) ready.push(i)
  })
  const order: number[] = []
  for (let i = ready.pop(); i !== undefined; i = ready.pop()) {
    order.push(i)
    for (const child of children[i] ?? []) {
      missing[child] = (missing[child] as number) - 1
      if (missing[child] === 0) ready.push(child)
    }
  }
  const rank = new Map(order.map((i, at) => [i, at]))
  const words = Math.ceil(nodes.length / 32)
  const ancestors = order.map(() => new Uint32Array(words))
  order.forEach((i, at) => {
    const own = ancestors[at] as Uint32Array
    for (const p of parents[i] ?? []) {
      const parentAt = rank.get(p) as number
      const theirs = ancestors[parentAt] as Uint32Array
      for (let w = 0; w < words; w++) own[w] = (own[w] as number) | (theirs[w] as number)
      own[parentAt >> 5] = (own[parentAt >> 5] as number) | (1 << (parentAt & 31))
    }
  })
  return {
    nodes: order.map((i) => nodes[i] as Node),
    heads: order
      .filter((i) => (children[i] ?? []).length === 0)
      .map((i) => (nodes[i] as Node).id)
      .sort(),
    knows: (b, a) => (((ancestors[b] as Uint32Array)[a >> 5] as number) & (1 << (a & 31))) !== 0,
    addKnown(b, into) {
      const known = ancestors[b] as Uint32Array
      for (let w = 0; w < words; w++) into[w] = (into[w] as number) | (known[w] as number)
    },
    lastKnown(b, among) {
      const known = ancestors[b] as Uint32Array
      for (let w = b >> 5; w >= 0; w--) {
        const both = (known[w] as number) & (among[w] as number)
        if (both !== 0) return w * 32 + 31 - Math.clz32(both)
      }
      return -1
    },
  }
}

/** A binary heap: the least first. */
class Heap {
  private readonly items: number[] = []
  private readonly compare: (a: number, b: number) => number
  constructor(compare: (a: number, b: number) => number) {
    this.compare = compare
  }
  push(item: number): void {
    this.items.push(item)
    let i = this.items.length - 1
    while (i > 0) {
      const up = (i - 1) >> 1
      if (this.compare(this.items[i] as number, this.items[up] as number) >= 0) return
      this.swap(i, up)
      i = up
    }
  }
  pop(): number | undefined {
    const top = this.items[0]
    const last = this.items.pop()
    if (this.items.length === 0 || last === undefined) return top
    this.items[0] = last
    let i = 0
    for (;;) {
      const [l, r] = [2 * i + 1, 2 * i + 2]
      let least = i
      if (l < this.items.length && this.compare(this.items[l] as number, this.items[least] as number) < 0) least = l
      if (r < this.items.length && this.compare(this.items[r] as number, this.items[least] as number) < 0) least = r
      if (least === i) return top
      this.swap(i, least)
      i = least
    }
  }
  private swap(a: number, b: number): void {
    const kept = this.items[a] as number
    this.items[a] = this.items[b] as number
    this.items[b] = kept
  }
}
