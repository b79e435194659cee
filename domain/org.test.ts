import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asPerson, type EventId, newEventId, SYSTEM } from './ids.ts'
import { type OrgPerson, orgOf, peopleTopics, topicsOf } from './org.ts'
import type { RoomEvent, Value } from './record/event.ts'

const publish = (topic: string, at: number, value: unknown): [EventId, RoomEvent] => [
  newEventId(at),
  { type: 'publish', topic, by: SYSTEM, role: 'system', at, value: value as Value },
]
const people = (n: number): OrgPerson[] =>
  Array.from({ length: n }, (_, i) => ({ id: asPerson(`p-${i}`), name: `示例${i}`, roles: [] }))

describe('what the server publishes for phones', () => {
  it('[ORG1] the newest value of a topic counts, in whatever order the events came', () => {
    const topic = fc.constantFrom('switches', 'calendar')
    fc.assert(
      fc.property(fc.array(fc.tuple(topic, fc.integer({ min: 1, max: 5 })), { maxLength: 10 }), (list) => {
        const events = list.map(([name, at], i) => publish(name, at, i))
        expect([...topicsOf([...events].reverse())].sort()).toEqual([...topicsOf(events)].sort())
        for (const [name, value] of topicsOf(events)) {
          const newest = Math.max(...list.filter(([one]) => one === name).map(([, at]) => at))
          expect(list[value as number]).toEqual([name, newest])
        }
      }),
      { numRuns: 2000 },
    )
  })
  it('[ORG2] many people stand in parts, each below the limit of an event, and come back whole', () => {
    const all = people(450)
    const events = [...peopleTopics(all)].map(([topic, part]) => publish(topic, 1, part))
    expect(events.length).toBe(3)
    expect(orgOf([events]).people).toEqual(all)
    const fewer = [publish('people.2', 2, [])]
    expect(orgOf([[...events, ...fewer]]).people.length).toBe(400)
  })
  it('[ORG3] rooms are read together; without a word about it the calendar is that of plain workdays', () => {
    const view = orgOf([[publish('people.0', 1, people(2))], [publish('switches', 1, [])]])
    expect(view.people.length).toBe(2)
    expect(view.calendar).toEqual(orgOf([]).calendar)
    const days = { holidays: ['2026-10-01'], makeUpDays: ['2026-10-10'] }
    expect(orgOf([[publish('calendar', 1, days)]]).calendar.makeUpDays.has('2026-10-10')).toBe(true)
  })
})
