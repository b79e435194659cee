import type { Kind } from '../../domain/kinds/define.ts'
import { isPresent } from '../../domain/record/condition.ts'
import { sameValue } from '../../domain/record/equal.ts'
import type { Fields, Value } from '../../domain/record/event.ts'

/** A door that the registry does not know yet. */
export type NewDoor = { readonly buildingId: string; readonly unitNo: string; readonly roomNo: string }

const ADDRESS = ['unitNo', 'roomNo', 'addressText'] as const
const PEOPLE = ['ownerName', 'ownerPhone'] as const

/** The registry's fields that the visit makes a question: who moved in, or where the door really is. */
export function askedOf(visit: Fields, isNew: boolean): readonly string[] {
  const changes = (visit['registryChange'] ?? []) as readonly string[]
  const wrong = visit['result'] === 'wrong_address' || changes.includes('wrong_address')
  const people = isNew || changes.some((one) => one === 'moved_in' || one === 'new_household')
  return [...(isNew || wrong ? ADDRESS : []), ...(people ? PEOPLE : [])]
}

/**
 * What the visit changes in the home's entry: what was asked and differs, and how the home is used, which the visit has
 * asked already. Values of questions that were closed again are left out.
 */
export function changeOf(before: Fields, visit: Fields, beside: Fields): Fields {
  const set: { [field: string]: Value } = {}
  for (const id of askedOf(visit, false)) {
    const value = beside[id]
    if (isPresent(value) && !sameValue(before[id] ?? null, value as Value)) set[id] = value as Value
  }
  const seen = visit['result'] === 'vacant' ? 'vacant' : visit['result'] === 'met' ? visit['tenancySeen'] : undefined
  if (isPresent(seen) && !sameValue(before['tenancy'] ?? null, seen as Value)) set['tenancy'] = seen as Value
  return set
}

/** The visit says what it changed, also where nobody ticked it. */
export function saidBy(visit: Fields, set: Fields): Fields {
  const ticked = (visit['registryChange'] ?? []) as readonly string[]
  const said = new Set(ticked)
  if ('tenancy' in set && !ticked.some((one) => one === 'moved_in' || one === 'moved_out')) said.add('tenancy')
  if ('roomNo' in set || 'unitNo' in set || 'addressText' in set) said.add('wrong_address')
  return said.size === 0 ? visit : { ...visit, registryChange: [...said] }
}

/**
 * The entry of a new home, from the door and the visit. The address code is the police's to give: until then it is one of
 * our own making, which no other phone makes.
 */
export function newHome(
  kind: Kind,
  from: { readonly door: NewDoor; readonly visit: Fields; readonly beside: Fields; readonly code: string },
  building: { readonly name: string; readonly point?: Value | undefined },
): Fields {
  const { door, visit, beside, code } = from
  const unitNo = textOf(beside['unitNo']) || door.unitNo
  const roomNo = textOf(beside['roomNo']) || door.roomNo
  const floor = /^(-?\d{1,3})\d\d$/.exec(roomNo)?.[1]
  const set: Fields = {
    addressCode: code,
    addressText: textOf(beside['addressText']) || addressOf(building.name, unitNo, roomNo),
    ...(door.buildingId ? { buildingId: door.buildingId } : {}),
    ...(unitNo ? { unitNo } : {}),
    ...(floor ? { floorNo: Number(floor) } : {}),
    ...(roomNo ? { roomNo } : {}),
    ...(building.point === undefined ? {} : { point: building.point }),
    houseUse: 'residence',
    tenancy: visit['result'] === 'vacant' ? 'vacant' : ((visit['tenancySeen'] ?? 'owner_occupied') as Value),
    ...Object.fromEntries(PEOPLE.filter((id) => isPresent(beside[id])).map((id) => [id, beside[id] as Value])),
  }
  const known = new Set(kind.fields.map((field) => field.id))
  return Object.fromEntries(Object.entries(set).filter(([id]) => known.has(id)))
}

/** As it is written on the house: `12号楼 3单元 402`. */
export const addressOf = (building: string, unitNo: string, roomNo: string): string =>
  [building, unitNo && `${unitNo}单元`, roomNo].filter(Boolean).join(' ')

const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value.trim() : '')
