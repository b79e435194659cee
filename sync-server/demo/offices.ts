import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import { PANYUAN, SERVICE } from './accounts.ts'
import { inventedName } from './crews.ts'
import { programmeStaff } from './programme.ts'
import type { Staff } from './staff.ts'
import { clerkOf, neighbours } from './villages.ts'

/** How many there are in the whole district, those with an account among them. */
const ASSISTANTS = 304
const AGENTS = 70
/** police1 and police2 are both in 潘苑. */
const NAMED_ASSISTANTS = 2

/**
 * Assistants of all units but 潘苑, which has its two, agents of the service centre, clerks of the neighbour villages. As
 * 潘苑 takes two of the 304, one of them looks after two units.
 */
export function officesOf(): readonly Staff[] {
  const units = divisions.streets
    .flatMap((street) => street.units.map(({ code }) => code))
    .filter((code) => code !== PANYUAN)
  const count = ASSISTANTS - NAMED_ASSISTANTS
  const assistants = units.slice(0, count).map((unit, i): Staff => {
    const areas = i === count - 1 ? [unit, ...units.slice(count)] : [unit]
    return { account: assistantOf(unit), name: inventedName(i + 1), role: 'assistant', areas }
  })
  const agents = Array.from({ length: AGENTS - 1 }, (_, i): Staff => {
    return { account: `agent-${i + 2}`, name: inventedName(2100 + i), role: 'service_agent', areas: [SERVICE] }
  })
  const clerks = neighbours.map((village, i): Staff => {
    return { account: clerkOf(village), name: `村${inventedName(i + 1)}`, role: 'village_staff', areas: [village] }
  })
  return [...assistants, ...agents, ...clerks, ...programmeStaff(inventedName)]
}

/** The short name of a unit's assistant; 潘苑 has police1 and police2. */
export const assistantOf = (unit: string): string => `police-${unit}`
