import { createSignal } from 'solid-js'
import { isEventId } from '../../domain/ids.ts'
import { isolated } from '../../domain/isolated.ts'
import type { OrgPerson, OrgView } from '../../domain/org.ts'
import type { PhoneCore } from '../sync/phone-core.ts'

/** People's names, as the server has published them; known offline. */
export function namesOf(core: PhoneCore) {
  const own = core.me.person
  const byId = (org: OrgView): ReadonlyMap<string, OrgPerson> => new Map(org.people.map((one) => [one.id, one]))
  let seen = core.org()
  const [people, setPeople] = createSignal(byId(seen))
  const [org, setOrg] = createSignal(seen)
  return {
    refresh(): void {
      if (core.org() === seen) return
      seen = core.org()
      setPeople(byId(seen))
      setOrg(seen)
    },
    /** All that the office has published, as a signal. */
    org,
    people,
    /** The display name; a person of whom no name is known goes by the id, what is no person has none. */
    nameOf(id: string): string {
      const known = people().get(id)?.name ?? (id === own.id ? own.name : undefined)
      return known === undefined ? (isEventId(id) ? '' : id.replace(/^p-/, '')) : isolated(known)
    },
  }
}
