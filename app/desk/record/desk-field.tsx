import type { JSX } from 'solid-js'
import type { Field, Kind } from '../../../domain/kinds/define.ts'
import type { Fields, Value } from '../../../domain/record/event.ts'
import { FieldInput } from '../../parts/field-input.tsx'
import type { Scope } from '../../parts/widgets/widget.ts'

/** One field that is written at the desk: the same input as on the phone. */
export function DeskField(props: {
  kind: Kind
  field: Field
  value: Value | undefined
  needed: boolean
  /** The record as it stands, for limits that name another field. */
  fields: Fields
  named: (id: string) => string
  onChange: (value: Value) => void
}): JSX.Element {
  const scope: Scope = {
    kind: props.kind,
    named: props.named,
    choices: () => [],
    fields: () => props.fields,
    tried: () => false,
    place: () => undefined,
    area: '',
  }
  return (
    <FieldInput
      scope={scope}
      field={props.field}
      value={props.value}
      needed={props.needed}
      siblings={props.fields}
      onChange={props.onChange}
    />
  )
}
