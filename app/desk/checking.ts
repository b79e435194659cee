import type { RecordRow } from '../../domain/api.ts'
import type { Kind, Move } from '../../domain/kinds/define.ts'
import { kindOf, listedKinds, stateOf } from '../../domain/kinds/registry.ts'
import type { Offered } from '../../domain/record/moves.ts'

/**
 * A step that is somebody else's look at the work: it leads on to a main state, asks for no reason, and its author may
 * not be the author of what came before.
 */
const isCheck = (kind: Kind, move: Move): boolean =>
  !move.needsReason &&
  !move.by.includes('system') &&
  !stateOf(kind, move.to)?.side &&
  move.from.some((from) => isAhead(kind, from, move.to)) &&
  move.guards.some((guard) => guard.type === 'notAuthorOf')

const isAhead = (kind: Kind, from: string, to: string): boolean => {
  const at = (id: string) => kind.states.findIndex((state) => state.id === id)
  return at(to) > at(from) || stateOf(kind, from)?.side === true
}

const statesOf = (kind: Kind, roles: readonly string[]): readonly string[] =>
  kind.moves
    .filter((move) => isCheck(kind, move) && move.by.some((role) => roles.includes(role)))
    .flatMap((move) => move.from)

/** The states in which records wait for a check by one of these roles; of one kind, or of all (`''`). */
export function checkStates(roles: readonly string[], kindId: string): readonly string[] {
  const kinds = listedKinds().filter((kind) => kindId === '' || kind.id === kindId)
  return [...new Set(kinds.flatMap((kind) => statesOf(kind, roles)))]
}

/** A state's name may mean another thing in another kind; and nobody checks his own records. */
export function isForChecker(row: RecordRow, roles: readonly string[], person: string): boolean {
  const kind = kindOf(row.kind)
  return kind !== undefined && row.createdBy !== person && statesOf(kind, roles).includes(row.state)
}

/** Something about the record wants a look before it is verified. */
export const hasDoubt = (row: RecordRow): boolean =>
  row.marks.length > 0 ||
  row.conflicts.length > 0 ||
  row.problems > 0 ||
  row.held > 0 ||
  row.card !== 'none' ||
  row.photosArrived < row.photosExpected

/** The check among the steps that a person may take now, if nothing stands against it. */
export const checkOf = (kind: Kind, offered: readonly Offered[]): Offered | undefined =>
  offered.find((offer) => isCheck(kind, offer.move) && !offer.blocked && offer.missing.length === 0)
