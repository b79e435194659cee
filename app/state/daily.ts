import type { Kind } from '../../domain/kinds/define.ts'
import { kindOf, listedKinds } from '../../domain/kinds/registry.ts'

/** What a role writes many times a day: the big buttons under today's list. Everything else is under “write something else”. */
const DAILY: { readonly [role: string]: readonly string[] } = {
  assistant: ['home_visit'],
  officer: ['home_visit'],
  toilet_keeper: ['toilet_check', 'toilet_repair'],
  maintainer: ['toilet_repair'],
  team_leader: ['toilet_repair'],
  supervisor: ['toilet_repair'],
}

/** The kinds of the big buttons for a person of these roles, each once. */
export const dailyKinds = (roles: readonly string[]): readonly Kind[] =>
  [...new Set(roles.flatMap((role) => DAILY[role] ?? []))].flatMap((id) => kindOf(id) ?? [])

/** What else these roles may begin, entries of registries and the plan of the office apart. */
export const otherKinds = (roles: readonly string[]): readonly Kind[] => {
  const daily = dailyKinds(roles)
  return listedKinds().filter(
    (kind) => kind.room === 'quarter' && kind.createdBy.some((role) => roles.includes(role)) && !daily.includes(kind),
  )
}
