import { type Access, accessTo, type Grant, type GrantsOf } from '../../domain/access.ts'
import { parseRoom, type Room } from '../../domain/room/names.ts'
import type { Author } from './rooms.ts'

/**
 * What a session may do in its room, looked up anew only when its grants, or those of the room's person, changed, or one
 * of its own begins or ends.
 */
export function accessWatch(name: string, now: () => number, grantsOf: GrantsOf): (author: Author) => Access {
  const room: Room | undefined = parseRoom(name)
  const owner = room?.type === 'worker' ? room.person : undefined
  let grants: readonly Grant[] | undefined
  let crew: readonly Grant[] | undefined
  let until = Number.NEGATIVE_INFINITY
  let access: Access = 'none'
  return (author) => {
    const at = now()
    const owners = owner === undefined || owner === author.person ? undefined : grantsOf(owner)
    if (author.grants !== grants || owners !== crew || at >= until) {
      grants = author.grants
      crew = owners
      until = nextChange(grants, at)
      access = room ? accessTo(room, author.person, grants, at, grantsOf) : 'none'
    }
    return access
  }
}

const nextChange = (grants: readonly Grant[], at: number): number =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...grants.flatMap(({ from, to }) => [from, to ?? from]).filter((edge) => edge > at),
  )
