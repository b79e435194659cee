import type { EventId, PersonId } from '../ids.ts'
import type { Kind, Move } from '../kinds/define.ts'
import type { OrgSwitch } from '../org.ts'
import type { MoveEvent } from './event.ts'
import type { FoldedRecord, MoveRefusal } from './folded.ts'
import { refusals, type Situation } from './guards.ts'
import { againstOthers, type Others } from './others.ts'
import { photoWord } from './photo-switch.ts'

/** What a person can still bring so that the move counts. */
export type Missing =
  | { readonly type: 'field'; readonly field: string }
  | { readonly type: 'photo'; readonly label: string; readonly have: number; readonly min: number }
  | { readonly type: 'items'; readonly field: string; readonly have: number; readonly min: number }

/** A move that the record's state and one of the person's roles allow. `blocked`: he cannot mend it himself. */
export type Offered = {
  readonly move: Move
  readonly role: string
  readonly missing: readonly Missing[]
  readonly blocked?: MoveRefusal
}

/** `switches`: what he has heard of what the office may ask; without it the record's own word counts. */
export type Actor = {
  readonly person: PersonId
  readonly roles: readonly string[]
  readonly switches?: readonly OrgSwitch[]
}

/** Moves that count and are no steps: what each person said once for himself. */
export function wordsOf(record: FoldedRecord): readonly { readonly id: EventId; readonly event: MoveEvent }[] {
  const steps = new Set(record.chain.map(({ event }) => event))
  return record.history.flatMap(({ id, event, effective }) =>
    event.type === 'move' && effective && !steps.has(id) ? [{ id, event }] : [],
  )
}

/** The record as it stands now, for the guards of its next move. */
export function situationOf(kind: Kind, record: FoldedRecord): Situation {
  const photos = new Map<string, number>()
  for (const { label } of record.photos) photos.set(label, (photos.get(label) ?? 0) + 1)
  const chain = [
    { move: 'create', by: record.createdBy, at: record.createdAt },
    ...record.chain,
    ...wordsOf(record).map(({ event }) => event),
  ]
  return { kind, state: record.state, fields: record.fields, chain, photos }
}

/**
 * The moves that lead on from the record's state, each in the role of the person that it fits best, judged by the
 * guards of the fold at `now` (ms UTC), and by the other records that are at hand. Whether a note is asked for says `move.needsReason`; it is not among `missing`.
 */
export function offeredMoves(
  kind: Kind,
  record: FoldedRecord,
  who: Actor,
  now: number,
  others?: Others,
): readonly Offered[] {
  const situation = situationOf(kind, record)
  const under = (role: string, move: Move): Situation => {
    const word = who.switches && photoWord(kind, move.id, record, { switches: who.switches, role, at: now })
    return word ? { ...situation, fields: { ...situation.fields, ...word } } : situation
  }
  return kind.moves.flatMap((move) => {
    if (!move.from.includes(record.state)) return []
    const offers = who.roles
      .filter((role) => role !== 'system' && (move.by.includes(role) || move.by.includes('any')))
      .map((role) => offerIn(role, move, under(role, move), who.person, now))
    const offer = offers.find((one) => !one.blocked && one.missing.length === 0) ?? offers[0]
    if (!offer) return []
    const against = offer.blocked ?? (others && againstOthers(move, kind, record, others)[0])
    return against ? { ...offer, blocked: against } : offer
  })
}

function offerIn(role: string, move: Move, situation: Situation, by: PersonId, at: number): Offered {
  const missing: Missing[] = []
  let blocked: MoveRefusal | undefined
  for (const refusal of refusals(move, { by, role, at, note: '-' }, situation)) {
    const lack = missingOf(refusal)
    if (lack) missing.push(...lack.filter((one) => !missing.some((other) => isSame(one, other))))
    else blocked ??= refusal
  }
  return { move, role, missing, ...(blocked ? { blocked } : {}) }
}

/** What has to be brought to lift a refusal; undefined for one that the person cannot lift. */
function missingOf(refusal: MoveRefusal): readonly Missing[] | undefined {
  switch (refusal.type) {
    case 'MissingFields':
      return refusal.fields.map((field) => ({ type: 'field', field }))
    case 'MissingPhoto':
      return [{ type: 'photo', label: refusal.label, have: refusal.have, min: refusal.min }]
    case 'TooFew':
      return [{ type: 'items', field: refusal.field, have: refusal.have, min: refusal.min }]
    default:
      return undefined
  }
}

const isSame = (a: Missing, b: Missing): boolean =>
  a.type === b.type &&
  (a.type === 'photo' ? b.type === 'photo' && a.label === b.label : b.type !== 'photo' && a.field === b.field)
