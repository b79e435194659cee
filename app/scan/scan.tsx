import '../words/late.ts'
import '../style/scan.css'
import { createSignal, type JSX, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import { unwrap } from 'solid-js/store'
import type { RecordId } from '../../domain/ids.ts'
import { kindOf, labelOf } from '../../domain/kinds/registry.ts'
import { usePhone } from '../state/phone-context.ts'
import { createPlace } from '../state/place.ts'
import { lang, t } from '../words/words.ts'
import { AssetList, assetTypeName } from './asset-list.tsx'
import { type Camera, readCodes } from './camera.ts'
import { judgeScanned, judgeTyped, type Verdict } from './code.ts'

type Mode = 'camera' | 'type' | 'list'
/** How a thing was found: the code on it was seen by the camera, or a person named it. */
export type FoundBy = 'camera' | 'hand'

/**
 * Finds a facility: by the code on it, by the code typed in, or in the list. A code that is not wanted says why, and the
 * camera goes on. `type`: only facilities of this type (`assetType`).
 */
export function Scan(props: {
  readonly title?: string
  readonly type?: string
  readonly start?: Mode
  readonly onFound: (asset: RecordId, by: FoundBy) => void
  readonly onClose: () => void
}): JSX.Element {
  const phone = usePhone()
  const { place } = createPlace()
  const [mode, setMode] = createSignal<Mode>(props.start ?? 'camera')
  const [said, setSaid] = createSignal('')
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())

  const asked = () => ({
    records: Object.values(phone.records).map((local) => unwrap(local).record),
    host: location.host,
    type: props.type,
  })
  function judge(verdict: Verdict, by: FoundBy): void {
    if ('found' in verdict) {
      navigator.vibrate?.(30)
      props.onFound(verdict.found, by)
    } else setSaid(sentence(verdict))
  }
  function sentence(verdict: Exclude<Verdict, { found: RecordId }>): string {
    switch (verdict.why) {
      case 'foreign':
        return t('scanForeign')
      case 'unknownCode':
        return t('scanUnknown')
      case 'notHere':
        return t(phone.online() ? 'scanNotHere' : 'scanNotHereOffline')
      case 'retired':
        return t('scanRetired', { name: String(verdict.record.fields['name'] ?? '') })
      case 'otherKind':
        return t('scanOther', { type: assetTypeName(verdict.record), wanted: wanted() })
      case 'several':
        return t('scanSeveral', { n: verdict.records.length })
    }
  }
  const wanted = () => {
    const item = kindOf('asset') && props.type ? assetTypeName({ fields: { assetType: props.type } }) : ''
    return item || labelOf(kindOf('asset'), lang())
  }
  const turn = (to: Mode): void => {
    setSaid('')
    setMode(to)
  }
  return (
    <dialog
      ref={(element) => {
        dialog = element
      }}
      class="finder scan"
      data-testid="scan"
      aria-label={props.title ?? t('scanTitle')}
      onClose={(event) => event.target === dialog && props.onClose()}
    >
      <header>
        <h1>{props.title ?? t('scanTitle')}</h1>
        <button
          type="button"
          class="back"
          data-testid="scan-close"
          aria-label={t('close')}
          onClick={() => dialog?.close()}
        >
          <i class="i i-x" aria-hidden="true" />
        </button>
      </header>
      <Switch>
        <Match when={mode() === 'camera'}>
          <Looking said={said()} onText={(text) => judge(judgeScanned(text, asked()), 'camera')} />
        </Match>
        <Match when={mode() === 'type'}>
          <Typing said={said()} onText={(text) => judge(judgeTyped(text, asked()), 'hand')} />
        </Match>
        <Match when={mode() === 'list'}>
          <AssetList type={props.type} from={place()} onPick={(asset) => judge({ found: asset }, 'hand')} />
        </Match>
      </Switch>
      <footer>
        <Show when={mode() !== 'camera'}>
          <button type="button" class="btn" data-testid="scan-camera" onClick={() => turn('camera')}>
            <i class="i i-qr-code" aria-hidden="true" />
            {t('scanTitle')}
          </button>
        </Show>
        <Show when={mode() !== 'type'}>
          <button type="button" class="btn" data-testid="scan-type" onClick={() => turn('type')}>
            <i class="i i-pencil-line" aria-hidden="true" />
            {t('scanType')}
          </button>
        </Show>
        <Show when={mode() !== 'list'}>
          <button type="button" class="btn" data-testid="scan-list" onClick={() => turn('list')}>
            <i class="i i-inbox" aria-hidden="true" />
            {t('scanList')}
          </button>
        </Show>
      </footer>
    </dialog>
  )
}

/** The camera's picture, with what it says of the last code. */
function Looking(props: { said: string; onText: (text: string) => void }): JSX.Element {
  const [state, setState] = createSignal<'opening' | 'open' | 'none'>('opening')
  const [camera, setCamera] = createSignal<Camera>()
  const [lit, setLit] = createSignal(false)
  let video: HTMLVideoElement | undefined
  let gone = false
  onMount(async () => {
    try {
      const opened = await readCodes(video as HTMLVideoElement, props.onText)
      // Closed while the camera was still waking up: nothing may keep it on.
      if (gone) opened.close()
      else {
        setCamera(opened)
        setState('open')
      }
    } catch {
      setState('none')
    }
  })
  onCleanup(() => {
    gone = true
    camera()?.close()
  })
  async function light(): Promise<void> {
    try {
      await camera()?.light(!lit())
      setLit(!lit())
    } catch {
      // A torch that does not obey is not worth a word: the picture shows it.
    }
  }
  return (
    <>
      <div class="view">
        <video
          ref={(element) => {
            video = element
          }}
          playsinline
          muted
          hidden={state() !== 'open'}
          data-testid="scan-video"
        />
        <Show when={state() === 'open'}>
          <span class="aim" aria-hidden="true" />
        </Show>
        <Show when={state() === 'none'}>
          <p>{t('scanNoCamera')}</p>
        </Show>
        <Show when={camera()?.hasTorch}>
          <button type="button" class="btn torch" aria-pressed={lit()} onClick={() => void light()}>
            <i class="i i-sun" aria-hidden="true" />
            {t('scanTorch')}
          </button>
        </Show>
      </div>
      <p class="told" role="status" data-testid="scan-said">
        {props.said || (state() === 'open' ? t('scanHow') : '')}
      </p>
    </>
  )
}

function Typing(props: { said: string; onText: (text: string) => void }): JSX.Element {
  const [text, setText] = createSignal('')
  let input: HTMLInputElement | undefined
  onMount(() => input?.focus())
  return (
    <form
      class="typed"
      onSubmit={(event) => {
        event.preventDefault()
        if (text().trim()) props.onText(text())
      }}
    >
      <label class="field" classList={{ problem: props.said !== '' }}>
        <span class="label">{t('scanCode')}</span>
        <input
          ref={(element) => {
            input = element
          }}
          class="input"
          data-testid="scan-code"
          autocomplete="off"
          autocapitalize="characters"
          maxLength={300}
          aria-invalid={props.said !== ''}
          aria-describedby="scan-code-said"
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <span id="scan-code-said" class="msg" classList={{ bad: props.said !== '' }} data-testid="scan-said">
          {props.said || t('scanCodeHelp')}
        </span>
      </label>
      <button type="submit" class="btn main" data-testid="scan-go">
        {t('scanGo')}
      </button>
    </form>
  )
}
