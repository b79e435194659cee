/** Distances on the ground, WGS-84 degrees in, metres out; exact enough below some kilometres. */
export type LatLon = { readonly lat: number; readonly lon: number }

const EARTH = 6_371_008.8
const RADIAN = Math.PI / 180

/** Great-circle distance. */
export function metresBetween(a: LatLon, b: LatLon): number {
  const [dLat, dLon] = [(b.lat - a.lat) * RADIAN, (b.lon - a.lon) * RADIAN]
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RADIAN) * Math.cos(b.lat * RADIAN) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)))
}

/**
 * Distance from a place to a value of a `geo` field or a GeoJSON geometry: 0 inside an area, else to its nearest edge.
 * Undefined for a value that is neither.
 */
export function metresTo(from: LatLon, shape: unknown): number | undefined {
  if (!isObject(shape)) return undefined
  if (typeof shape['lat'] === 'number' && typeof shape['lon'] === 'number') {
    return metresBetween(from, { lat: shape['lat'], lon: shape['lon'] })
  }
  const { type, coordinates } = shape
  switch (type) {
    case 'Point':
      return nearest(from, [[coordinates]])
    case 'MultiPoint':
      return nearest(from, Array.isArray(coordinates) ? coordinates.map((point) => [point]) : [])
    case 'LineString':
      return nearest(from, [coordinates])
    case 'MultiLineString':
      return nearest(from, coordinates)
    case 'Polygon':
      return isInside(from, coordinates) ? 0 : nearest(from, coordinates)
    case 'MultiPolygon':
      if (!Array.isArray(coordinates)) return undefined
      if (coordinates.some((rings) => isInside(from, rings))) return 0
      return nearest(from, coordinates.flat())
    default:
      return undefined
  }
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Flat = readonly [x: number, y: number]

/** Metres east and north of `from`; undefined for what is no pair of numbers. */
function flatten(from: LatLon, point: unknown): Flat | undefined {
  if (!Array.isArray(point) || typeof point[0] !== 'number' || typeof point[1] !== 'number') return undefined
  const [lon, lat] = point as [number, number]
  return [(lon - from.lon) * RADIAN * EARTH * Math.cos(from.lat * RADIAN), (lat - from.lat) * RADIAN * EARTH]
}

const flatLine = (from: LatLon, line: unknown): readonly Flat[] =>
  Array.isArray(line) ? line.map((point) => flatten(from, point)).filter((point) => point !== undefined) : []

function nearest(from: LatLon, lines: unknown): number | undefined {
  let best: number | undefined
  for (const line of Array.isArray(lines) ? lines : []) {
    const points = flatLine(from, line)
    points.forEach((point, i) => {
      const metres = toSegment(point, points[i + 1] ?? point)
      if (best === undefined || metres < best) best = metres
    })
  }
  return best
}

/** Distance of the origin to a segment. */
function toSegment([ax, ay]: Flat, [bx, by]: Flat): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
  return Math.hypot(ax + t * dx, ay + t * dy)
}

/** Even-odd rule over all rings, so that a hole is outside. */
function isInside(from: LatLon, rings: unknown): boolean {
  let inside = false
  for (const ring of Array.isArray(rings) ? rings : []) {
    const points = flatLine(from, ring)
    points.forEach(([ax, ay], i) => {
      const [bx, by] = points[(i + 1) % points.length] as Flat
      if (ay > 0 !== by > 0 && ax + (-ay / (by - ay)) * (bx - ax) > 0) inside = !inside
    })
  }
  return inside
}
