import { SKEW_FLAG, skewOf } from '../clock.ts'
import { kindOf } from '../kinds/registry.ts'
import type { Chain } from './chain.ts'
import type { CreateEvent, Fields } from './event.ts'
import type { Problem } from './folded.ts'
import type { Entry } from './history.ts'
import { checkFields } from './values.ts'

/** Every rule of the kind that the record breaks. `total`: its events, also those that are too many to be looked at. */
export function problemsOf(
  create: CreateEvent,
  fields: Fields,
  chain: Chain,
  entries: readonly Entry[],
  total: number,
): readonly Problem[] {
  const kind = kindOf(create.kind)
  const problems: Problem[] = kind ? [...checkFields(kind, fields)] : [{ type: 'UnknownKind', kind: create.kind }]
  const ordered = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const { id, event } of ordered) {
    const why = chain.refused.get(id)
    if (event.type === 'move' && why) problems.push({ type: 'IllegalMove', event: id, move: event.move, why })
    const skewMs = skewOf(event)
    if (Math.abs(skewMs) > SKEW_FLAG) problems.push({ type: 'ClockOff', event: id, skewMs })
  }
  if (total > entries.length) problems.push({ type: 'TooManyEvents', count: total })
  return problems
}
