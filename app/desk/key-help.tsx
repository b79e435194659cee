import { For, type JSX, onMount } from 'solid-js'
import { t } from '../words/words.ts'
import type { Key } from '../words/zh.ts'

const KEYS: readonly (readonly [keys: string, words: Key])[] = [
  ['J · K', 'keyRows'],
  ['Enter', 'keyOpen'],
  ['V', 'keyVerify'],
  ['R', 'keyReturn'],
  ['Esc', 'keyClose'],
  ['/', 'keySearch'],
  ['?', 'keyHelp'],
]

/** The list of keys; a native dialog keeps and returns the focus. */
export function KeyHelp(props: { onClose: () => void }): JSX.Element {
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())
  return (
    <dialog ref={dialog} class="keyhelp" aria-label={t('keys')} data-testid="key-help" onClose={props.onClose}>
      <h2>{t('keys')}</h2>
      <dl>
        <For each={KEYS}>
          {([keys, words]) => (
            <div>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{t(words)}</dd>
            </div>
          )}
        </For>
      </dl>
      <p class="sub">{t('keysOff')}</p>
      <button type="button" class="btn main" onClick={() => dialog?.close()}>
        {t('close')}
      </button>
    </dialog>
  )
}
