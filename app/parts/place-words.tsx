import { type JSX, Show } from 'solid-js'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { metresTo } from '../../domain/record/geometry.ts'
import type { Placing } from '../state/place.ts'
import { t } from '../words/words.ts'
import { accuracyWords } from './widgets/geo.tsx'

/** Within this the phone is said to be there, metres; the kind's evidence may allow another. */
const NEAR = 50

/** Where the phone is, seen from what the form is about: in words before metres, never a verdict. */
export function PlaceWords(props: { placing: Placing; subject: FoldedRecord | undefined; near?: number }): JSX.Element {
  const away = (): number | undefined => {
    const place = props.placing.place()
    const subject = props.subject
    const at =
      subject && kindOf(subject.kind)?.fields.find((field) => field.type === 'geo' || field.type === 'geometry')
    const shape = at && subject.fields[at.id]
    return place && shape ? metresTo(place, shape) : undefined
  }
  const far = (): boolean => {
    const place = props.placing.place()
    const metres = away()
    return place !== undefined && metres !== undefined && place.acc <= NEAR && metres - place.acc > (props.near ?? NEAR)
  }
  const words = (): string => {
    const place = props.placing.place()
    if (!place) {
      const trouble = props.placing.trouble()
      return trouble === 'waiting' ? t('placeWait') : trouble === 'denied' ? t('placeDenied') : t('placeNone')
    }
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
    </div>
  )
}
