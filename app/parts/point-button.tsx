import { createSignal, type JSX, Show } from 'solid-js'
import type { LatLon } from '../../domain/record/geometry.ts'
import { PickPlace, type Pointed } from '../map/pick-place.tsx'
import { t } from '../words/words.ts'

type Props = {
  readonly area: string
  readonly start: LatLon | undefined
  readonly own: Pointed | undefined
  readonly onPick: (at: Pointed) => void
}

/** For a place that the phone cannot tell well: pointing at it on the sketch map. */
export function PointButton(props: Props): JSX.Element {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <button type="button" class="btn fit" data-testid="point-on-map" onClick={() => setOpen(true)}>
        <i class="i i-map" aria-hidden="true" />
        {t('pointOnMap')}
      </button>
      <Show when={open()}>
        <PickPlace
          area={props.area}
          start={props.start}
          own={props.own}
          onPick={(at) => {
            setOpen(false)
            props.onPick(at)
          }}
          onClose={() => setOpen(false)}
        />
      </Show>
    </>
  )
}
