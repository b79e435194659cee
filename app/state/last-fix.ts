import { createSignal } from 'solid-js'
import type { LatLon } from '../../domain/record/geometry.ts'

/** Where this phone was when a screen last knew it: for sorting by distance, never stored, never sent. */
const [lastFix, noteFix] = createSignal<LatLon>()

export { lastFix, noteFix }

const FRESH_MS = 10 * 60_000

/**
 * Asks once, without the satellites and only where the person has allowed it before: a list of work is no reason to
 * ask for a permission.
 */
export async function lookAround(): Promise<void> {
  try {
    const allowed = await navigator.permissions.query({ name: 'geolocation' })
    if (allowed.state !== 'granted') return
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => noteFix({ lat: coords.latitude, lon: coords.longitude }),
      () => {},
      { maximumAge: FRESH_MS, timeout: FRESH_MS },
    )
  } catch {
    // No such interface here: the list stays in the order of its deadlines.
  }
}
