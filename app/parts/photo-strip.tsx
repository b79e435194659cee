import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Place } from '../../domain/record/event.ts'
import type { Phone } from '../state/phone.ts'
import type { LocalPhoto, PhotoProblem, PhotoTarget } from '../state/photos.ts'
import { t } from '../words/words.ts'
import { Viewfinder } from './viewfinder.tsx'

type Props = {
  readonly photos: Phone['photos']
  readonly target: PhotoTarget
  readonly label: string
  /** What the camera says at its top. */
  readonly title: string
  readonly max: number
  readonly required?: boolean
  readonly place: () => Place | undefined
  /** Undefined: nothing is to be added here now. */
  readonly mayAdd: boolean
  readonly wide?: boolean
  readonly testId?: string
  /** Only these of the label; a list's entry holds its own. */
  readonly only?: readonly string[]
  readonly onAdded?: (photo: LocalPhoto) => void
  readonly onRemoved?: (photo: LocalPhoto) => void
}

const STATE_ICON = {
  shrinking: 'i-refresh-cw',
  waiting: 'i-cloud-upload',
  received: 'i-check-check',
  refused: 'i-circle-alert',
} as const
const STATE_WORD = {
  shrinking: 'photoShrinking',
  waiting: 'photoWaiting',
  received: 'photoReceived',
  refused: 'needs',
} as const

const sentence = (problem: PhotoProblem): string => {
  switch (problem.why) {
    case 'noPicture':
      return t('photoNoPicture')
    case 'hugePicture':
      return t('photoTooLarge')
    case 'full':
      return t('photoFull')
    case 'failed':
      return t('photoFailed')
  }
}

/** The photos of one label, each with its state; the next one is taken inside the page. */
export function PhotoStrip(props: Props): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const [problem, setProblem] = createSignal('')
  const shown = () =>
    props.photos
      .of(props.target)
      .filter(
        (photo) =>
          photo.label === props.label &&
          (!props.only || photo.sha256 === undefined || props.only.includes(photo.sha256)),
      )
  async function take(shot: Blob): Promise<void> {
    setProblem('')
    const added = await props.photos.add(props.target, props.label, shot, props.place())
    if (added.ok) props.onAdded?.(added.value)
    else setProblem(sentence(added.problem))
  }
  return (
    <>
      <div class="photos" classList={{ two: Boolean(props.wide) }} data-testid={`photos-${props.label}`}>
        <For each={shown()}>
          {(photo) => (
            <figure class="photo" data-testid="photo" data-state={photo.state} data-sha256={photo.sha256}>
              <Show when={photo.url}>{(url) => <img src={url()} alt={props.title} />}</Show>
              <span class={`corner ${photo.state}`}>
                <i class={`i ${STATE_ICON[photo.state]} s`} aria-hidden="true" />
                <span class="unseen">{t(STATE_WORD[photo.state])}</span>
              </span>
              <Show when={props.wide}>
                <figcaption>{props.title}</figcaption>
              </Show>
              <Show when={'draft' in props.target && photo.state !== 'shrinking'}>
                <button
                  type="button"
                  class="drop"
                  aria-label={t('photoRemove')}
                  onClick={() => {
                    void props.photos.remove(photo.id)
                    props.onRemoved?.(photo)
                  }}
                >
                  <i class="i i-x s" aria-hidden="true" />
                </button>
              </Show>
            </figure>
          )}
        </For>
        <Show when={props.mayAdd && shown().length < props.max}>
          <button
            type="button"
            class={shown().length > 0 && props.wide ? 'btn fit' : 'photo add'}
            data-testid={props.testId ?? `take-${props.label}`}
            onClick={() => setOpen(true)}
          >
            <i class="i i-camera" aria-hidden="true" />
            {shown().length > 0 ? t('photoAgain') : t('photoAdd', { label: props.title })}
            <Show when={props.required && shown().length === 0}>
              <span class="sub">{t('mustHave')}</span>
            </Show>
          </button>
        </Show>
      </div>
      <Show when={problem()}>
        <p class="msg bad" role="alert" data-testid="photo-problem">
          <i class="i i-circle-alert s" aria-hidden="true" />
          {problem()}
        </p>
      </Show>
      <Show when={open()}>
        <Viewfinder title={props.title} onShot={(shot) => void take(shot)} onClose={() => setOpen(false)} />
      </Show>
    </>
  )
}
