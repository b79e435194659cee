import type { Kind } from '../../domain/kinds/define.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import type { LatLon } from '../../domain/record/geometry.ts'

/** Where a record is: the first of its fields that says so, a line or an area by its middle corner. */
export function pointOf(kind: Kind, fields: Fields): LatLon | undefined {
  for (const field of kind.fields) {
    if (field.type !== 'geo' && field.type !== 'geometry') continue
    const point = pointOfValue(fields[field.id])
    if (point) return point
  }
  return undefined
}

export function pointOfValue(value: Value | undefined): LatLon | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) {
    return undefined
  }
  const { lat, lon, coordinates } = value as { readonly [key: string]: Value }
  if (typeof lat === 'number' && typeof lon === 'number') return { lat, lon }
  let inner: Value | undefined = coordinates
  while (Array.isArray(inner) && Array.isArray(inner[0])) {
    const list: readonly Value[] = inner
    inner = list[Math.floor(list.length / 2)]
  }
  const [x, y] = Array.isArray(inner) ? (inner as readonly Value[]) : []
  return typeof x === 'number' && typeof y === 'number' ? { lat: y, lon: x } : undefined
}
