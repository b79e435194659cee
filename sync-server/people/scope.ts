import { covers, type Grant, isActive } from '../../domain/access.ts'
import type { PersonId } from '../../domain/ids.ts'

/** Who acts: a signed-in person with the whole history of his grants. */
export type Actor = { readonly person: PersonId; readonly grants: readonly Grant[] }

/** The areas in which a person now has the role. */
export const areasAs = (role: string, actor: Actor, at: number): readonly string[] =>
  actor.grants.filter((grant) => grant.role === role && isActive(grant, at)).map((grant) => grant.area)

/** True if the person is administrator of the area, or of one above it. */
export const administers = (actor: Actor, area: string, at: number): boolean =>
  areasAs('admin', actor, at).some((own) => covers(own, area))

/**
 * True if the person may change this account: all that it may do now, or once could where it may do nothing now, lies in
 * his area. Otherwise the administrator of a street could take the account of the district's.
 */
export function administersPerson(actor: Actor, grants: readonly Grant[], root: string, at: number): boolean {
  const active = grants.filter((grant) => isActive(grant, at))
  const relevant = active.length > 0 ? active : grants
  const areas = relevant.length > 0 ? relevant.map((grant) => grant.area) : [root]
  return areas.every((area) => administers(actor, area, at))
}
