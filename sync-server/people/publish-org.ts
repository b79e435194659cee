import { isActive } from '../../domain/access.ts'
import { HOUR, isoDate } from '../../domain/clock.ts'
import { asPerson, asRoom, type EventId, type RoomName } from '../../domain/ids.ts'
import type { OfficeRule } from '../../domain/office-rules.ts'
import { type OrgPerson, peopleTopics, topicsOf } from '../../domain/org.ts'
import type { RoomEvent, Value } from '../../domain/record/event.ts'
import { decodeItem } from '../../domain/room/grammar.ts'
import { roomName } from '../../domain/room/names.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { publishedCalendar } from './calendar.ts'
import type { People } from './people.ts'

/** Changes that come in a row are published together (ms). */
const TOGETHER = 50

type Topics = readonly { readonly topic: string; readonly value: Value }[]

/** What SQL says to phones: people of a street into its own room; all others, switches, rules and the calendar into `org`. */
export function orgTopics(people: Pick<People, 'everybody' | 'grantsOf' | 'organisation' | 'rules'>, now: number) {
  const rooms = new Map<RoomName, OrgPerson[]>([[asRoom('org'), []]])
  for (const { id, name, leader, firm } of people.everybody()) {
    const grants = people.grantsOf(asPerson(id))
    const roles = grants.filter((grant) => isActive(grant, now)).map(({ role, area }) => ({ role, area }))
    // Whoever worked there once keeps his name: what he wrote is still read.
    const homes = new Set(grants.map(({ area }) => roomOf(area)))
    const one: OrgPerson = { id, name, roles, ...(leader ? { leader } : {}), ...(firm ? { firm } : {}) }
    for (const room of homes) rooms.set(room, [...(rooms.get(room) ?? []), one])
  }
  return new Map(
    [...rooms].map(([room, list]): [RoomName, Topics] => {
      const parts = [...peopleTopics(list)].map(([topic, part]) => ({ topic, value: part as unknown as Value }))
      const rest = [
        { topic: 'switches', value: people.organisation.switches() as unknown as Value },
        { topic: 'rules', value: forPhones(people.rules.all(), now) as unknown as Value },
        { topic: 'calendar', value: publishedCalendar as unknown as Value },
      ]
      return [room, room === 'org' ? [...parts, ...rest] : parts]
    }),
  )
}

/** Bytes: an event holds at most 64 KB. */
const LARGEST_RULES = 56 * 1024

/** The rules that hold or are to come, and of those of before as many as an event holds, the newest first. */
function forPhones(rules: readonly OfficeRule[], now: number): readonly OfficeRule[] {
  const today = isoDate(now)
  const ended = (rule: OfficeRule): boolean => rule.validTo !== undefined && rule.validTo < today
  let left = LARGEST_RULES
  return [...rules.filter((rule) => !ended(rule)), ...rules.filter(ended)].filter((rule) => {
    left -= Buffer.byteLength(JSON.stringify(rule))
    return left >= 0
  })
}

const roomOf = (area: string): RoomName => {
  const street = /^\d{9}/.exec(area)?.[0]
  return roomName(street ? { type: 'streetOrg', area: street } : { type: 'org' })
}

/** Publishes now and after each change; only what is new is written. Resolves when the first round is. */
export async function keepPublished(
  people: People,
  rooms: Rooms,
  now: () => number,
): Promise<{ readonly settled: () => Promise<void>; readonly stop: () => void }> {
  const said = new Map<RoomName, Set<string>>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let round = publish()

  async function publish(): Promise<void> {
    for (const [room, topics] of orgTopics(people, now())) {
      const before = said.get(room) ?? (await peopleSaid(rooms, room))
      const parts = new Set(topics.map(({ topic }) => topic).filter((topic) => topic.startsWith('people.')))
      // Fewer people than before: the parts that are left over are emptied.
      const over = [...before].filter((topic) => !parts.has(topic)).map((topic) => ({ topic, value: [] }))
      const outcome = await rooms.publish(room, [...topics, ...over])
      if (outcome.ok) said.set(room, new Set([...before, ...parts]))
    }
  }
  const again = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      round = round.then(publish).catch(() => {})
    }, TOGETHER)
  }
  // Grants begin and end by the clock.
  const hourly = setInterval(again, HOUR).unref()
  const stop = people.onChanged((change) => {
    if (change.type !== 'signedOut') again()
  })
  await round
  return {
    settled: () => round,
    stop() {
      clearTimeout(timer)
      clearInterval(hourly)
      stop()
    },
  }
}

/** The parts of the list of people that a room has ever held. */
async function peopleSaid(rooms: Rooms, room: RoomName): Promise<Set<string>> {
  const events = (await rooms.log.tail(room, 0)).flatMap(({ id, bytes }): [EventId, RoomEvent][] => {
    const decoded = decodeItem(bytes)
    return decoded.ok ? [[id, decoded.value.event]] : []
  })
  return new Set([...topicsOf(events).keys()].filter((topic) => topic.startsWith('people.')))
}
