/** So long a finger waits at most for its tap to be seen (ms). */
const SLICE_MS = 30

/** Does something for each, and lets go of the thread in between where `pause` is given. */
export async function inSlices<T>(
  all: readonly T[],
  act: (one: T) => void,
  pause?: () => Promise<void>,
): Promise<void> {
  let began = performance.now()
  for (const one of all) {
    act(one)
    if (!pause || performance.now() - began < SLICE_MS) continue
    await pause()
    began = performance.now()
  }
}
