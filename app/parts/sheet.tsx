import { type JSX, onMount, type ParentProps, Show } from 'solid-js'
import { t } from '../words/words.ts'

/** A native dialog from below: keeps and returns the focus, the back key closes it. */
export function Sheet(
  props: ParentProps<{ title: string; testId?: string; foot?: JSX.Element; onClose: () => void }>,
): JSX.Element {
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())
  return (
    <dialog
      ref={(element) => {
        dialog = element
      }}
      class="sheet"
      data-testid={props.testId}
      aria-label={props.title}
      onClose={(event) => event.target === dialog && props.onClose()}
      onClick={(event) => event.target === dialog && dialog?.close()}
      onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
    >
      <header>
        <h1>{props.title}</h1>
        <button
          type="button"
          class="back"
          data-testid="sheet-close"
          aria-label={t('close')}
          onClick={() => dialog?.close()}
        >
          <i class="i i-x" aria-hidden="true" />
        </button>
      </header>
      <div class="scroll">{props.children}</div>
      <Show when={props.foot}>
        <div class="foot">{props.foot}</div>
      </Show>
    </dialog>
  )
}
