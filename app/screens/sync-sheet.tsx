import { For, type JSX, onMount, Show } from 'solid-js'
import type { Phone } from '../state/phone.ts'
import { clockTime, t } from '../words/words.ts'

/** What waits (the exact count), what was received when, what needs the person and why. */
export function SyncSheet(props: { phone: Phone; onClose: () => void }): JSX.Element {
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())
  return (
    <dialog
      ref={(element) => {
        dialog = element
      }}
      class="sheet"
      data-testid="sync-sheet"
      onClose={props.onClose}
    >
      <header>
        <h1>{t('syncTitle')}</h1>
        <button type="button" class="back" aria-label={t('back')} onClick={() => dialog?.close()}>
          <i class="i i-x" aria-hidden="true" />
        </button>
      </header>
      <div class="pad stack">
        <p class="wait strong">{t('waitingN', { n: props.phone.waiting() })}</p>
        <p>{t('waitNote')}</p>
        <Show when={props.phone.lastReceipt()}>
          {(at) => <p class="ok">{t('receivedAt', { time: clockTime(at()) })}</p>}
        </Show>
        <For each={props.phone.needs()}>
          {(row) => (
            <p class="need">{row.state === 'held' ? t('heldNote') : t('asideNote', { code: row.reason ?? '' })}</p>
          )}
        </For>
        <button type="button" class="btn main" data-testid="sync-retry" onClick={() => props.phone.wake()}>
          {t('syncNow')}
        </button>
      </div>
    </dialog>
  )
}
