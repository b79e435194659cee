export type Corner = readonly [lat: number, lon: number]
export type RoadClass = 'primary' | 'secondary' | 'tertiary' | 'lane'
type Road = { readonly name: string; readonly class: RoadClass; readonly line: readonly Corner[] }
export type Outline = {
  readonly code: string
  readonly name: string
  readonly street: string
  readonly streetName: string
  readonly centre: Corner
  readonly rings: readonly (readonly Corner[])[]
}
export type Shapes = { readonly outlines: readonly Outline[]; readonly roads: readonly Road[] }

type Pair = readonly number[]
/** GeoJSON writes longitude first. */
const corner = ([lon = 0, lat = 0]: Pair): Corner => [lat, lon]

let loading: Promise<Shapes> | undefined

/** The drawing of the district: a part of its own of the app, kept offline with the rest. Every shape is invented. */
export function loadShapes(): Promise<Shapes> {
  loading ??= Promise.all([
    import('../../domain/data/geo/areas.json'),
    import('../../domain/data/geo/roads.json'),
  ]).then(([areas, roads]) => ({
    outlines: areas.default.features.map(({ properties, geometry }) => ({
      code: properties.code,
      name: properties.shortName,
      street: properties.street,
      streetName: properties.streetName,
      centre: corner(properties.centre),
      rings: (geometry.coordinates as Pair[][]).map((ring) => ring.map(corner)),
    })),
    roads: roads.default.features.map(({ properties, geometry }) => ({
      name: properties.name,
      class: properties.class as RoadClass,
      line: (geometry.coordinates as Pair[]).map(corner),
    })),
  }))
  return loading
}
