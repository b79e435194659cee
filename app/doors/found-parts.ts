import { kindOf } from '../../domain/kinds/registry.ts'
import type { Fields, Place, Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { asPoint } from '../state/defaults.ts'
import type { Phone } from '../state/phone.ts'
import { pointOf } from '../state/point.ts'
import type { Creation, Part } from '../sync/acts.ts'
import { t } from '../words/words.ts'
import { changeOf, saidBy } from './registry-change.ts'
import { isSplit, MERGED_HOME, mergedOf, SPLIT_ROOMS, splitHome, splitRooms } from './split-merge.ts'

/** An address code of our own making, which no other phone makes: the real one is the police's to give. */
export const ownCode = (area: string): string => `${area}-T${crypto.randomUUID().slice(0, 8)}`

/** Where a house stands, else where the phone is. */
export function pointAt(building: FoldedRecord | undefined, here: Place | undefined): Value | undefined {
  const kind = building && kindOf(building.kind)
  return ((kind && pointOf(kind, building.fields)) as Value | undefined) ?? (here && asPoint(here))
}

/**
 * A visit with what it found of the entry of `home`: other values, doors that it was split into, another home that went
 * into it. Undefined where it found nothing.
 */
export function foundParts(
  phone: Phone,
  home: FoldedRecord,
  made: Creation,
  beside: Fields,
  here: Place | undefined,
): readonly Part[] | undefined {
  const { role, area } = made
  const kind = kindOf(home.kind)
  const all = Object.values(phone.records).map((local) => local.record)
  const before = phone.fieldsOf(home.id)
  const set = changeOf(before, made.fields, beside)
  const rooms = isSplit(made.fields) ? splitRooms(beside[SPLIT_ROOMS], home, all).fresh : []
  const given = mergedOf(made.fields, beside[MERGED_HOME], home, all)
  const changes = Object.keys(set).length > 0 || rooms.length > 0
  if (!kind || (!changes && !given)) return undefined

  const building = phone.records[String(home.fields['buildingId'] ?? '')]?.record
  const name = building ? phone.titleOf(building) : ''
  const place = made.place ? { place: made.place } : {}
  const doors = rooms.map((room): Part => {
    const from = { visit: made.fields, code: ownCode(area), building: name, point: pointAt(building, here) }
    return { kind: kind.id, create: () => ({ fields: splitHome(kind, before, room, from), role, area, ...place }) }
  })
  /** The register has no field for who came from whom: the note says it to whoever settles the change. */
  const note = rooms.length > 0 ? { note: t('splitNote', { rooms: rooms.join(t('comma')) }) } : {}
  // An entry that counts is reported as changed, for the officer to settle; any other is only written on.
  const move = home.state === 'active' ? { move: { ...REPORT, ...note } } : {}
  return [
    ...doors,
    ...(changes ? [{ record: home.id, change: { role, set, ...move } }] : []),
    ...(given
      ? [
          {
            record: given,
            change: { role, move: { ...REPORT, note: t('mergedNote', { home: phone.titleOf(home) }) } },
          },
        ]
      : []),
    { kind: VISIT, create: () => ({ ...made, fields: saidBy(made.fields, set) }) },
  ]
}

const VISIT = 'home_visit'
const REPORT = { move: 'report_change', to: 'changed' } as const
