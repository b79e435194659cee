import { type Calendar, plainCalendar } from './calendar.ts'
import type { EventId, PersonId } from './ids.ts'
import type { OfficeRule } from './office-rules.ts'
import type { RoomEvent, Value } from './record/event.ts'

/** What the server publishes into `org` and `{street}/org`: how a phone knows names and rules without a network. */

export type OrgPerson = {
  readonly id: PersonId
  readonly name: string
  readonly roles: readonly { readonly role: string; readonly area: string }[]
  /** Whose team this one belongs to. */
  readonly leader?: PersonId
  /** The outside firm that this one works for; none for the office's own people. */
  readonly firm?: string
}
/** A switch of the office, with the ground on which it was turned on. */
export type OrgSwitch = {
  readonly id: string
  readonly book: string
  readonly area: string
  /** Only for this role; none = for all who write in the book. */
  readonly role?: string
  readonly on: boolean
  readonly ground?: string
  readonly from: number
}
/** One word about a switch, and whose. */
export type SwitchWord = OrgSwitch & { readonly by: PersonId }
export type OrgView = {
  readonly people: readonly OrgPerson[]
  readonly switches: readonly OrgSwitch[]
  readonly calendar: Calendar
  /** What the office laid down beside the rules of domain/plan.ts: those in force, those to come, those of before. */
  readonly rules: readonly OfficeRule[]
}

/** Days as ISO dates; sets do not travel. */
export type PublishedCalendar = { readonly holidays: readonly string[]; readonly makeUpDays: readonly string[] }

const calendarOf = ({ holidays, makeUpDays }: PublishedCalendar): Calendar => ({
  holidays: new Set(holidays),
  makeUpDays: new Set(makeUpDays),
})

/** People of a topic's part: an event holds at most 64 KB. */
const PART = 200

/** Topics are `people.0`, `people.1`, …, `switches`, `calendar`, `rules`. An empty part takes back what stood in it. */
export const peopleTopics = (people: readonly OrgPerson[]): ReadonlyMap<string, readonly OrgPerson[]> => {
  const parts = new Map<string, readonly OrgPerson[]>([['people.0', people.slice(0, PART)]])
  for (let at = PART; at < people.length; at += PART) parts.set(`people.${at / PART}`, people.slice(at, at + PART))
  return parts
}

/** The newest value of each topic, by (`at`, id): in whatever order the events came. */
export function topicsOf(events: Iterable<readonly [EventId, RoomEvent]>): ReadonlyMap<string, Value> {
  const newest = new Map<string, { at: number; id: EventId; value: Value }>()
  for (const [id, event] of events) {
    if (event.type !== 'publish') continue
    const known = newest.get(event.topic)
    if (known && (known.at > event.at || (known.at === event.at && known.id > id))) continue
    newest.set(event.topic, { at: event.at, id, value: event.value })
  }
  return new Map([...newest].map(([topic, { value }]) => [topic, value]))
}

/** What the `org` rooms that a phone holds say together. */
export function orgOf(rooms: Iterable<Iterable<readonly [EventId, RoomEvent]>>): OrgView {
  const people = new Map<PersonId, OrgPerson>()
  let switches: readonly OrgSwitch[] = []
  let calendar = plainCalendar
  let rules: readonly OfficeRule[] = []
  for (const events of rooms) {
    for (const [topic, value] of topicsOf(events)) {
      if (topic.startsWith('people.')) {
        for (const person of value as unknown as readonly OrgPerson[]) people.set(person.id, person)
      } else if (topic === 'switches') switches = value as unknown as readonly OrgSwitch[]
      else if (topic === 'rules') rules = value as unknown as readonly OfficeRule[]
      else if (topic === 'calendar') calendar = calendarOf(value as unknown as PublishedCalendar)
    }
  }
  return { people: [...people.values()], switches, calendar, rules }
}
