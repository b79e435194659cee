import { type Accessor, createMemo } from 'solid-js'

/**
 * Keeps the order in which things were first shown: nothing is reordered under the finger, what is new comes last.
 * Not while `free`: a list that is still being filled has no order yet.
 */
export function createStable<T>(
  list: Accessor<readonly T[]>,
  idOf: (one: T) => string,
  free: Accessor<boolean>,
): Accessor<readonly T[]> {
  return createMemo<readonly T[]>((before) => {
    if (free()) return list()
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
