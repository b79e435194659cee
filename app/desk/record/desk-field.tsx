import type { JSX } from 'solid-js'
import type { Field, Kind } from '../../../domain/kinds/define.ts'
import type { Value } from '../../../domain/record/event.ts'
import { FieldInput } from '../../parts/field-input.tsx'

/** One field that is written at the desk: the same input as on the phone. */
export function DeskField(props: {
  kind: Kind
  field: Field
  value: Value | undefined
  needed: boolean
  onChange: (value: Value) => void
}): JSX.Element {
  return (
    <FieldInput
      kind={props.kind}
      field={props.field}
      value={props.value}
      needed={props.needed}
      options={() => []}
      onChange={props.onChange}
    />
  )
}
