import { type Access, accessTo, type Grant } from '../../domain/access.ts'
import { parseRoom, type Room } from '../../domain/room/names.ts'
import type { Author } from './rooms.ts'

/** What a session may do in its room, looked up anew only when its grants changed or one of them begins or ends. */
export function accessWatch(name: string, now: () => number): (author: Author) => Access {
  const room: Room | undefined = parseRoom(name)
  let grants: readonly Grant[] | undefined
  let until = Number.NEGATIVE_INFINITY
  let access: Access = 'none'
  return (author) => {
    const at = now()
    if (author.grants !== grants || at >= until) {
      grants = author.grants
      until = nextChange(grants, at)
      access = room ? accessTo(room, author.person, grants, at) : 'none'
    }
    return access
  }
}

const nextChange = (grants: readonly Grant[], at: number): number =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...grants.flatMap(({ from, to }) => [from, to ?? from]).filter((edge) => edge > at),
  )
