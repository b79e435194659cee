import { describe, expect, it } from 'vitest'
import { asPerson } from '../ids.ts'
import type { Kind } from '../kinds/define.ts'
import { kindOf } from '../kinds/registry.ts'
import { bookArea, parseRoom, type Room, roomFor, roomName } from './names.ts'

const person = asPerson('assistant1')
const rooms: readonly [string, Room][] = [
  ['org', { type: 'org' }],
  ['370303005/org', { type: 'streetOrg', area: '370303005' }],
  ['370303005003/police/2026q4', { type: 'quarter', area: '370303005003', book: 'police', year: 2026, quarter: 4 }],
  ['370303005/sanitation/registry/2026', { type: 'registry', area: '370303005', book: 'sanitation', year: 2026 }],
  ['370303005003/police/private/2026', { type: 'private', area: '370303005003', year: 2026 }],
  ['worker/assistant1/2026w53', { type: 'worker', person, year: 2026, week: 53 }],
  ['track/assistant1/2027w01', { type: 'track', person, year: 2027, week: 1 }],
]
const kind = (id: string): Kind => {
  const found = kindOf(id)
  if (!found) throw new Error(`no kind ${id}`)
  return found
}

describe('room names', () => {
  it('[GRAM38] each kind of room has one name, which reads back', () => {
    for (const [name, room] of rooms) {
      expect(parseRoom(name)).toEqual(room)
      expect(roomName(room)).toBe(name)
    }
  })

  it('[GRAM39] a name of no room names nothing', () => {
    const wrong = [
      '',
      'Org',
      'org/',
      '/org',
      '370303005003/police/2026q5',
      '370303005003/police/2026q0',
      '370303005003/police/26q1',
      '370303005003/police/2026q4/',
      '370303005003/police/2026q4\n',
      '370303005003/magic/2026q4',
      '370303005003/worker/2026q4',
      '370303005003/org/2026q4',
      '370303005003/toString/2026q4',
      '370303005003/sanitation/private/2026',
      '370303005003/police/registry/2026q4',
      '../police/2026q4',
      'police/370303005003/2026q4',
      'worker/assistant1/2026w00',
      'worker/assistant1/2026w54',
      'worker/assistant1/2026w1',
      'worker//2026w01',
      'worker/a b/2026w01',
      `worker/${'a'.repeat(65)}/2026w01`,
      `3${'7'.repeat(200)}/police/2026q4`,
    ]
    for (const name of wrong) expect(parseRoom(name), name).toBeUndefined()
  })

  it('[GRAM40] a record goes to the area of its book, in the quarter of Shanghai', () => {
    const newYear = Date.UTC(2026, 11, 31, 16)
    const village = '370303005003'
    expect(roomFor(kind('home_visit'), village, person, newYear - 1)).toBe('370303005003/police/2026q4')
    expect(roomFor(kind('home_visit'), village, person, newYear)).toBe('370303005003/police/2027q1')
    expect(roomFor(kind('toilet_repair'), village, person, newYear)).toBe('370303005/sanitation/2027q1')
    expect(roomFor(kind('household'), village, person, newYear)).toBe('370303005003/police/registry/2027')
    expect(roomFor(kind('asset'), village, person, newYear)).toBe('370303005/sanitation/registry/2027')
    expect(bookArea('police', village)).toBe(village)
    expect(bookArea('tasks', village)).toBe('370303005')
  })

  it('[GRAM40] a personal record goes to the ISO week of its person, whose year is that of its Thursday', () => {
    const shift: Kind = { ...kind('home_visit'), book: 'worker', room: 'worker' }
    expect(roomFor(shift, '370303005', person, Date.UTC(2027, 0, 2))).toBe('worker/assistant1/2026w53')
    expect(roomFor({ ...shift, room: 'track' }, '370303005', person, Date.UTC(2027, 0, 4))).toBe(
      'track/assistant1/2027w01',
    )
    expect(roomFor({ ...shift, book: 'org', room: 'org' }, '370303', person, 0)).toBe('org')
  })

  it('[GRAM41] an area above the level of the book is refused with what to do', () => {
    expect(() => roomFor(kind('home_visit'), '370303005', person, 0)).toThrow(/choose one below it/)
    expect(() => roomFor(kind('asset'), '370303', person, 0)).toThrow(/"street"/)
  })
})
