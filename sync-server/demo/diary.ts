import { SYSTEM } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { roomFor } from '../../domain/room/names.ts'
import type { People } from '../people/people.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { Actor, Draft } from './pen.ts'

/** One batch, as a phone sends it: `at` = when it goes, `about` = the time of the record, whose room it goes to. */
export type Page = {
  readonly who: Actor
  readonly kind: string
  readonly area: string
  readonly at: number
  readonly about: number
  readonly drafts: readonly Draft[]
}
export type Diary = { readonly pages: readonly Page[]; add(page: Omit<Page, 'about'> & { about?: number }): void }

export function newDiary(): Diary {
  const pages: Page[] = []
  return { pages, add: ({ about, ...page }) => void pages.push({ ...page, about: about ?? page.at }) }
}

const BATCH = 200

/**
 * Writes the days in their order through the ordinary append, each batch received half a second after its last act.
 * Anything refused ends the start.
 */
export async function writeDiary(
  pages: readonly Page[],
  deps: {
    readonly people: People
    readonly rooms: Rooms
    readonly now: number
    readonly setClock: (now: () => number) => void
    /** Told after each batch how much of all is written. */
    readonly onProgress: (share: number) => void
  },
): Promise<number> {
  const { people, rooms, now } = deps
  const inOrder = pages.toSorted((a, b) => a.at - b.at)
  const total = pages.reduce((sum, page) => sum + page.drafts.length, 0)
  let written = 0
  for (const { who, kind: id, area, at, about, drafts } of inOrder) {
    const kind = kindOf(id)
    if (!kind) throw new Error(`demo: no kind ${id}`)
    deps.setClock(() => Math.min(at + 500, now))
    const room = roomFor(kind, area, who.person, about)
    for (let i = 0; i < drafts.length; i += BATCH) {
      const batch = drafts.slice(i, i + BATCH)
      const author = { person: who.person, grants: people.grantsOf(who.person) }
      const outcome =
        who.person === SYSTEM ? await rooms.writeAsServer(room, batch) : await rooms.write(author, room, batch)
      if (!outcome.ok || outcome.value.refused.length > 0) {
        throw new Error(`demo: ${room} refused ${JSON.stringify(outcome)}`)
      }
      written += batch.length
      deps.onProgress(written / total)
    }
  }
  return written
}
