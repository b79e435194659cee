import L from 'leaflet'
import { fitting } from './marks.ts'
import type { Corner, Outline, RoadClass, Shapes } from './shapes.ts'

const CLASSES: readonly RoadClass[] = ['lane', 'tertiary', 'secondary', 'primary']
/** Zooms from which communities and roads carry their names; below, only streets do. */
const NAMES_FROM = 13
const ROAD_NAMES_FROM = 15
const NAMES = 'names'
const LINE_HEIGHT = 22
const LETTER = 15

const positions = (line: readonly Corner[]): L.LatLngTuple[] => line.map(([a, b]) => [a, b])

/**
 * The sketch under the marks: borders dashed, roads with an edge, names with a halo. Lines are SVG, so that colour and
 * width come from the style sheet and follow the theme.
 */
export function drawSketch(map: L.Map, shapes: Shapes): void {
  const shared = { interactive: false, smoothFactor: 1.5 }
  L.polyline(bordersOf(shapes.outlines), { ...shared, className: 'm-border' }).addTo(map)
  const lines = new Map(
    CLASSES.map((one) => [one, shapes.roads.filter((road) => road.class === one).map((road) => positions(road.line))]),
  )
  for (const layer of ['edge', 'road']) {
    for (const one of CLASSES) {
      L.polyline(lines.get(one) ?? [], { ...shared, className: `m-${layer} ${one}` }).addTo(map)
    }
  }
  map.createPane(NAMES).style.zIndex = '450'
  const names = L.layerGroup().addTo(map)
  const name = () => drawNames(map, names, shapes)
  map.on('moveend', name)
  name()
}

/** Each border once: two neighbours share it, and two dashed lines over each other look solid. */
function bordersOf(outlines: readonly Outline[]): L.LatLngTuple[][] {
  const edges = new Map<string, L.LatLngTuple[]>()
  for (const ring of outlines.flatMap((outline) => outline.rings)) {
    for (let i = 1; i < ring.length; i++) {
      const ends = [ring[i - 1] as Corner, ring[i] as Corner]
      edges.set(ends.map(String).sort().join(';'), positions(ends))
    }
  }
  return [...edges.values()]
}

type Name = { readonly text: string; readonly at: L.LatLng; readonly look: string }

function drawNames(map: L.Map, layer: L.LayerGroup, shapes: Shapes): void {
  const view = map.getBounds()
  const found: Name[] = []
  if (map.getZoom() >= NAMES_FROM) {
    for (const { name, centre } of shapes.outlines) found.push({ text: name, at: L.latLng(...centre), look: 'unit' })
  } else {
    const streets = Map.groupBy(shapes.outlines, (outline) => outline.streetName)
    for (const [text, units] of streets) {
      const mean = (axis: 0 | 1) => units.reduce((sum, unit) => sum + unit.centre[axis], 0) / units.length
      found.push({ text, at: L.latLng(mean(0), mean(1)), look: 'unit' })
    }
  }
  if (map.getZoom() >= ROAD_NAMES_FROM) {
    for (const road of shapes.roads) {
      const inside = road.line.filter((corner) => view.contains([...corner]))
      const middle = inside[Math.floor(inside.length / 2)]
      if (middle) found.push({ text: road.name, at: L.latLng(...middle), look: 'way' })
    }
  }
  const boxes = found
    .filter(({ at }) => view.contains(at))
    .map((one) => ({ ...one, ...pixel(map, one.at), w: one.text.length * LETTER, h: LINE_HEIGHT }))
  layer.clearLayers()
  for (const { text, at, look } of fitting(boxes)) {
    const element = document.createElement('span')
    element.textContent = text
    const icon = L.divIcon({ html: element, className: `m-name ${look}`, iconSize: [0, 0] })
    L.marker(at, { icon, interactive: false, keyboard: false, pane: NAMES }).addTo(layer)
  }
}

const pixel = (map: L.Map, at: L.LatLng) => {
  const { x, y } = map.latLngToContainerPoint(at)
  return { x, y }
}
