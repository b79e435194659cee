import { createSignal, onCleanup } from 'solid-js'
import type { Place } from '../../domain/record/event.ts'

/** Where the phone is while a form is open. Never blocks: without a fix it is simply undefined. */
export function createPlace(): () => Place | undefined {
  const [place, setPlace] = createSignal<Place>()
  if (!('geolocation' in navigator)) return place
  const watch = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) =>
      setPlace({
        lat: coords.latitude,
        lon: coords.longitude,
        acc: coords.accuracy,
        fixAt: Math.round(timestamp),
        source: 'gps',
      }),
    () => setPlace(undefined),
    { enableHighAccuracy: true, timeout: 20_000 },
  )
  onCleanup(() => navigator.geolocation.clearWatch(watch))
  return place
}
