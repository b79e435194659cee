import { covers, isActive } from '../../../domain/access.ts'
import type { MeAnswer } from '../../../domain/api.ts'

/** The roles in which this person may act on what belongs to the area now. */
export const rolesIn = (me: MeAnswer, area: string, now: number): readonly string[] => [
  ...new Set(
    me.grants
      .filter((grant) => isActive(grant, now))
      .filter((grant) => covers(grant.area, area) || covers(area, grant.area))
      .map((grant) => grant.role),
  ),
]
