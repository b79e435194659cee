import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Field, Kind } from '../../domain/kinds/define.ts'
import { labelOf } from '../../domain/kinds/registry.ts'
import { isPresent } from '../../domain/record/condition.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { usePhone } from '../state/phone-context.ts'
import { lang, t } from '../words/words.ts'
import { type Named, shownValue } from './value.ts'

const FEW = 8
const isLong = (field: Field): boolean =>
  ['text', 'list', 'group', 'enum[]', 'url', 'ref', 'ref[]', 'geometry'].includes(field.type)
const hasMask = (field: Field): boolean => field.mask !== undefined || (field.items ?? []).some(hasMask)

/** What the record says, in two columns; names and numbers stay masked until somebody opens them. */
export function FactsBlock(props: { kind: Kind; record: FoldedRecord; named: Named }): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const phone = usePhone()
  const fields = () => phone.fieldsOf(props.record.id)
  const filled = () => props.kind.fields.filter((field) => isPresent(fields()[field.id]))
  const shown = () => (open() ? filled() : filled().slice(0, FEW))
  const more = () => filled().length > FEW || filled().some(hasMask)
  return (
    <Show when={filled().length > 0}>
      <section class="block facts-block">
        <dl class="facts">
          <For each={shown()}>
            {(field) => (
              <div classList={{ wide: isLong(field) }}>
                <dt>{labelOf(field, lang())}</dt>
                <dd data-testid={`value-${field.id}`}>
                  {shownValue(props.kind, field, fields()[field.id], props.named, open())}
                </dd>
              </div>
            )}
          </For>
        </dl>
        <Show when={more()}>
          <button type="button" class="btn plain left" aria-expanded={open()} onClick={() => setOpen(!open())}>
            {open() ? t('hideAll') : t('showAll')}
          </button>
        </Show>
      </section>
    </Show>
  )
}
