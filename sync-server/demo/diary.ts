import { HOUR, MINUTE, startOfDay } from '../../domain/clock.ts'
import { type PersonId, SYSTEM } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { roomFor } from '../../domain/room/names.ts'
import type { People } from '../people/people.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { Actor, Draft } from './pen.ts'

/**
 * One batch, as a phone sends it: `at` = when it goes, `about` = the time of the record, whose room it goes to, `owner` =
 * whose worker room it is.
 */
export type Page = {
  readonly who: Actor
  readonly kind: string
  readonly area: string
  readonly at: number
  readonly about: number
  readonly owner: PersonId
  readonly drafts: readonly Draft[]
}
type Added = Omit<Page, 'about' | 'owner'> & { readonly about?: number; readonly owner?: PersonId }
export type Diary = { readonly pages: readonly Page[]; add(page: Added): void }

export function newDiary(): Diary {
  const pages: Page[] = []
  return {
    pages,
    add: ({ about, owner, ...page }) =>
      void pages.push({ ...page, about: about ?? page.at, owner: owner ?? page.who.person }),
  }
}

const BATCH = 200
/** What was written in one hour came in together, after its last act: one flush of the disk for many phones. */
const TOGETHER = HOUR
/** Today each came in by itself, near enough. */
const TODAY = MINUTE
const DELAY = 500

/**
 * Writes the days in their order through the ordinary append. Anything refused ends the start.
 */
export async function writeDiary(
  pages: readonly Page[],
  deps: {
    readonly people: People
    readonly rooms: Rooms
    readonly now: number
    readonly setClock: (now: () => number) => void
    /** Told after each hour of the diary how much of all is written. */
    readonly onProgress: (share: number) => void
  },
): Promise<number> {
  const { people, rooms, now } = deps
  const total = pages.reduce((sum, page) => sum + page.drafts.length, 0)
  let written = 0

  async function send({ who, kind: id, area, owner, about, drafts }: Page): Promise<void> {
    const kind = kindOf(id)
    if (!kind) throw new Error(`demo: no kind ${id}`)
    const room = roomFor(kind, area, owner, about)
    const author = { person: who.person, grants: people.grantsOf(who.person) }
    const outcome =
      who.person === SYSTEM ? await rooms.writeAsServer(room, drafts) : await rooms.write(author, room, drafts)
    if (!outcome.ok || outcome.value.refused.length > 0) {
      throw new Error(`demo: ${room} refused ${JSON.stringify(outcome)}`)
    }
    written += drafts.length
  }

  for (const hour of hoursOf(pages, startOfDay(now))) {
    const last = hour.at(-1)?.at ?? now
    deps.setClock(() => Math.min(last + DELAY, now))
    await Promise.all(hour.map(send))
    deps.onProgress(written / total)
  }
  return written
}

/** The pages in the order of their time, large ones in portions; those of one hour together, of today those of a minute. */
function hoursOf(pages: readonly Page[], today: number): readonly (readonly Page[])[] {
  const hours: Page[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const page of pages.toSorted((a, b) => a.at - b.at)) {
    if (page.at >= end) {
      const together = page.at < today ? TOGETHER : TODAY
      end = (Math.floor(page.at / together) + 1) * together
      hours.push([])
    }
    for (let i = 0; i < page.drafts.length; i += BATCH) {
      hours.at(-1)?.push({ ...page, drafts: page.drafts.slice(i, i + BATCH) })
    }
  }
  return hours
}
