import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Fields, Value } from '../../../domain/record/event.ts'
import { t } from '../../words/words.ts'
import { PointButton } from '../point-button.tsx'
import type { WidgetProps } from './widget.ts'

type Point = { readonly lat: number; readonly lon: number }

/** A place as a point, taken from where the phone is; says how good it is in words before metres. */
export function GeoWidget(props: WidgetProps): JSX.Element {
  const point = () => props.value as (Point & { readonly acc?: number }) | undefined | null
  const here = (): void => {
    const place = props.scope.place()
    if (place) props.onChange({ lat: place.lat, lon: place.lon, acc: Math.round(place.acc) })
  }
  return (
    <fieldset class="place" aria-labelledby={props.labelId}>
      <i class="i i-map-pin l" aria-hidden="true" />
      <div>
        <p class="strong">{point() ? accuracyWords(point()?.acc) : t('placeNone')}</p>
        <Show when={point()}>
          {(at) => (
            <p class="sub">
              {at().lat.toFixed(5)}, {at().lon.toFixed(5)}
            </p>
          )}
        </Show>
      </div>
      <div class="pointing">
        <button type="button" class="btn fit" disabled={!props.scope.place()} onClick={here}>
          <i class="i i-locate-fixed" aria-hidden="true" />
          {point() ? t('measureAgain') : t('useHere')}
        </button>
        <PointButton
          area={props.scope.area}
          start={point() ?? props.scope.place()}
          own={props.scope.place()}
          onPick={(at) => props.onChange(at)}
        />
      </div>
    </fieldset>
  )
}

/** A fix better than this is called accurate, metres. */
export const GOOD_ACC = 30
export const accuracyWords = (acc: number | undefined): string =>
  acc === undefined || acc <= GOOD_ACC ? t('placeGood') : t('placeRough', { n: Math.round(acc) })

type Shape = { readonly type: 'LineString' | 'Polygon'; readonly coordinates: Value }
const COORDS = { LineString: 2, Polygon: 3 } as const

/** A line or an area, walked corner by corner. */
export function GeometryWidget(props: WidgetProps): JSX.Element {
  const shape = () => props.value as (Fields & Shape) | undefined | null
  const [type, setType] = createSignal<Shape['type']>(shape()?.type === 'Polygon' ? 'Polygon' : 'LineString')
  const [corners, setCorners] = createSignal<readonly (readonly [number, number])[]>(cornersOf(shape()))
  function tell(next: readonly (readonly [number, number])[], as: Shape['type']): void {
    setCorners(next)
    setType(as)
    if (next.length < COORDS[as]) props.onChange(null)
    else if (as === 'LineString') props.onChange({ type: as, coordinates: next })
    else props.onChange({ type: as, coordinates: [[...next, next[0] as readonly [number, number]]] })
  }
  const add = (): void => {
    const place = props.scope.place()
    if (place) tell([...corners(), [place.lon, place.lat]], type())
  }
  return (
    <fieldset class="stack" aria-labelledby={props.labelId}>
      <div class="chips">
        <For each={['LineString', 'Polygon'] as const}>
          {(one) => (
            <label class="chip">
              <input
                type="radio"
                name={`${props.labelId}-type`}
                checked={type() === one}
                onClick={() => tell(corners(), one)}
              />
              <span>{one === 'LineString' ? t('shapeLine') : t('shapeArea')}</span>
            </label>
          )}
        </For>
      </div>
      <Show when={corners().length > 1}>
        <svg class="shape" viewBox="-4 -4 108 108" aria-hidden="true">
          <path d={pathOf(corners(), type() === 'Polygon')} />
        </svg>
      </Show>
      <p class="sub">{t('pointsN', { n: corners().length })}</p>
      <div class="pair">
        <button
          type="button"
          class="btn"
          disabled={corners().length === 0}
          onClick={() => tell(corners().slice(0, -1), type())}
        >
          {t('dropPoint')}
        </button>
        <button type="button" class="btn" data-testid="add-point" disabled={!props.scope.place()} onClick={add}>
          {t('addPoint')}
        </button>
      </div>
    </fieldset>
  )
}

function cornersOf(shape: Shape | undefined | null): readonly (readonly [number, number])[] {
  if (!shape || !Array.isArray(shape.coordinates)) return []
  const ring = shape.type === 'Polygon' ? (shape.coordinates[0] as Value) : shape.coordinates
  const points = (Array.isArray(ring) ? ring : []) as readonly (readonly [number, number])[]
  return shape.type === 'Polygon' ? points.slice(0, -1) : points
}

/** The corners fitted into 100 × 100, north up. */
function pathOf(corners: readonly (readonly [number, number])[], closed: boolean): string {
  const lons = corners.map(([lon]) => lon)
  const lats = corners.map(([, lat]) => lat)
  const [west, north] = [Math.min(...lons), Math.max(...lats)]
  const span = Math.max(Math.max(...lons) - west, north - Math.min(...lats)) || 1
  const points = corners.map(([lon, lat]) => `${((lon - west) / span) * 100} ${((north - lat) / span) * 100}`)
  return `M${points.join('L')}${closed ? 'Z' : ''}`
}
