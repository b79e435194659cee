import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { Place } from '../../domain/record/event.ts'

export type Placing = {
  readonly place: Accessor<Place | undefined>
  /** Why there is none; undefined while there is. */
  readonly trouble: Accessor<'waiting' | 'none' | 'denied' | undefined>
}

/** Where the phone is while a form is open. Never blocks: without a fix there is simply no place. */
export function createPlace(): Placing {
  const [place, setPlace] = createSignal<Place>()
  const [failed, setFailed] = createSignal<'none' | 'denied'>()
  const trouble = () => (place() ? undefined : (failed() ?? 'waiting'))
  if (!('geolocation' in navigator)) return { place, trouble: () => 'none' }
  const watch = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) =>
      setPlace({
        lat: coords.latitude,
        lon: coords.longitude,
        acc: coords.accuracy,
        fixAt: Math.round(timestamp),
        source: 'gps',
      }),
    (error) => setFailed(error.code === error.PERMISSION_DENIED ? 'denied' : 'none'),
    { enableHighAccuracy: true, timeout: 20_000 },
  )
  onCleanup(() => navigator.geolocation.clearWatch(watch))
  return { place, trouble }
}
