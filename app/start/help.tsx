import '../words/late.ts'
import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Field, Kind } from '../../domain/kinds/define.ts'
import { labelOf } from '../../domain/kinds/registry.ts'
import { Sheet } from '../parts/sheet.tsx'
import { lang, t } from '../words/words.ts'
import { helpOf } from './help-list.ts'

/** The question mark of a form: what it is for, what must be there, an example. */
export function HelpButton(props: { kind: Kind; needed: readonly Field[] }): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const words = () => helpOf(props.kind.id)
  const explained = () => props.kind.fields.filter((field) => field.help)
  return (
    <>
      <button
        type="button"
        class="back help"
        aria-label={t('help')}
        aria-haspopup="dialog"
        data-testid="form-help"
        onClick={() => setOpen(true)}
      >
        <i class="i i-circle-help" aria-hidden="true" />
      </button>
      <Show when={open()}>
        <Sheet title={labelOf(props.kind, lang())} testId="help-sheet" onClose={() => setOpen(false)}>
          <div class="pad help-words">
            <Show when={words()}>
              {(known) => (
                <>
                  <h2>{t('helpFor')}</h2>
                  <p>{labelOf(known().use, lang())}</p>
                </>
              )}
            </Show>
            <h2>{t('helpMust')}</h2>
            <Show when={props.needed.length > 0} fallback={<p>{t('helpMustNone')}</p>}>
              <p>{props.needed.map((field) => labelOf(field, lang())).join(t('comma'))}</p>
            </Show>
            <p class="sub">{t('helpMay')}</p>
            <Show when={words()}>
              {(known) => (
                <>
                  <h2>{t('helpExample')}</h2>
                  <p>{labelOf(known().example, lang())}</p>
                </>
              )}
            </Show>
            <Show when={explained().length > 0}>
              <h2>{t('helpFields')}</h2>
              <dl>
                <For each={explained()}>
                  {(field) => (
                    <div>
                      <dt>{labelOf(field, lang())}</dt>
                      <dd>{labelOf(field.help, lang())}</dd>
                    </div>
                  )}
                </For>
              </dl>
            </Show>
            <p class="sub">{t('helpDraft')}</p>
          </div>
        </Sheet>
      </Show>
    </>
  )
}
