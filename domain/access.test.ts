import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Access, accessTo, type Grant, heldReason, roomsOf } from './access.ts'
import { DAY, HOUR } from './clock.ts'
import { asPerson, newEventId } from './ids.ts'
import { roles } from './kinds/vocabulary.ts'
import type { ClientEvent } from './record/event.ts'
import { parseRoom, type Room } from './room/names.ts'

const NOW = Date.parse('2026-11-25T10:00:00+08:00')
const me = asPerson('p-me')

/** Rooms of each sort, in the areas 潘苑 ⊂ 科苑街道 ⊂ 张店区, in a neighbouring village, in another street. */
const ROOMS = {
  police: '370303005003/police/2026q4',
  'police next door': '370303005004/police/2026q4',
  'police elsewhere': '370303008200/police/2026q4',
  homes: '370303005003/police/registry/2026',
  private: '370303005003/police/private/2026',
  posts: '370303005003/posts/2026q4',
  sanitation: '370303005/sanitation/2026q4',
  'sanitation elsewhere': '370303008/sanitation/2026q4',
  assets: '370303005/sanitation/registry/2026',
  'assets elsewhere': '370303008/sanitation/registry/2026',
  rural: '370303005003/rural/2026q4',
  'rural elsewhere': '370303008200/rural/2026q4',
  tasks: '370303005/tasks/2026q4',
  'tasks elsewhere': '370303008/tasks/2026q4',
  service: '370303D01/service/2026q4',
  'service elsewhere': '370303D02/service/2026q4',
  review: '370303/review/2026q4',
  org: 'org',
  'street org': '370303005/org',
  'street org elsewhere': '370303008/org',
  'my week': 'worker/p-me/2026w48',
  'a colleague’s week': 'worker/p-other/2026w48',
  'my track': 'track/p-me/2026w48',
  'a colleague’s track': 'track/p-other/2026w48',
} as const
type Name = keyof typeof ROOMS

// Written by hand from the table of books and areas, not from the code: who writes where, everything else being closed.
const VILLAGE_POLICE: readonly Name[] = ['police', 'homes', 'private', 'posts', 'assets', 'tasks']
const STREET_WORK: readonly Name[] = ['sanitation', 'assets', 'tasks']
const EVERY_VILLAGE_ROOM: readonly Name[] = ['police', 'police next door', 'homes', 'posts', 'rural']
const WRITES: readonly (readonly [role: string, area: string, rooms: readonly Name[]])[] = [
  ['assistant', '370303005003', VILLAGE_POLICE],
  ['officer', '370303005003', VILLAGE_POLICE],
  ['cleaner', '370303005', STREET_WORK],
  ['team_leader', '370303005', STREET_WORK],
  ['driver', '370303005', STREET_WORK],
  ['station_operator', '370303005', STREET_WORK],
  ['toilet_keeper', '370303005', STREET_WORK],
  ['maintainer', '370303005', STREET_WORK],
  ['contractor', '370303005', [...STREET_WORK, 'rural']],
  ['village_staff', '370303008200', ['rural elsewhere', 'assets elsewhere', 'tasks elsewhere']],
  ['river_patrol', '370303008200', ['rural elsewhere', 'assets elsewhere', 'tasks elsewhere']],
  ['electrician', '370303008200', ['rural elsewhere', 'assets elsewhere', 'tasks elsewhere']],
  ['town_inspector', '370303008', ['sanitation elsewhere', 'assets elsewhere', 'rural elsewhere', 'tasks elsewhere']],
  ['finance', '370303008', ['rural elsewhere']],
  [
    'district_reviewer',
    '370303',
    [
      'sanitation',
      'sanitation elsewhere',
      'assets',
      'assets elsewhere',
      'rural',
      'rural elsewhere',
      'tasks',
      'tasks elsewhere',
    ],
  ],
  ['guard', '370303005003', ['posts', 'assets', 'tasks']],
  ['service_agent', '370303D01', ['service', 'review']],
  ['window_officer', '370303D01', ['service', 'review']],
  ['dept_reviewer', '370303D02', ['service elsewhere', 'review']],
  ['supervisor', '370303005', [...EVERY_VILLAGE_ROOM, 'sanitation', 'assets', 'tasks']],
  [
    'supervisor',
    '370303',
    [
      ...EVERY_VILLAGE_ROOM,
      'police elsewhere',
      'sanitation',
      'sanitation elsewhere',
      'assets',
      'assets elsewhere',
      'rural elsewhere',
      'tasks',
      'tasks elsewhere',
      'service',
      'service elsewhere',
      'review',
    ],
  ],
  ['auditor', '370303', []],
  ['admin', '370303', []],
]
const OWN: readonly Name[] = ['my week', 'my track']
const READS: { readonly [area: string]: readonly Name[] } = {
  '370303': ['org', 'street org', 'street org elsewhere'],
  '370303005': ['org', 'street org'],
  '370303005003': ['org', 'street org'],
  '370303008': ['org', 'street org elsewhere'],
  '370303008200': ['org', 'street org elsewhere'],
  '370303D01': ['org'],
  '370303D02': ['org'],
}

const room = (name: Name): Room => {
  const parsed = parseRoom(ROOMS[name])
  if (!parsed) throw new Error(`no room: ${ROOMS[name]}`)
  return parsed
}
const grant = (role: string, area: string, from = 0, to?: number): Grant => ({
  person: me,
  role,
  area,
  from,
  ...(to === undefined ? {} : { to }),
})
const visit = (at: number, role: string, anchor?: readonly [number, number]): ClientEvent => ({
  type: 'remark',
  record: newEventId(NOW) as never,
  by: me,
  role,
  at,
  text: 'x',
  ...(anchor ? { anchor } : {}),
})

describe('who may read and write what', () => {
  it('[ACC1] every role that has an account stands in the table', () => {
    expect([...new Set(WRITES.map(([role]) => role))].sort()).toEqual(
      roles
        .filter((role) => role.account)
        .map((role) => role.id)
        .sort(),
    )
  })
  describe.each(WRITES)('[ACC2] %s of %s', (role, area, writes) => {
    it.each(Object.keys(ROOMS) as Name[])('%s', (name) => {
      const expected: Access =
        writes.includes(name) || OWN.includes(name) ? 'write' : READS[area]?.includes(name) ? 'read' : 'none'
      expect(accessTo(room(name), me, [grant(role, area)], NOW)).toBe(expected)
    })
  })
  it('[ACC3] without a grant that runs now nothing opens, not even one’s own week', () => {
    for (const name of Object.keys(ROOMS) as Name[]) {
      expect(accessTo(room(name), me, [], NOW)).toBe('none')
      expect(accessTo(room(name), me, [grant('supervisor', '370303', 0, NOW)], NOW)).toBe('none')
      expect(accessTo(room(name), me, [grant('supervisor', '370303', NOW + 1)], NOW)).toBe('none')
    }
  })
  it('[ACC4] one more grant never takes anything away, and grants add up to the best of them', () => {
    const rank = { none: 0, read: 1, write: 2 }
    const one = fc.constantFrom(...WRITES).map(([role, area]) => grant(role, area))
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 4 }),
        one,
        fc.constantFrom(...(Object.keys(ROOMS) as Name[])),
        (grants, more, name) => {
          const of = (list: readonly Grant[]) => rank[accessTo(room(name), me, list, NOW)]
          return of([...grants, more]) === Math.max(of(grants), of([more]), ...grants.map((each) => of([each])))
        },
      ),
      { numRuns: 10_000 },
    )
  })
  it('[ACC5] the role and the area of the time of writing count; what was allowed then and is no more, is held', () => {
    const [left, police] = [NOW - HOUR, room('police')]
    const grants = [grant('assistant', '370303005003', NOW - 90 * DAY, left)]
    expect(heldReason(police, visit(left - 1, 'assistant'), me, grants, left - 1)).toBeUndefined()
    expect(heldReason(police, visit(left - 1, 'assistant'), me, grants, NOW)).toBe('areaNotGranted')
    expect(heldReason(police, visit(left, 'assistant'), me, grants, NOW)).toBe('roleNotHeld')
    expect(heldReason(police, visit(left - 1, 'officer'), me, grants, left - 1)).toBe('roleNotHeld')
    expect(heldReason(room('police next door'), visit(left - 1, 'assistant'), me, grants, left - 1)).toBe(
      'areaNotGranted',
    )
  })
  it('[ACC6] nobody claims a time at which he was still allowed: it is clipped to the last server time he knew', () => {
    const grants = [grant('assistant', '370303005003', 0, NOW - DAY)]
    const claimed = visit(NOW - 2 * DAY, 'assistant', [NOW - HOUR, 1000])
    expect(heldReason(room('police'), claimed, me, grants, NOW)).toBe('roleNotHeld')
    const future = visit(NOW + 900 * DAY, 'assistant')
    expect(heldReason(room('police'), future, me, [grant('assistant', '370303005003')], NOW)).toBeUndefined()
  })
  it('[ACC7] the rooms that a phone is told are exactly such as it may open, of this quarter and the last, each once', () => {
    for (const [role, area] of WRITES) {
      const grants = [grant(role, area)]
      const told = roomsOf(me, grants, NOW)
      expect(new Set(told.map(({ name }) => name)).size).toBe(told.length)
      for (const { name, access } of told) expect(accessTo(parseRoom(name) as Room, me, grants, NOW)).toBe(access)
    }
    const names = (role: string, area: string) => roomsOf(me, [grant(role, area)], NOW).map(({ name }) => name)
    expect(names('assistant', '370303005003')).toEqual([
      'org',
      '370303005/org',
      '370303005003/police/registry/2026',
      '370303005003/police/private/2026',
      '370303005003/police/2026q4',
      '370303005003/police/2026q3',
      '370303005003/posts/registry/2026',
      '370303005003/posts/2026q4',
      '370303005003/posts/2026q3',
      '370303005/sanitation/registry/2026',
      '370303005/tasks/registry/2026',
      '370303005/tasks/2026q4',
      '370303005/tasks/2026q3',
    ])
    expect(names('dept_reviewer', '370303D02')).toContain('370303D02/service/2026q4')
    expect(names('dept_reviewer', '370303D02')).toContain('370303/review/2026q4')
    expect(names('maintainer', '370303005')).toContain('worker/p-me/2026w49')
  })
})
