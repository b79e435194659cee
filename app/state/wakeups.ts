/** Moments at which a phone has reason to try again, or to know that it cannot. Returns the way to stop listening. */
export function onWakeups(on: { wake(): void; visible(): void; lost(): void }): () => void {
  const wakeIfVisible = (): void => {
    if (document.visibilityState !== 'visible') return
    on.wake()
    on.visible()
  }
  window.addEventListener('online', on.wake)
  window.addEventListener('offline', on.lost)
  window.addEventListener('pageshow', on.wake)
  document.addEventListener('visibilitychange', wakeIfVisible)
  return () => {
    window.removeEventListener('online', on.wake)
    window.removeEventListener('offline', on.lost)
    window.removeEventListener('pageshow', on.wake)
    document.removeEventListener('visibilitychange', wakeIfVisible)
  }
}
