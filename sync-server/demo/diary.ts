import { DAY, HOUR, MINUTE, startOfDay } from '../../domain/clock.ts'
import { type PersonId, type RoomName, SYSTEM } from '../../domain/ids.ts'
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
/**
 * What was written in one hour came in together, after its last act: one flush of the disk for many phones. Of the months
 * before the last weeks it is a day's, today each came in by itself, near enough.
 */
const TOGETHER = HOUR
const LONG_AGO = { from: 14 * DAY, together: DAY }
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
    /** Told of rooms in which nothing more is written for days: now they are worth being read. */
    readonly onQuiet: (rooms: readonly RoomName[]) => void
  },
): Promise<number> {
  const { people, rooms, now } = deps
  const total = pages.reduce((sum, page) => sum + page.drafts.length, 0)
  let written = 0

  async function send(page: Page): Promise<void> {
    const { who, drafts } = page
    const room = roomOf(page)
    const author = { person: who.person, grants: people.grantsOf(who.person) }
    const outcome =
      who.person === SYSTEM ? await rooms.writeAsServer(room, drafts) : await rooms.write(author, room, drafts)
    if (!outcome.ok || outcome.value.refused.length > 0) {
      throw new Error(`demo: ${room} refused ${JSON.stringify(outcome)}`)
    }
    written += drafts.length
  }

  const hours = hoursOf(pages, startOfDay(now))
  const quiet = quietAfter(hours)
  for (const [n, hour] of hours.entries()) {
    const last = hour.at(-1)?.at ?? now
    deps.setClock(() => Math.min(last + DELAY, now))
    await Promise.all(hour.map(send))
    deps.onProgress(written / total)
    deps.onQuiet(quiet.get(n) ?? [])
  }
  return written
}

function roomOf({ kind: id, area, owner, about }: Page): RoomName {
  const kind = kindOf(id)
  if (!kind) throw new Error(`demo: no kind ${id}`)
  return roomFor(kind, area, owner, about)
}

/** A room in which so long nothing follows is done for now. */
const QUIET = 4 * DAY

/** After which hour which rooms are quiet. */
function quietAfter(hours: readonly (readonly Page[])[]): ReadonlyMap<number, readonly RoomName[]> {
  const found = new Map<number, RoomName[]>()
  const next = new Map<RoomName, number>()
  for (let n = hours.length - 1; n >= 0; n--) {
    for (const page of hours[n]?.toReversed() ?? []) {
      const room = roomOf(page)
      if ((next.get(room) ?? Number.POSITIVE_INFINITY) > page.at + QUIET) found.set(n, [...(found.get(n) ?? []), room])
      next.set(room, page.at)
    }
  }
  return found
}

/** The pages in the order of their time, large ones in portions; those of one hour or one old day together, of today those of a minute. */
function hoursOf(pages: readonly Page[], today: number): readonly (readonly Page[])[] {
  const hours: Page[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const page of pages.toSorted((a, b) => a.at - b.at)) {
    if (page.at >= end) {
      const together = page.at >= today ? TODAY : page.at >= today - LONG_AGO.from ? TOGETHER : LONG_AGO.together
      // Days of Shanghai begin where `today` does.
      end = today + (Math.floor((page.at - today) / together) + 1) * together
      hours.push([])
    }
    for (let i = 0; i < page.drafts.length; i += BATCH) {
      hours.at(-1)?.push({ ...page, drafts: page.drafts.slice(i, i + BATCH) })
    }
  }
  return hours
}
