import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { Place } from '../../domain/record/event.ts'
import { type BestFix, bestFix, WAIT } from '../../domain/shift/fence.ts'
import { noteFix } from '../state/last-fix.ts'

export type Fixes = {
  /** The best of the last 20 s; undefined while there is none. */
  readonly best: Accessor<BestFix | undefined>
  /** Seconds for which a better one is still waited for; 0 once what is there has to do. */
  readonly left: Accessor<number>
  readonly denied: Accessor<boolean>
  /** Forgets what was measured and looks anew. */
  readonly again: () => void
}

type Heard = { readonly place: Place; readonly heard: number }

/**
 * Where the phone is, for a clock-in: measured only while the screen is in sight, never in the background, and nothing
 * of it is stored before somebody presses the button.
 */
export function createFixes(): Fixes {
  const [heard, setHeard] = createSignal<readonly Heard[]>([])
  const [denied, setDenied] = createSignal(false)
  const [left, setLeft] = createSignal(WAIT / 1000)
  let since = performance.now()
  let watch: number | undefined

  function hear({ coords, timestamp }: GeolocationPosition): void {
    const now = performance.now()
    const { latitude: lat, longitude: lon, accuracy: acc } = coords
    const place: Place = { lat, lon, acc, fixAt: Math.round(timestamp), source: 'gps' }
    noteFix({ lat, lon })
    setDenied(false)
    setHeard([...heard(), { place, heard: now }])
    forget()
  }
  function stop(): void {
    if (watch !== undefined) navigator.geolocation.clearWatch(watch)
    watch = undefined
  }
  function look(): void {
    if (watch !== undefined || document.hidden || !('geolocation' in navigator)) return
    watch = navigator.geolocation.watchPosition(hear, (error) => setDenied(error.code === error.PERMISSION_DENIED), {
      enableHighAccuracy: true,
      maximumAge: 0,
      timeout: WAIT,
    })
  }
  function again(): void {
    stop()
    setHeard([])
    since = performance.now()
    setLeft(WAIT / 1000)
    look()
  }
  const onSight = (): void => (document.hidden ? stop() : look())
  /** Where the phone was more than 20 s ago says nothing, once there is something newer. */
  function forget(): void {
    const now = performance.now()
    const fresh = heard().filter((one, i, all) => now - one.heard <= WAIT || i === all.length - 1)
    if (fresh.length < heard().length) setHeard(fresh)
  }
  const timer = setInterval(() => {
    setLeft(Math.max(0, Math.ceil((since + WAIT - performance.now()) / 1000)))
    forget()
  }, 1000)
  document.addEventListener('visibilitychange', onSight)
  look()
  onCleanup(() => {
    stop()
    clearInterval(timer)
    document.removeEventListener('visibilitychange', onSight)
  })
  return { best: () => bestFix(heard().map(({ place }) => place)), left, denied, again }
}
