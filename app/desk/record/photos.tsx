import { For, type JSX, Show } from 'solid-js'
import type { RecordAnswer } from '../../../domain/api.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { labelOf } from '../../../domain/kinds/registry.ts'
import type { PhotoRef } from '../../../domain/record/folded.ts'
import { framed } from '../../frame.ts'
import { clockTime, lang, t } from '../../words/words.ts'

/** The photos that the record names; those whose bytes are still on a phone say so. */
export function Photos(props: { kind: Kind; answer: RecordAnswer }): JSX.Element {
  const photos = () => props.answer.record.photos
  const here = (photo: PhotoRef) => props.answer.photosArrived.includes(photo.sha256)
  const arrived = () => photos().filter(here).length
  const label = (photo: PhotoRef): string => {
    const declared = props.kind.evidence.find((one) => one.type === 'photo' && one.label === photo.label)
    return declared?.type === 'photo' ? labelOf(declared, lang()) : photo.label
  }
  const address = (photo: PhotoRef) =>
    framed(
      `/api/photos/${photo.sha256}?${new URLSearchParams({ room: props.answer.row.room, record: props.answer.row.id })}`,
    )
  return (
    <Show when={photos().length > 0}>
      <section class="panel" data-testid="photos" data-arrived={arrived()}>
        <h2>
          {t('photos', { n: photos().length })}
          <Show when={arrived() < photos().length}>
            <span class="sub"> · {t('photosArrived', { n: arrived(), of: photos().length })}</span>
          </Show>
        </h2>
        <div class="shots">
          <For each={photos()}>
            {(photo) => (
              <figure class="photo">
                <Show when={here(photo)} fallback={<p class="sub absent">{t('photoOnPhone')}</p>}>
                  <a href={address(photo)} target="_blank" rel="noreferrer">
                    <img
                      src={address(photo)}
                      alt={label(photo)}
                      width={photo.width}
                      height={photo.height}
                      data-sha256={photo.sha256}
                    />
                  </a>
                </Show>
                <figcaption>
                  {label(photo)} {clockTime(photo.at)}
                </figcaption>
              </figure>
            )}
          </For>
        </div>
      </section>
    </Show>
  )
}
