import L from 'leaflet'
import 'leaflet/dist/leaflet.css'
import '../style/map.css'
import { createEffect, createSignal, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import type { LatLon } from '../../domain/record/geometry.ts'
import { t } from '../words/words.ts'
import { drawSketch } from './draw.ts'
import { createMarkLayer, type MarkLayer } from './mark-layer.ts'
import type { MapMark } from './marks.ts'
import { loadShapes, type Outline, type Shapes } from './shapes.ts'

type Props = {
  /** Code of the unit, street or district that shows at first; an unknown one shows the marks. */
  readonly area: string
  readonly marks: readonly MapMark[]
  readonly selected?: string | undefined
  readonly onSelect?: ((id: string) => void) | undefined
  /** Where the person is; shows without any network. */
  readonly own?: (LatLon & { readonly acc: number }) | undefined
  /** Places that a dotted line joins in this order; it begins at one's own place, where that is known. */
  readonly walk?: readonly LatLon[]
  /** Where the view begins, close up, instead of at the area. */
  readonly start?: LatLon | undefined
  /** Tells the middle of the view, at first and after each move; a tap then moves the view there. */
  readonly onCentre?: ((at: LatLon & { readonly zoom: number }) => void) | undefined
  /** `none`: a picture to look at, without controls. */
  readonly controls: 'desk' | 'phone' | 'none'
  readonly testId?: string
}

/** A sketch map of the district. It says so on itself, wherever it is shown: its shapes are invented. */
export function AreaMap(props: Props): JSX.Element {
  const [map, setMap] = createSignal<L.Map>()
  const [failed, setFailed] = createSignal(false)
  let element: HTMLDivElement | undefined
  let layer: MarkLayer | undefined
  let drawn: Shapes | undefined

  onMount(() => {
    const still = props.controls === 'none'
    const made = L.map(element as HTMLDivElement, {
      zoomControl: false,
      attributionControl: false,
      minZoom: 10,
      maxZoom: 18,
      zoomSnap: 0.5,
      renderer: L.svg({ padding: 0.3 }),
      ...(still
        ? { dragging: false, keyboard: false, scrollWheelZoom: false, doubleClickZoom: false, touchZoom: false }
        : {}),
    })
    made.setView([36.8, 118.04], 13)
    layer = createMarkLayer(
      made,
      {
        many: (n) => t('mapMany', { n }),
        card: (card) => t(card === 'red' ? 'cardR' : 'cardY'),
      },
      props.onSelect,
    )
    const tellCentre = () => {
      const { lat, lng } = made.getCenter()
      props.onCentre?.({ lat, lon: lng, zoom: made.getZoom() })
    }
    if (props.onCentre) {
      made.on('moveend', () => map() && tellCentre())
      made.on('click', ({ latlng }) => made.panTo(latlng))
    }
    const watcher = new ResizeObserver(() => made.invalidateSize({ animate: false }))
    watcher.observe(element as HTMLDivElement)
    onCleanup(() => {
      watcher.disconnect()
      made.remove()
    })
    loadShapes().then(
      (shapes) => {
        drawn = shapes
        // A view must be set before anything is drawn.
        if (props.start) made.setView([props.start.lat, props.start.lon], CLOSE, { animate: false })
        else fitTo(made, shapes.outlines, props)
        drawSketch(made, shapes)
        setMap(made)
        tellCentre()
      },
      () => setFailed(true),
    )
  })

  createEffect(
    on(
      () => props.area,
      (area) => {
        const made = map()
        if (made && drawn) fitTo(made, drawn.outlines, { area, marks: props.marks, controls: props.controls })
      },
      { defer: true },
    ),
  )
  createEffect(() => {
    if (map()) layer?.show(props.marks, props.selected)
  })
  createEffect(() => {
    const made = map()
    const chosen = props.marks.find((mark) => mark.id === props.selected)
    if (made && chosen && !made.getBounds().pad(-0.1).contains([chosen.lat, chosen.lon])) {
      made.panTo([chosen.lat, chosen.lon])
    }
  })
  createEffect(() => {
    const [made, walk] = [map(), props.walk]
    if (!made || !walk || walk.length === 0) return
    const corners = [...(props.own ? [props.own] : []), ...walk].map(({ lat, lon }): L.LatLngTuple => [lat, lon])
    const line = L.polyline(corners, { className: 'm-walk', interactive: false }).addTo(made)
    onCleanup(() => line.remove())
  })
  createEffect(() => {
    const [made, own] = [map(), props.own]
    if (!made || !own) return
    const disc = L.circle([own.lat, own.lon], { radius: own.acc, className: 'm-disc', interactive: false })
    const dot = L.circleMarker([own.lat, own.lon], { radius: 9, className: 'm-own', interactive: false })
    disc.addTo(made)
    dot.addTo(made)
    onCleanup(() => {
      disc.remove()
      dot.remove()
    })
  })
  const toOwn = () => {
    if (props.own) map()?.setView([props.own.lat, props.own.lon], Math.max(map()?.getZoom() ?? 16, 16))
  }

  return (
    <div class={`map ${props.controls}`} data-testid={props.testId} data-ready={map() ? '' : undefined}>
      <div ref={element} class="m-canvas" role="application" aria-label={t('mapName')} />
      <p class="float m-notice">{t(failed() ? 'mapFailed' : 'mapInvented')}</p>
      <Show when={props.controls !== 'none'}>
        <div class="float m-controls">
          <button type="button" aria-label={t('zoomIn')} onClick={() => map()?.zoomIn()}>
            <i class="i i-plus" aria-hidden="true" />
          </button>
          <button type="button" aria-label={t('zoomOut')} onClick={() => map()?.zoomOut()}>
            <i class="i i-minus" aria-hidden="true" />
          </button>
          <Show when={props.controls === 'phone'}>
            <button type="button" aria-label={t('toOwnPlace')} disabled={!props.own} onClick={toOwn}>
              <i class="i i-locate-fixed" aria-hidden="true" />
            </button>
          </Show>
        </div>
      </Show>
    </div>
  )
}

/** Zoom at which single houses are told apart. */
const CLOSE = 17
/** Pixels at the foot of the phone's map that a card covers. */
const CARD_HEIGHT = 220

/** Shows a unit or street whole; where the code is none of them, the marks. */
function fitTo(map: L.Map, outlines: readonly Outline[], { area, marks, controls }: Fitted): void {
  const corners =
    area === '' ? [] : outlines.filter((one) => one.code.startsWith(area)).flatMap((one) => one.rings.flat())
  const points = corners.length > 0 ? corners : marks.map((mark) => [mark.lat, mark.lon] as const)
  if (points.length === 0) return
  const bounds = L.latLngBounds(points.map(([lat, lon]) => L.latLng(lat, lon)))
  map.fitBounds(bounds, {
    paddingTopLeft: [24, controls === 'desk' ? 24 : 50],
    paddingBottomRight: [24, controls === 'phone' ? CARD_HEIGHT : 44],
    maxZoom: 17,
    animate: false,
  })
}
type Fitted = Pick<Props, 'area' | 'marks' | 'controls'>
