/** The only time of a simulated world (ms UTC): what is due happens in order, everything else waits. */
export interface Schedule {
  now(): number
  /** Runs it `delay` ms from now; what is due at one time runs in the order in which it was asked for. */
  after(delay: number, run: () => void): void
  advance(ms: number): Promise<void>
}

type Task = { readonly at: number; readonly order: number; readonly run: () => void }
const before = (a: Task, b: Task): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

export function createSchedule(start: number): Schedule {
  const heap: Task[] = []
  let time = start
  let order = 0

  function push(task: Task): void {
    let i = heap.push(task) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!before(task, heap[parent] as Task)) break
      heap[i] = heap[parent] as Task
      i = parent
    }
    heap[i] = task
  }
  function pop(): Task | undefined {
    const top = heap[0]
    const last = heap.pop()
    if (!last || heap.length === 0) return top
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1] as Task, heap[child] as Task)) child++
      if (!before(heap[child] as Task, last)) break
      heap[i] = heap[child] as Task
      i = child
    }
    heap[i] = last
    return top
  }

  return {
    now: () => time,
    after: (delay, run) => push({ at: time + Math.max(0, Math.round(delay)), order: order++, run }),
    async advance(ms) {
      const until = time + Math.round(ms)
      await settled()
      while (heap[0] && heap[0].at <= until) {
        const task = pop() as Task
        time = task.at
        task.run()
        await settled()
      }
      time = until
    },
  }
}

/** Everything that follows from what happened, without any time going by: all promises have run to where they wait. */
const settled = (): Promise<void> => new Promise((done) => setImmediate(done))
