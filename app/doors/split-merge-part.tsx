import { createMemo, type JSX, Show } from 'solid-js'
import type { Field } from '../../domain/kinds/define.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { FieldInput } from '../parts/field-input.tsx'
import type { Scope } from '../parts/widgets/widget.ts'
import type { Form } from '../state/form.ts'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import { isMerged, isSplit, MERGED_HOME, mergeable, SPLIT_ROOMS, splitRooms } from './split-merge.ts'

/** Into which doors a home was split, and which one went into it. The register has no fields for either. */
export function SplitMerge(props: { form: Form; scope: Scope; home: FoldedRecord }): JSX.Element {
  const phone = usePhone()
  const all = () => Object.values(phone.records).map((local) => local.record)
  const words = (said: string) => ({ zh: said, en: said })
  const rooms = (): Field => ({
    id: SPLIT_ROOMS,
    type: 'string',
    need: 'never',
    maxLength: 100,
    ...words(t('splitRooms')),
    help: words(t('splitRoomsHelp')),
  })
  const other = (): Field => ({
    id: MERGED_HOME,
    type: 'ref',
    of: 'household',
    need: 'never',
    ...words(t('mergedHome')),
    help: words(t('mergedHomeHelp')),
  })
  const doors = createMemo(() => splitRooms(props.form.beside()[SPLIT_ROOMS], props.home, all()))
  const scope = (): Scope => ({
    ...props.scope,
    choices: () => mergeable(props.home, all()).map((one) => ({ id: one.id, label: phone.titleOf(one) })),
  })
  const input = (field: Field) => (
    <FieldInput
      scope={scope()}
      field={field}
      value={props.form.beside()[field.id]}
      needed={false}
      siblings={props.form.beside()}
      onChange={(value) => props.form.setBeside(field.id, value)}
    />
  )
  return (
    <>
      <Show when={isSplit(props.form.fields())}>
        {input(rooms())}
        <Show
          when={doors().fresh.length + doors().known.length > 0}
          fallback={
            <p class="pad sub" role="status">
              {t('splitNone')}
            </p>
          }
        >
          <p class="pad sub" role="status" data-testid="split-doors">
            <Show when={doors().fresh.length > 0}>{t('splitFresh', { rooms: doors().fresh.join(t('comma')) })}</Show>
            <Show when={doors().known.length > 0}> {t('splitKnown', { rooms: doors().known.join(t('comma')) })}</Show>
          </p>
        </Show>
      </Show>
      <Show when={isMerged(props.form.fields())}>{input(other())}</Show>
    </>
  )
}
