import { type Accessor, createEffect, createSignal, on, onCleanup, untrack } from 'solid-js'

/** So many records at once are a room that is coming in, not a colleague at work. */
const FLOOD = 20
const QUIET_MS = 1200
/** A phone to which nothing comes for so long has nothing to wait for. */
const PATIENCE_MS = 4000

/** False while a fresh phone is still being filled: figures of half a room would say what is not so. */
export function createSettled(count: Accessor<number>): Accessor<boolean> {
  const [settled, setSettled] = createSignal(untrack(count) > 0)
  let timer = untrack(settled) ? undefined : setTimeout(() => setSettled(true), PATIENCE_MS)
  createEffect(
    on(
      count,
      (now, before) => {
        if (now - (before ?? 0) < FLOOD && settled()) return
        setSettled(false)
        clearTimeout(timer)
        timer = setTimeout(() => setSettled(true), QUIET_MS)
      },
      { defer: true },
    ),
  )
  onCleanup(() => clearTimeout(timer))
  return settled
}
