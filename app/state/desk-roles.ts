import type { Grant } from '../../domain/access.ts'

/** Roles that check, dispatch or read at a desk when the screen is wide enough. */
const DESK_ROLES = [
  'officer',
  'supervisor',
  'team_leader',
  'town_inspector',
  'district_reviewer',
  'finance',
  'admin',
  'auditor',
]
/** Part of the work of one of these grants is done on a wide screen. */
export const hasDesk = (grants: readonly Grant[]): boolean => grants.some((grant) => DESK_ROLES.includes(grant.role))
export const worksAtDesk = (grants: readonly Grant[]): boolean => window.innerWidth >= 900 && hasDesk(grants)
