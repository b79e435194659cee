import { type Accessor, createMemo } from 'solid-js'

/** Keeps the order in which things were first shown: nothing is reordered under the finger, what is new comes last. */
export function createStable<T>(list: Accessor<readonly T[]>, idOf: (one: T) => string): Accessor<readonly T[]> {
  return createMemo<readonly T[]>((before) => {
    const now = new Map(list().map((one) => [idOf(one), one]))
    const kept = before.flatMap((one) => {
      const id = idOf(one)
      const same = now.get(id)
      now.delete(id)
      return same === undefined ? [] : [same]
    })
    return [...kept, ...now.values()]
  }, [])
}
