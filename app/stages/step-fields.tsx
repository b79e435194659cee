import { For, type JSX } from 'solid-js'
import type { Field, Kind } from '../../domain/kinds/define.ts'
import type { Place } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { FieldInput } from '../parts/field-input.tsx'
import type { Scope } from '../parts/widgets/widget.ts'
import { choicesFor } from '../state/choices.ts'
import { usePhone } from '../state/phone-context.ts'
import type { Step } from './step.ts'

type Props = {
  readonly step: Step
  readonly kind: Kind
  readonly record: FoldedRecord
  readonly place: () => Place | undefined
  readonly tried: boolean
  /** What stands under a field. */
  readonly hint?: (field: Field) => string | undefined
  /** Fields that stand elsewhere on the page. */
  readonly without?: readonly string[]
}

/** What the present step asks, in its place. */
export function StepFields(props: Props): JSX.Element {
  const phone = usePhone()
  const scope: Scope = {
    kind: props.kind,
    named: phone.nameOf,
    tried: () => props.tried,
    fields: props.step.values,
    place: props.place,
    area: props.record.area,
    choices: (field) => choicesFor(phone, props.kind, props.step.values(), field),
  }
  return (
    <For each={props.step.fields().filter(({ id }) => !props.without?.includes(id))}>
      {(field) => (
        <FieldInput
          scope={scope}
          field={field}
          value={props.step.values()[field.id]}
          needed={props.step.main()?.missing.some((one) => one.type === 'field' && one.field === field.id) ?? false}
          hint={props.hint?.(field)}
          siblings={props.step.values()}
          onChange={(value) => props.step.set(field.id, value)}
        />
      )}
    </For>
  )
}
