import type { LatLon } from '../../domain/record/geometry.ts'
import type { DueItem } from '../state/due-item.ts'

/** What waits at one place, in the order of the list of today. */
export type Stop = LatLon & {
  readonly id: string
  readonly items: readonly [DueItem, ...DueItem[]]
  readonly order: boolean
}

/** The lines of the day gathered by place: what lies at one point is one stop, orders apart from what is due by itself. */
export function stopsOf(items: readonly DueItem[]): readonly Stop[] {
  const found = new Map<string, LatLon & { items: [DueItem, ...DueItem[]]; order: boolean }>()
  for (const item of items) {
    if (!item.place) continue
    const { lat, lon } = item.place
    const order = item.order === true
    const key = `${order ? 'order' : 'due'}:${lat},${lon}`
    const stop = found.get(key)
    if (stop) stop.items.push(item)
    else found.set(key, { lat, lon, items: [item], order })
  }
  return [...found].map(([id, stop]) => ({ id, ...stop }))
}
