import { For, type JSX, Show } from 'solid-js'
import type { Evidence, Kind } from '../../domain/kinds/define.ts'
import { labelOf } from '../../domain/kinds/registry.ts'
import type { Place } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import type { Offered } from '../../domain/record/moves.ts'
import { usePhone } from '../state/phone-context.ts'
import { lang, t } from '../words/words.ts'
import { PhotoStrip } from './photo-strip.tsx'

type PhotoEvidence = Extract<Evidence, { type: 'photo' }>
type Props = {
  readonly kind: Kind
  readonly record: FoldedRecord
  readonly offered: readonly Offered[]
  readonly place: () => Place | undefined
  /** What stands above them, if not what they show. */
  readonly title?: string
}

/** The record's photos by what they show; those that the next step asks for can be taken right here. */
export function RecordPhotos(props: Props): JSX.Element {
  const phone = usePhone()
  const all = () => props.kind.evidence.filter((one): one is PhotoEvidence => one.type === 'photo')
  const isOffered = (one: PhotoEvidence) =>
    props.offered.some(
      ({ move }) =>
        move.id === one.move || move.guards.some((guard) => guard.type === 'photo' && guard.label === one.label),
    )
  const has = (one: PhotoEvidence) => props.record.photos.some((photo) => photo.label === one.label)
  const shown = () => all().filter((one) => isOffered(one) || has(one))
  const arrived = () =>
    phone.photos.of({ record: props.record.id }).filter((photo) => photo.state === 'received').length
  return (
    <Show when={shown().length > 0}>
      <section class="block" data-testid="record-photos">
        <p class="label">
          {props.title ??
            t('photosOf', {
              labels: shown()
                .map((one) => labelOf(one, lang()))
                .join(t('comma')),
            })}
        </p>
        <div class="photo-pair">
          <For each={shown()}>
            {(one) => (
              <PhotoStrip
                photos={phone.photos}
                target={{ record: props.record.id }}
                label={one.label}
                title={labelOf(one, lang())}
                max={one.max}
                required={one.min > 0}
                place={props.place}
                mayAdd={isOffered(one)}
                wide={true}
                testId={`field-photos${one.label[0]?.toUpperCase()}${one.label.slice(1)}`}
              />
            )}
          </For>
        </div>
        <Show when={props.record.photos.length > 0}>
          <p class="msg" data-testid="photos-arrived">
            {t('arrivedN', { n: arrived(), all: props.record.photos.length })}
          </p>
        </Show>
      </section>
    </Show>
  )
}
