import { type Accessor, createSignal, onCleanup } from 'solid-js'

const TICK_MS = 20_000

/** The time (ms UTC) for what a screen counts down; ticks three times a minute. */
export function createNow(): Accessor<number> {
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), TICK_MS)
  onCleanup(() => clearInterval(timer))
  return now
}
