import type { BulkAnswer, BulkRequest, MeAnswer, RecordAnswer, RecordRow } from '../../../domain/api.ts'
import type { PersonId } from '../../../domain/ids.ts'
import { type BulkEvent, type NewWeek, plannerRole, rosterEvents } from '../../../domain/roster-week.ts'
import { post, request } from '../../state/api.ts'
import type { Key } from '../../words/zh.ts'

/** People of one request: three events each at most, well below what a request may hold. */
const PART = 100
const AT_ONCE = 6

export type PublishEnd = {
  readonly problem?: Key
  /** Whose week the server did not take: they are not in the planner's area now. */
  readonly refused: readonly PersonId[]
}

/** What was made for whom before, and where it is kept before it goes out. */
type Made = {
  readonly known: (person: PersonId) => readonly BulkEvent[] | undefined
  readonly keep: (events: ReadonlyMap<PersonId, readonly BulkEvent[]>) => Promise<void>
}

/**
 * Publishes weeks in parts. What was sent keeps its ids until the plan itself changes: after a cut, also one that took
 * the page with it, the same is sent again, and the server stores it once.
 */
export function createPublisher(me: MeAnswer, made: Made) {
  async function eventsFor(week: NewWeek, monday: string, before: readonly RecordRow[], reason: string) {
    const known = made.known(week.person)
    if (known) return known
    const at = Date.now()
    const role = plannerRole(me.grants, week.area)
    if (!role) return []
    const replaced = []
    for (const { room, id } of before) {
      const answer = await request<RecordAnswer>(`/api/records/${encodeURIComponent(room)}/${id}`)
      if (!answer.ok) return undefined
      if (answer.value.record.state === 'published') replaced.push({ id, room, heads: answer.value.record.heads })
    }
    return rosterEvents(week, monday, replaced, { person: me.person.id, role, at, reason })
  }

  /** `onDone` hears of the people whose week is on disk. */
  return async function publish(
    weeks: readonly NewWeek[],
    monday: string,
    published: ReadonlyMap<PersonId, readonly RecordRow[]>,
    reason: string,
    onDone: (people: readonly PersonId[]) => void,
  ): Promise<PublishEnd> {
    const refused: PersonId[] = []
    for (let at = 0; at < weeks.length; at += PART) {
      const part = weeks.slice(at, at + PART)
      const events: (readonly BulkEvent[])[] = []
      for (let i = 0; i < part.length; i += AT_ONCE) {
        const some = part.slice(i, i + AT_ONCE)
        const found = await Promise.all(
          some.map((week) => eventsFor(week, monday, published.get(week.person) ?? [], reason)),
        )
        for (const one of found) {
          if (!one) return { problem: 'deskNoNetwork', refused }
          events.push(one)
        }
      }
      await made.keep(new Map(part.map(({ person }, i) => [person, events[i] ?? []])))
      const all = events.flat()
      const outcomes = new Map<string, string>()
      if (all.length > 0) {
        const answer = await post<BulkAnswer>('/api/events/bulk', { events: all } satisfies BulkRequest)
        if (!answer.ok) return { problem: answer.problem.status === 401 ? 'deskSignIn' : 'deskNoNetwork', refused }
        for (const { id, outcome } of answer.value.outcomes) outcomes.set(id, outcome)
      }
      const isIn = (one: readonly BulkEvent[]) =>
        one.every(({ id }) => ['stored', 'held'].includes(outcomes.get(id) ?? ''))
      const later = part.some((_, i) => events[i]?.some(({ id }) => outcomes.get(id) === 'unavailable'))
      const written = part.filter((_, i) => events[i]?.length && isIn(events[i] as readonly BulkEvent[]))
      onDone(written.map(({ person }) => person))
      if (later) return { problem: 'deskReadOnly', refused }
      refused.push(...part.filter((week) => !written.includes(week)).map(({ person }) => person))
    }
    return { refused }
  }
}
