import type { EventId, PersonId } from './ids.ts'
import { bookOf } from './kinds/registry.ts'
import { roles } from './kinds/vocabulary.ts'
import type { FoldedRecord } from './record/folded.ts'
import { wordsOf } from './record/moves.ts'

/** Who has seen a notice: once, in which role, when. */
export type Seen = {
  readonly person: PersonId
  readonly role: string
  readonly at: number
  readonly event: EventId
}

/**
 * Everybody who said "seen", the first word of each. From the whole history and not from the chain of moves: of five
 * hundred who say it offline, none knows of the others.
 */
export const seenBy = (notice: FoldedRecord): readonly Seen[] =>
  wordsOf(notice).flatMap(({ id, event }): Seen[] =>
    event.move === 'seen' ? [{ person: event.by, role: event.role, at: event.at, event: id }] : [],
  )

/** Roles of the office: they hold no room in which a notice stands, read it at the server and say there that they have. */
export const officeRoles: readonly string[] = roles.flatMap(({ id, account }) =>
  account && !bookOf('tasks')?.writers.includes(id) ? [id] : [],
)

/** Published, and not past its last day (`now` in ms UTC): worth a place on today's page. */
export const isCurrent = (notice: FoldedRecord, now: number): boolean => {
  const until = notice.fields['validUntil']
  return notice.state === 'published' && !(typeof until === 'number' && until < now)
}

/** True as long as this person has to say that he has seen it, or has not yet. */
export const isUnseen = (notice: FoldedRecord, person: PersonId): boolean =>
  notice.createdBy !== person && !seenBy(notice).some((one) => one.person === person)
export const mustConfirm = (notice: FoldedRecord): boolean => notice.fields['mustConfirm'] === true
