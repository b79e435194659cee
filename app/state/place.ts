import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { Place } from '../../domain/record/event.ts'
import { noteFix } from './last-fix.ts'

export type Placing = {
  readonly place: Accessor<Place | undefined>
  /** Why there is none; undefined while there is. */
  readonly trouble: Accessor<'waiting' | 'none' | 'denied' | undefined>
  /** What the phone itself measured. */
  readonly measured: Accessor<Place | undefined>
  /** A place pointed at on the map stands instead of the measured one; undefined takes it back. */
  readonly point: (at: { readonly lat: number; readonly lon: number; readonly acc: number } | undefined) => void
}

/** Where the phone is while a form is open. Never blocks: without a fix there is simply no place. */
export function createPlace(): Placing {
  const [measured, setMeasured] = createSignal<Place>()
  const [pointed, setPointed] = createSignal<Place>()
  const place = () => pointed() ?? measured()
  const point: Placing['point'] = (at) => setPointed(at && { ...at, fixAt: Date.now(), source: 'map' })
  const [failed, setFailed] = createSignal<'none' | 'denied'>()
  const trouble = () => (place() ? undefined : (failed() ?? 'waiting'))
  if (!('geolocation' in navigator)) return { place, trouble: () => (place() ? undefined : 'none'), measured, point }
  const watch = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) => {
      noteFix({ lat: coords.latitude, lon: coords.longitude })
      setMeasured({
        lat: coords.latitude,
        lon: coords.longitude,
        acc: coords.accuracy,
        fixAt: Math.round(timestamp),
        source: 'gps',
      })
    },
    (error) => setFailed(error.code === error.PERMISSION_DENIED ? 'denied' : 'none'),
    { enableHighAccuracy: true, timeout: 20_000 },
  )
  onCleanup(() => navigator.geolocation.clearWatch(watch))
  return { place, trouble, measured, point }
}
