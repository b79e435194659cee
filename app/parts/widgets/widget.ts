import type { Field, Kind } from '../../../domain/kinds/define.ts'
import type { Fields, Place, Value } from '../../../domain/record/event.ts'
import type { Phone } from '../../state/phone.ts'
import type { PhotoTarget } from '../../state/photos.ts'

/** One of several things to choose from. */
export type Choice = { readonly id: Value; readonly label: string; readonly sub?: string }

/** What the widgets of one form share. */
export type Scope = {
  readonly kind: Kind
  /** The title of a record or the name of a person that a reference names. */
  readonly named: (id: string) => string
  /** What a reference may name. */
  readonly choices: (field: Field) => readonly Choice[]
  /** All fields of the form as they stand. */
  readonly fields: () => Fields
  /** Where photos of this form go; undefined where none can be taken. */
  readonly camera?: { readonly photos: Phone['photos']; readonly target: PhotoTarget } | undefined
  /** Somebody tried to hand the form in: what is owed is said beside its field. */
  readonly tried: () => boolean
  readonly place: () => Place | undefined
  /** What this person wrote last into a text field. */
  readonly phrases?: (field: Field) => readonly string[]
  /** Code of the area that a map shows first. */
  readonly area: string
}

/** One widget: draws the value of a field from its declaration, tells every change. */
export type WidgetProps = {
  readonly scope: Scope
  readonly field: Field
  /** The list or group that the field is an entry of. */
  readonly within?: string | undefined
  readonly value: Value | undefined
  readonly needed: boolean
  /** Ids of the label and of the message, for `aria-labelledby` and `aria-describedby`. */
  readonly labelId: string
  readonly messageId: string
  readonly invalid: boolean
  readonly onChange: (value: Value) => void
}

/** The same for a button that shows the chosen value: it is read after the label. Of a button nothing is required. */
export const ariaOfButton = (props: WidgetProps, own: string) => ({
  id: own,
  'aria-labelledby': `${props.labelId} ${own}`,
  'aria-describedby': props.messageId,
})

/** What every input of a widget carries for whoever cannot see the label. */
export const ariaOf = (props: WidgetProps) =>
  ({
    'aria-labelledby': props.labelId,
    'aria-describedby': props.messageId,
    'aria-invalid': props.invalid,
    'aria-required': props.needed,
  }) as const
