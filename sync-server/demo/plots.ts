import cells from '../../domain/data/geo/areas.json' with { type: 'json' }

export type Plot = { readonly lat: number; readonly lon: number }
type Point = readonly [lon: number, lat: number]
/** Buildings stand further apart from north to south than in their row. */
const ROW = 1.35
const START = 0.002
const SHRINK = 0.98

/** `count` plots in rows inside the cell of a unit, from south to north. The cell is invented, as all of `domain/data/geo`. */
export function plotsIn(code: string, count: number): readonly Plot[] {
  const cell = cells.features.find((feature) => feature.properties.code === code)
  const ring = (cell?.geometry.coordinates[0] ?? []) as unknown as readonly Point[]
  if (ring.length < 4) throw new Error(`demo: no cell ${code}`)
  const inner = shrunk(ring)
  for (let step = START; ; step *= SHRINK) {
    const plots = rowsIn(inner, step)
    if (plots.length >= count) return plots.slice(0, count)
  }
}

function rowsIn(ring: readonly Point[], step: number): readonly Plot[] {
  const lons = ring.map(([lon]) => lon)
  const lats = ring.map(([, lat]) => lat)
  const plots: Plot[] = []
  for (let lat = Math.min(...lats); lat <= Math.max(...lats); lat += step * ROW) {
    for (let lon = Math.min(...lons); lon <= Math.max(...lons); lon += step) {
      if (isInside(ring, lon, lat)) plots.push({ lat: rounded(lat), lon: rounded(lon) })
    }
  }
  return plots
}

/** A little inside its edge, where the roads run. */
function shrunk(ring: readonly Point[]): readonly Point[] {
  const [x, y] = [mean(ring.map(([lon]) => lon)), mean(ring.map(([, lat]) => lat))]
  return ring.map(([lon, lat]) => [x + (lon - x) * 0.86, y + (lat - y) * 0.86])
}

function isInside(ring: readonly Point[], lon: number, lat: number): boolean {
  let inside = false
  ring.forEach(([x, y], i) => {
    const [px, py] = ring.at(i - 1) as Point
    if (y > lat !== py > lat && lon < x + ((lat - y) / (py - y)) * (px - x)) inside = !inside
  })
  return inside
}

const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length
/** Six decimals: a decimetre. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
