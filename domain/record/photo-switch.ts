import type { EventId } from '../ids.ts'
import type { Guard, Kind, Move } from '../kinds/define.ts'
import { moveOf } from '../kinds/registry.ts'
import type { OrgSwitch } from '../org.ts'
import { switchOn } from '../switches.ts'
import type { Fields } from './event.ts'
import type { FoldedRecord } from './folded.ts'

/**
 * Whether the office asked for the photos of a step when it was made. The fold knows no switches: whoever makes the step
 * writes into the record how he heard the switch `required_photo`; without a word the photo is asked for.
 */
export const PHOTO_SWITCH = 'switch.required_photo'
const ID = 'required_photo'

type PhotoGuard = Extract<Guard, { readonly type: 'photo' }>
/** What a person knows of the office's switches when he makes a step (ms UTC). */
export type Asked = { readonly switches: readonly OrgSwitch[]; readonly role: string; readonly at: number }

const isSwitched = (kind: Kind, label: string): boolean =>
  kind.evidence.some((one) => one.type === 'photo' && one.label === label && one.switch === ID)

/** True if any photo of the kind is asked for under the switch: its records carry the word. */
export const hasPhotoSwitch = (kind: Kind): boolean =>
  kind.evidence.some((one) => one.type === 'photo' && one.switch === ID)

/** True if the record says that the switch was off. */
export const isWaived = (kind: Kind, label: string, fields: Fields): boolean =>
  fields[PHOTO_SWITCH] === false && isSwitched(kind, label)

const switchedGuards = (kind: Kind, move: Move | undefined): readonly PhotoGuard[] =>
  (move?.guards ?? []).filter((guard): guard is PhotoGuard => guard.type === 'photo' && isSwitched(kind, guard.label))

const isOn = (kind: Kind, area: string, { switches, role, at }: Asked): boolean =>
  switchOn(switches, ID, kind.book, role, area, at).on

/** The word that a step carries along, if the record does not say it already. */
export function photoWord(
  kind: Kind,
  move: string,
  record: Pick<FoldedRecord, 'area' | 'fields'>,
  asked: Asked,
): Fields {
  if (switchedGuards(kind, moveOf(kind, move)).length === 0) return {}
  const on = isOn(kind, record.area, asked)
  return (record.fields[PHOTO_SWITCH] !== false) === on ? {} : { [PHOTO_SWITCH]: on }
}

/** Steps that went without their photo although the switch was on by then, by all that was ever said of it. */
export function unasked(
  kind: Kind,
  record: FoldedRecord,
  said: readonly OrgSwitch[],
): readonly { readonly event: EventId; readonly move: string }[] {
  return record.chain.flatMap(({ event, move, role, at }) => {
    const lacking = switchedGuards(kind, moveOf(kind, move)).some(
      ({ label, min }) => record.photos.filter((photo) => photo.label === label).length < min,
    )
    return lacking && isOn(kind, record.area, { switches: said, role, at }) ? [{ event, move }] : []
  })
}
