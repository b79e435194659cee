import { createSignal } from 'solid-js'

const [newVersion, setNewVersion] = createSignal(false)

/** A new version of the app lies ready and waits for the next start. */
export { newVersion }

let registration: ServiceWorkerRegistration | undefined
/** Safari gives no `controllerchange` after a worker skipped waiting (ms). */
const LONGEST_WAIT = 2000
const RELOADED = 'xunji-reloaded'

/** Registers the service worker. A new one never takes over under somebody's hand: it starts with the next opening. */
export async function startUpdates(): Promise<void> {
  window.addEventListener('vite:preloadError', reloadOnce)
  if (!('serviceWorker' in navigator)) return
  registration = await navigator.serviceWorker.register('/service-worker.js')
  const look = (): void => {
    if (registration?.waiting && navigator.serviceWorker.controller) setNewVersion(true)
  }
  look()
  registration.addEventListener('updatefound', () => registration?.installing?.addEventListener('statechange', look))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void registration?.update().catch(() => undefined)
  })
}

/** The new version now: asked for by a person, drafts are on disk at each change. */
export async function applyUpdate(): Promise<void> {
  await registration?.update().catch(() => undefined)
  const taken = new Promise((done) => {
    navigator.serviceWorker?.addEventListener('controllerchange', done, { once: true })
    setTimeout(done, LONGEST_WAIT)
  })
  registration?.waiting?.postMessage('skipWaiting')
  await taken
  location.reload()
}

/** A part of an older version is gone: this page is that older version. */
function reloadOnce(event: Event): void {
  if (sessionStorage.getItem(RELOADED)) return
  sessionStorage.setItem(RELOADED, '1')
  event.preventDefault()
  location.reload()
}
