import { type JSX, Show } from 'solid-js'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { type LatLon, metresTo } from '../../domain/record/geometry.ts'
import type { Placing } from '../state/place.ts'
import { t } from '../words/words.ts'
import { PointButton } from './point-button.tsx'
import { accuracyWords, GOOD_ACC } from './widgets/geo.tsx'

/** Within this the phone is said to be there, metres; the kind's evidence may allow another. */
const NEAR = 50

/** Where the phone is, seen from what the form is about: in words before metres, never a verdict. */
export function PlaceWords(props: {
  placing: Placing
  subject: FoldedRecord | undefined
  near?: number
  area: string
}): JSX.Element {
  const shape = () => {
    const subject = props.subject
    const at =
      subject && kindOf(subject.kind)?.fields.find((field) => field.type === 'geo' || field.type === 'geometry')
    return at && subject.fields[at.id]
  }
  const away = (): number | undefined => {
    const [place, to] = [props.placing.place(), shape()]
    return place && to ? metresTo(place, to) : undefined
  }
  const isPointed = () => props.placing.place()?.source === 'map'
  const isSure = () => (props.placing.measured()?.acc ?? Number.POSITIVE_INFINITY) <= GOOD_ACC
  const far = (): boolean => {
    const place = props.placing.place()
    const metres = away()
    if (!place || isPointed() || metres === undefined || place.acc > NEAR) return false
    return metres - place.acc > (props.near ?? NEAR)
  }
  const words = (): string => {
    const place = props.placing.place()
    if (!place) {
      const trouble = props.placing.trouble()
      return trouble === 'waiting' ? t('placeWait') : trouble === 'denied' ? t('placeDenied') : t('placeNone')
    }
    if (isPointed()) return t('placePointed')
    const metres = away()
    if (metres === undefined || place.acc > NEAR) return accuracyWords(place.acc)
    return far() ? t('placeFar', { n: Math.round(metres) }) : t('placeHere')
  }
  return (
    <div class="place">
      <i class="i i-map-pin l" aria-hidden="true" />
      <div>
        <p class="strong" data-testid="place-words">
          {words()}
        </p>
        <Show when={props.placing.place()}>
          {(place) => (
            <p class="sub">
              {away() === undefined || far() ? '' : `${t('placeAway', { n: Math.round(away() as number) })} · `}
              {t('placeAcc', { n: Math.round(place().acc) })}
            </p>
          )}
        </Show>
      </div>
      <Show when={!isSure() || isPointed()}>
        <div class="pointing">
          <PointButton
            area={props.area}
            start={props.placing.place() ?? asPoint(shape())}
            own={props.placing.measured()}
            onPick={props.placing.point}
          />
          <Show when={isPointed()}>
            <button type="button" class="btn fit" onClick={() => props.placing.point(undefined)}>
              <i class="i i-locate-fixed" aria-hidden="true" />
              {t('pointBack')}
            </button>
          </Show>
        </div>
      </Show>
    </div>
  )
}

const asPoint = (shape: Value | undefined): LatLon | undefined =>
  shape && typeof shape === 'object' && 'lat' in shape ? (shape as Value & LatLon) : undefined
