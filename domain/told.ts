import { covers, type Grant, isActive } from './access.ts'
import { asPerson, createOf, type EventId, type PersonId, type RecordId, type RoomName, SYSTEM } from './ids.ts'
import { kindOf, stateOf } from './kinds/registry.ts'
import type { FoldedRecord } from './record/folded.ts'

/** Whom a record has something to tell now. The same on the phone that says "it is here" and on the server that asks. */

export type Why = 'notice' | 'assigned' | 'returned' | 'answered' | 'sos' | 'feedback'
/** Somebody by name; everybody of these roles in these areas; or who answers for the people of an area. */
export type Audience =
  | { readonly person: PersonId }
  | { readonly roles: readonly string[]; readonly areas: readonly string[] }
/** `event`: the act that has to reach them. A later act of the same sort is another one, and has to reach them again. */
export type Address = { readonly why: Why; readonly event: EventId; readonly to: Audience }

/** One act of a record that a phone holds: `POST /api/reached`. */
export type ReachedMark = { readonly room: RoomName; readonly record: RecordId; readonly event: EventId }

/** Who answers a call for help, and who reads what workers have to say. */
const HELPERS = ['team_leader', 'supervisor'] as const
const READERS = ['supervisor'] as const
/** What a person asks for in his own week, and waits for. */
const ASKS = ['feedback', 'leave_request', 'clock_fix', 'swap_request', 'sos']

/** What this record says to whom in its present state; nothing for work that nobody waits for. */
export function addressesOf(record: FoldedRecord): readonly Address[] {
  const kind = kindOf(record.kind)
  const last = record.chain.at(-1)
  const created = createOf(record.id)
  if (!kind) return []
  if (record.kind === 'notice') {
    if (record.state !== 'published') return []
    const publish = record.chain.find(({ move }) => move === 'publish')?.event
    return publish
      ? [{ why: 'notice', event: publish, to: { roles: textsOf(record, 'toRoles'), areas: toAreas(record) } }]
      : []
  }
  if (record.kind === 'sos' && record.state === 'raised')
    return [{ why: 'sos', event: created, to: { roles: HELPERS, areas: [record.area] } }]
  if (record.kind === 'feedback' && record.state === 'sent')
    return [{ why: 'feedback', event: last?.event ?? created, to: { roles: READERS, areas: [record.area] } }]

  const owner = ownerOf(record)
  if (record.returned && record.returned.by !== owner)
    return [{ why: 'returned', event: record.returned.event, to: { person: owner } }]
  if (!last || stateOf(kind, record.state)?.draft) return []
  const given = givenTo(record)
  if (given && given !== last.by) return [{ why: 'assigned', event: last.event, to: { person: given } }]
  const asked = ASKS.includes(record.kind) && last.by !== owner && last.by !== SYSTEM
  return asked ? [{ why: 'answered', event: last.event, to: { person: owner } }] : []
}

/** Whose the record is: he who is named in it as the one it is about, else its author. */
const ownerOf = (record: FoldedRecord): PersonId => {
  const named = kindOf(record.kind)?.room === 'worker' ? record.fields['personId'] : undefined
  return typeof named === 'string' ? asPerson(named) : record.createdBy
}

/** The person in whose hand the record lies: only he may take its next step. */
function givenTo(record: FoldedRecord): PersonId | undefined {
  const kind = kindOf(record.kind)
  if (kind?.room !== 'quarter') return undefined
  for (const move of kind.moves) {
    if (!move.from.includes(record.state)) continue
    for (const guard of move.guards) {
      const person = guard.type === 'actorIs' ? record.fields[guard.field] : undefined
      if (typeof person === 'string') return asPerson(person)
    }
  }
  return undefined
}

const textsOf = (record: FoldedRecord, field: string): readonly string[] => {
  const value = record.fields[field]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
const toAreas = (record: FoldedRecord): readonly string[] => {
  const areas = textsOf(record, 'toAreas')
  return areas.length > 0 ? areas : [record.area]
}

/** True if it is this person's to hear. Who works in a part of the area, or in all of it, hears what is said to it. */
export const isFor = (to: Audience, person: PersonId, grants: readonly Grant[], at: number): boolean =>
  'person' in to
    ? to.person === person
    : grants.some(
        (grant) =>
          isActive(grant, at) &&
          to.roles.includes(grant.role) &&
          to.areas.some((area) => covers(area, grant.area) || covers(grant.area, area)),
      )

/** Roles that give work out and have to know whether it arrived. */
const SENDERS = ['supervisor', 'team_leader', 'town_inspector', 'officer', 'district_reviewer']

/** True for whoever wrote to others in the record, or gives out work in its area: he may see whom it reached. */
export const maySeeReached = (record: FoldedRecord, person: PersonId, grants: readonly Grant[], at: number): boolean =>
  record.createdBy === person ||
  record.chain.some(({ by }) => by === person) ||
  grants.some((grant) => isActive(grant, at) && SENDERS.includes(grant.role) && covers(grant.area, record.area))
