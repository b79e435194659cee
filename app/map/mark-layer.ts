import L from 'leaflet'
import type { LatLon } from '../../domain/record/geometry.ts'
import { type Cluster, clustersOf, type MapMark } from './marks.ts'

const SIZE = { home: 24, facility: 14, task: 20, stop: 34, written: 20 } as const

/** What lies over what. */
const RANK = { facility: 0, home: 100, written: 200, task: 900, stop: 1000 } as const

export type MarkLayer = {
  show(marks: readonly MapMark[], selected: string | undefined): void
}

/** The marks of the map: each a button with its name, those in one place gathered into a square with their number. */
export function createMarkLayer(map: L.Map, words: Words, onSelect: ((id: string) => void) | undefined): MarkLayer {
  const layer = L.layerGroup().addTo(map)
  let marks: readonly MapMark[] = []
  let selected: string | undefined

  const toScreen = (mark: LatLon) => map.project([mark.lat, mark.lon], map.getZoom())
  function draw(): void {
    const view = map.getBounds().pad(0.2)
    const inView = marks.filter((mark) => view.contains([mark.lat, mark.lon]))
    const clusters = clustersOf(inView, toScreen, selected)
    layer.clearLayers()
    for (const cluster of clusters) cluster.marks.length > 1 ? gathered(cluster) : single(cluster.marks[0] as MapMark)
  }

  function gathered({ lat, lon, marks: inside }: Cluster): void {
    const sum = inside.reduce((total, mark) => total + (mark.count ?? 1), 0)
    L.marker([lat, lon], { icon: iconOf('many', String(sum), 36), title: words.many(sum), alt: words.many(sum) })
      .on('click', () => {
        const bounds = L.latLngBounds(inside.map((mark) => [mark.lat, mark.lon]))
        map.fitBounds(bounds.pad(0.2), { maxZoom: map.getZoom() + 3 })
      })
      .addTo(layer)
  }

  function single(mark: MapMark): void {
    const on = mark.id === selected
    const icon = iconOf(
      `${mark.look}${on ? ' on' : ''}`,
      mark.count === undefined ? '' : String(mark.count),
      SIZE[mark.look],
    )
    const marker = L.marker([mark.lat, mark.lon], {
      icon,
      title: mark.label,
      alt: mark.label,
      zIndexOffset: on ? 2000 : RANK[mark.look],
      interactive: onSelect !== undefined,
      keyboard: onSelect !== undefined,
    })
    if (onSelect) marker.on('click keypress', () => onSelect(mark.id))
    marker.addTo(layer)
    const element = marker.getElement()
    element?.setAttribute('data-mark', mark.id)
    if (mark.card && mark.card !== 'none') {
      const card = document.createElement('span')
      card.className = `cardmark ${mark.card === 'red' ? 'r' : 'y'}`
      card.textContent = words.card(mark.card)
      element?.append(card)
    }
    if (on || mark.named) {
      const name = document.createElement('span')
      name.className = 'm-label'
      name.textContent = mark.label
      element?.append(name)
    }
  }

  map.on('moveend', draw)
  return {
    show(next, chosen) {
      marks = next
      selected = chosen
      draw()
    },
  }
}

export type Words = {
  readonly many: (n: number) => string
  /** The letter in a card. */
  readonly card: (card: 'yellow' | 'red') => string
}

/** The shape comes from the style sheet; the element only says which, and what stands in it. */
function iconOf(look: string, text: string, size: number): L.DivIcon {
  const shape = document.createElement('span')
  shape.className = 'm-shape'
  shape.textContent = text
  return L.divIcon({ html: shape, className: `m-mark ${look}`, iconSize: [size, size] })
}
