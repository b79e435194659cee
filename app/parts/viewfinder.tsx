import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../words/words.ts'

/** What the shrinking starts from; it takes the size down by itself. */
const SHOT = { type: 'image/jpeg', quality: 0.92 } as const

/**
 * Takes a picture inside the page: the system's camera app may make Android kill the page behind it. Whoever prefers
 * a picture that is there already chooses a file.
 */
export function Viewfinder(props: { title: string; onShot: (shot: Blob) => void; onClose: () => void }): JSX.Element {
  const [state, setState] = createSignal<'opening' | 'open' | 'none'>('opening')
  let dialog: HTMLDialogElement | undefined
  let video: HTMLVideoElement | undefined
  let stream: MediaStream | undefined
  onMount(async () => {
    dialog?.showModal()
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1440 } },
      })
      if (!video) return
      video.srcObject = stream
      await video.play()
      setState('open')
    } catch {
      setState('none')
    }
  })
  onCleanup(() => {
    for (const track of stream?.getTracks() ?? []) track.stop()
  })

  function shoot(): void {
    if (!video || state() !== 'open') return
    const canvas = document.createElement('canvas')
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    canvas.getContext('2d')?.drawImage(video, 0, 0)
    canvas.toBlob((shot) => shot && take(shot), SHOT.type, SHOT.quality)
  }
  function take(shot: Blob): void {
    props.onShot(shot)
    dialog?.close()
  }
  return (
    <dialog
      ref={(element) => {
        dialog = element
      }}
      class="finder"
      aria-label={props.title}
      onClose={props.onClose}
    >
      <header>
        <h1>{props.title}</h1>
        <button type="button" class="back" aria-label={t('close')} onClick={() => dialog?.close()}>
          <i class="i i-x" aria-hidden="true" />
        </button>
      </header>
      <div class="view">
        <video
          ref={(element) => {
            video = element
          }}
          playsinline
          muted
          hidden={state() !== 'open'}
        />
        <Show when={state() === 'none'}>
          <p>{t('photoNoCamera')}</p>
        </Show>
      </div>
      <footer>
        <label class="btn">
          <i class="i i-hard-drive-download" aria-hidden="true" />
          {t('photoChoose')}
          <input
            type="file"
            class="unseen"
            accept="image/*"
            data-testid="photo-file"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0]
              if (file) take(file)
            }}
          />
        </label>
        <button type="button" class="btn main" data-testid="photo-shoot" disabled={state() !== 'open'} onClick={shoot}>
          <i class="i i-camera" aria-hidden="true" />
          {t('photoShoot')}
        </button>
      </footer>
    </dialog>
  )
}
