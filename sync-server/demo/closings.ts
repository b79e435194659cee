import { startOfDay } from '../../domain/clock.ts'
import { createOf, type RecordId, recordOf, SYSTEM } from '../../domain/ids.ts'
import { kindOf, stateOf } from '../../domain/kinds/registry.ts'
import type { MoveEvent, RoomEvent } from '../../domain/record/event.ts'
import { foldRecord } from '../../domain/record/fold.ts'
import { systemMoveOf } from '../../domain/record/system-move.ts'
import { roomFor } from '../../domain/room/names.ts'
import type { People } from '../people/people.ts'
import { derivedId } from '../rooms/derived-id.ts'
import type { Diary, Page } from './diary.ts'
import { type Draft, theSystem } from './pen.ts'

/** Kinds in which nothing is ever left to the server need no look. */
const hasOwed = (kind: string): boolean => kindOf(kind)?.moves.some(({ system }) => system) ?? false

/** Received half a second after it was written, as the diary is. */
const DELAY = 500

/**
 * What the server itself would have written in those weeks: visits that nobody sampled are closed after seven days. The
 * ids are those that the running server makes, so that it finds nothing left to do.
 */
export function addClosings(diary: Diary, people: People, now: number): void {
  const pagesOf = new Map<RecordId, { page: Page; draft: Draft }[]>()
  const roles = new Map<string, readonly string[]>([[SYSTEM, ['system']]])
  const held = ({ event: { by, role } }: Draft): boolean => {
    const own = roles.get(by) ?? people.grantsOf(by).map((grant) => grant.role)
    roles.set(by, own)
    return !own.includes(role)
  }
  for (const page of diary.pages) {
    if (!hasOwed(page.kind)) continue
    for (const draft of page.drafts) {
      if (held(draft)) continue
      const record = draft.event.type === 'create' ? recordOf(draft.id) : draft.event.record
      const known = pagesOf.get(record)
      if (known) known.push({ page, draft })
      else pagesOf.set(record, [{ page, draft }])
    }
  }
  const days = new Map<string, Pick<Page, 'kind' | 'area' | 'about' | 'owner'> & { drafts: Draft[] }>()
  for (const [record, drafts] of pagesOf) {
    const events = new Map<Draft['id'], RoomEvent>(drafts.map(({ draft }) => [draft.id, draft.event]))
    const received = new Map(drafts.map(({ page, draft }) => [draft.id, Math.min(page.at + DELAY, now)]))
    const page = drafts.find(({ draft }) => draft.id === createOf(record))?.page
    for (;;) {
      const folded = foldRecord(record, events)
      const kind = folded && kindOf(folded.kind)
      const next = kind && systemMoveOf(kind, folded, (event) => received.get(event))
      if (!page || !kind || !next || next.at > now) break
      const room = roomFor(kind, page.area, page.owner, page.about)
      const { move, at, cause } = next
      const base = folded.heads
      const event: MoveEvent = {
        type: 'move',
        record,
        by: SYSTEM,
        role: 'system',
        at,
        base,
        move: move.id,
        to: move.to,
      }
      const draft = { id: derivedId(at, room, record, move.id, cause), event }
      if (events.has(draft.id)) break
      events.set(draft.id, event)
      received.set(draft.id, at + DELAY)
      const day = `${room} ${startOfDay(at)}`
      const own = days.get(day) ?? { kind: kind.id, area: page.area, about: page.about, owner: page.owner, drafts: [] }
      own.drafts.push(draft)
      days.set(day, own)
      // What has ended needs no second look.
      if (stateOf(kind, move.to)?.final) break
    }
  }
  // A day's closings of a room in one batch, at the last of them.
  for (const { drafts, ...own } of days.values()) {
    diary.add({ ...own, who: theSystem, at: Math.max(...drafts.map(({ event }) => event.at)), drafts })
  }
}
