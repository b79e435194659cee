import type { RecordId } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { Fields, Place, Value } from '../../domain/record/event.ts'
import type { Act } from '../state/form.ts'
import type { Phone } from '../state/phone.ts'
import type { Part } from '../sync/acts.ts'
import { foundParts, ownCode, pointAt } from './found-parts.ts'
import { addressOf, type NewDoor, newHome } from './registry-change.ts'

const HOME = 'household'
const VISIT = 'home_visit'

/** `{building}/{unit}/{room}` in the address of the form: a door that the registry does not know. */
export function newDoorOf(text: string): NewDoor {
  const [buildingId = '', unitNo = '', roomNo = ''] = text.split('/')
  return { buildingId, unitNo, roomNo }
}

/** A visit, and in the same act what it found of the home: a new one, or what is no longer right. */
export function doorAct(
  phone: Phone,
  door: string | undefined,
  subject: RecordId | undefined,
  place: () => Place | undefined,
): Act {
  const at = door === undefined ? undefined : newDoorOf(door)
  const building = at && phone.records[at.buildingId]?.record
  const name = building ? String(building.fields['name'] ?? '') : ''
  const before = subject ? phone.fieldsOf(subject) : {}
  const start: Fields = at
    ? { unitNo: at.unitNo, roomNo: at.roomNo, addressText: addressOf(name, at.unitNo, at.roomNo) }
    : pickText(before, ['unitNo', 'roomNo', 'addressText', 'ownerName', 'ownerPhone'])

  return {
    ...(door === undefined ? {} : { key: `+${door}` }),
    brings: at ? ['householdId'] : [],
    start,
    async write(made, beside) {
      const visited = String(made.fields['householdId'] ?? '') as RecordId
      const parts = at ? newParts() : changeParts()
      if (!parts) return phone.create(VISIT, made)
      const saved = await phone.together(parts)
      return saved.ok ? { ok: true, value: saved.value.at(-1) as RecordId } : saved

      function newParts(): readonly Part[] | undefined {
        const kind = kindOf(HOME)
        if (!kind || !at) return undefined
        const point = pointAt(building, place())
        const fields = newHome(
          kind,
          { door: at, visit: made.fields, beside, code: ownCode(made.area) },
          { name, point },
        )
        const { role, area } = made
        return [
          { kind: HOME, create: () => ({ fields, role, area, ...(made.place ? { place: made.place } : {}) }) },
          {
            kind: VISIT,
            create: ([home]) => ({
              ...made,
              fields: {
                ...made.fields,
                householdId: home as string,
                registryChange: [...new Set([...((made.fields['registryChange'] ?? []) as string[]), 'new_household'])],
              },
            }),
          },
        ]
      }

      function changeParts(): readonly Part[] | undefined {
        const home = phone.records[visited]?.record
        return home && foundParts(phone, home, made, beside, place())
      }
    },
  }
}

const pickText = (from: Fields, ids: readonly string[]): Fields =>
  Object.fromEntries(ids.filter((id) => typeof from[id] === 'string').map((id) => [id, from[id] as Value]))
