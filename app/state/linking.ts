import { type Accessor, createSignal } from 'solid-js'

/** How long (ms) a first try may take before the phone says that there is no network. */
const GRACE_MS = 5000

/** True while the app has only just opened and nothing is known yet: neither “no network” nor “all received” would be true. */
export function createLinking(online: Accessor<boolean>): Accessor<boolean> {
  const [fresh, setFresh] = createSignal(navigator.onLine)
  const over = (): unknown => setFresh(false)
  setTimeout(over, GRACE_MS)
  window.addEventListener('offline', over, { once: true })
  return () => fresh() && !online()
}
