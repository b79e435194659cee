import { createSignal, type JSX, lazy, Suspense } from 'solid-js'
import type { LatLon } from '../../domain/record/geometry.ts'
import { Sheet } from '../parts/sheet.tsx'
import { t } from '../words/words.ts'

// Leaflet and the drawing of the district come when somebody points; they are on the phone, so no network is needed.
const AreaMap = lazy(() => import('./area-map.tsx').then(({ AreaMap }) => ({ default: AreaMap })))

/** A fingertip, pixels: nobody points more exactly than this. */
const FINGER = 22
/** Zoom at which a tile of 256 pixels spans the equator: metres a pixel at zoom 0. */
const METRES_PER_PIXEL = 156_543
/** Metres that a fingertip covers at this zoom and latitude. */
const accuracyAt = ({ lat, zoom }: Centre): number =>
  Math.ceil((FINGER * METRES_PER_PIXEL * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom)

type Centre = LatLon & { readonly zoom: number }
export type Pointed = LatLon & { readonly acc: number }
type Props = {
  /** What the map shows first where no place is known. */
  readonly area: string
  readonly start: LatLon | undefined
  readonly own: Pointed | undefined
  readonly onPick: (at: Pointed) => void
  readonly onClose: () => void
}

/** Points at a place on the sketch map: the map moves under the pin, by finger or arrow keys, or a tap brings it there. */
export function PickPlace(props: Props): JSX.Element {
  const [centre, setCentre] = createSignal<Centre>()
  const take = () => {
    const at = centre()
    if (at) props.onPick({ lat: at.lat, lon: at.lon, acc: accuracyAt(at) })
  }
  const words = () => {
    const at = centre()
    return at ? t('placeAcc', { n: accuracyAt(at) }) : ''
  }
  return (
    <Sheet
      title={t('pointTitle')}
      testId="pick-place"
      onClose={props.onClose}
      foot={
        <button type="button" class="btn main" data-testid="pick-this" disabled={!centre()} onClick={take}>
          {t('pointThis')}
        </button>
      }
    >
      <div class="mappick">
        <Suspense>
          <AreaMap
            area={props.area}
            marks={[]}
            own={props.own}
            controls="phone"
            start={props.start}
            onCentre={setCentre}
            testId="pick-map"
          />
        </Suspense>
        <i class="i i-map-pin pick-pin" aria-hidden="true" />
      </div>
      <p class="sub pick-words" aria-live="polite">
        {[words(), t('pointHow')].filter(Boolean).join(' · ')}
      </p>
    </Sheet>
  )
}
