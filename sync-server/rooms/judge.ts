import { covers, type GrantsOf, heldReason } from '../../domain/access.ts'
import type { HeldReason } from '../../domain/api.ts'
import { isoWeekOf, quarterOf } from '../../domain/clock.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { checkEvent } from '../../domain/record/check-event.ts'
import type { ClientEvent } from '../../domain/record/event.ts'
import { decodeItem, type Item } from '../../domain/room/grammar.ts'
import { bookArea, type Room } from '../../domain/room/names.ts'
import type { RefusalCode } from '../../domain/room/protocol.ts'
import type { Author } from './rooms.ts'

export type Verdict = { readonly code: RefusalCode } | { readonly held?: HeldReason }

/** Shape, author and permission of one item: refused, held, or taken. */
export function judge(
  author: Author,
  room: Room,
  item: Pick<Item, 'bytes'>,
  receivedAt: number,
  grantsOf: GrantsOf,
): Verdict {
  const decoded = decodeItem(item.bytes)
  if (!decoded.ok) return { code: decoded.problem.code === 'tooLarge' ? 'tooLarge' : 'form' }
  const checked = checkEvent(decoded.value.event)
  if (!checked.ok) return { code: 'form' }
  if (checked.value.by !== author.person) return { code: 'notYours' }
  if (!belongs(room, checked.value)) return { code: 'wrongRoom' }
  const held = heldReason(room, checked.value, author.person, author.grants, receivedAt, grantsOf)
  return held ? { held } : {}
}

/** A record of a known kind is created only in a room of its book and area; what we do not know, we keep. */
function belongs(room: Room, event: ClientEvent): boolean {
  const kind = event.type === 'create' ? kindOf(event.kind) : undefined
  if (event.type !== 'create' || !kind) return true
  if (kind.room !== room.type) return false
  if (!('area' in room)) return true
  if ('book' in room && room.book !== kind.book) return false
  const own = bookArea(kind.book, event.area)
  return own === room.area || covers(own, room.area)
}

const QUARTERS = 4
const WEEKS = 53

/** True for the room of now and its two neighbours in time: others are not opened, only written on if they are there. */
export function isPresent(room: Room, at: number): boolean {
  switch (room.type) {
    case 'org':
    case 'streetOrg':
      return true
    case 'registry':
    case 'private':
      return Math.abs(room.year - quarterOf(at).year) <= 1
    case 'quarter': {
      const now = quarterOf(at)
      return Math.abs(room.year * QUARTERS + room.quarter - (now.year * QUARTERS + now.quarter)) <= 1
    }
    case 'worker':
    case 'track': {
      const now = isoWeekOf(at)
      const apart = Math.abs(room.year * WEEKS + room.week - (now.year * WEEKS + now.week))
      return apart <= 2
    }
  }
}
