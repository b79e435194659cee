import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Access, accessTo, type Grant, heldReason, roomsOf } from './access.ts'
import { DAY, HOUR, isoWeekOf, startOfIsoWeek } from './clock.ts'
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
const crew = asPerson('p-other')
/** A colleague who cleans in 科苑街道, and later elsewhere. */
const crewGrant = (role: string, area: string, from = 0, to?: number): Grant => ({
  ...grant(role, area, from, to),
  person: crew,
})
const crewOf =
  (...grants: readonly Grant[]) =>
  (person: string) =>
    person === crew ? grants : []
const weekOf = (at: number): Room => ({ type: 'worker', person: crew, ...isoWeekOf(at) })
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
      'worker/p-me/2026w47',
      'worker/p-me/2026w48',
    ])
    expect(names('dept_reviewer', '370303D02')).toContain('370303D02/service/2026q4')
    expect(names('dept_reviewer', '370303D02')).toContain('370303/review/2026q4')
    expect(names('maintainer', '370303005')).toContain('worker/p-me/2026w49')
  })
  it('[SHIFT1] a worker’s week opens to the leaders and supervisors of the areas in which he is crew, and to no other role', () => {
    const cleaner = crewOf(crewGrant('cleaner', '370303005'))
    const found = roles.flatMap(({ id }) =>
      ['370303', '370303005', '370303005003', '370303008'].flatMap((area) =>
        accessTo(weekOf(NOW), me, [grant(id, area)], NOW, cleaner) === 'none' ? [] : [`${id} ${area}`],
      ),
    )
    expect(found).toEqual(['team_leader 370303', 'team_leader 370303005', 'supervisor 370303', 'supervisor 370303005'])
    // A guard of a community is crew of the street's leader as well.
    const guard = crewOf(crewGrant('guard', '370303005003'))
    expect(accessTo(weekOf(NOW), me, [grant('team_leader', '370303005')], NOW, guard)).toBe('write')
    // Nobody is crew by a role that is none: what he has to say goes to his supervisors. The track stays his own.
    const assistant = crewOf(crewGrant('assistant', '370303005003'))
    expect(accessTo(weekOf(NOW), me, [grant('team_leader', '370303005')], NOW, assistant)).toBe('none')
    expect(accessTo(weekOf(NOW), me, [grant('supervisor', '370303005')], NOW, assistant)).toBe('write')
    expect(accessTo(weekOf(NOW), me, [grant('supervisor', '370303008')], NOW, assistant)).toBe('none')
    expect(accessTo(room('a colleague’s track'), me, [grant('supervisor', '370303')], NOW, cleaner)).toBe('none')
  })
  it('[SHIFT2] leaders are led by supervisors, not by each other', () => {
    const leader = crewOf(crewGrant('team_leader', '370303005'))
    expect(accessTo(weekOf(NOW), me, [grant('team_leader', '370303005')], NOW, leader)).toBe('none')
    expect(accessTo(weekOf(NOW), me, [grant('supervisor', '370303005')], NOW, leader)).toBe('write')
  })
  it('[SHIFT3] the week counts: who moved on leaves his old weeks behind, and who left still has his last one confirmed', () => {
    const monday = startOfIsoWeek(isoWeekOf(NOW))
    const moved = crewOf(
      crewGrant('cleaner', '370303005', 0, monday + DAY),
      crewGrant('cleaner', '370303008', monday + DAY),
    )
    const access = (area: string, at: number) => accessTo(weekOf(at), me, [grant('team_leader', area)], NOW, moved)
    expect(['370303005', '370303008'].map((area) => access(area, monday - DAY))).toEqual(['write', 'none'])
    expect(['370303005', '370303008'].map((area) => access(area, NOW))).toEqual(['write', 'write'])
    expect(['370303005', '370303008'].map((area) => access(area, monday + 7 * DAY))).toEqual(['none', 'write'])
    // A grant that was given by mistake and ended in the same moment made nobody crew.
    const never = crewOf(crewGrant('cleaner', '370303005', monday, monday))
    expect(accessTo(weekOf(NOW), me, [grant('team_leader', '370303005')], NOW, never)).toBe('none')
  })
  it('[SHIFT4] what a leader writes into a week that was closed to him is held', () => {
    const grants = [grant('team_leader', '370303005')]
    const confirm = visit(NOW, 'team_leader')
    const own = crewOf(crewGrant('cleaner', '370303005'))
    const foreign = crewOf(crewGrant('cleaner', '370303008'))
    expect(heldReason(weekOf(NOW), confirm, me, grants, NOW, own)).toBeUndefined()
    expect(heldReason(weekOf(NOW), confirm, me, grants, NOW, foreign)).toBe('areaNotGranted')
    expect(heldReason(weekOf(NOW), visit(NOW, 'supervisor'), me, grants, NOW, own)).toBe('roleNotHeld')
  })
  it('[SHIFT5] a leader’s phone holds this week of each of his team, on a Monday the last as well, on a Sunday the next', () => {
    const grants = [grant('team_leader', '370303005')]
    const own = crewOf(crewGrant('cleaner', '370303005'))
    const weeks = (date: string, grantsOf = own) =>
      roomsOf(me, grants, Date.parse(`${date}T12:00:00+08:00`), [crew], grantsOf).flatMap(({ name, access }) =>
        name.startsWith('worker/p-other/') ? [`${name.slice(-7)} ${access}`] : [],
      )
    expect(weeks('2026-11-25')).toEqual(['2026w48 write'])
    expect(weeks('2026-11-23')).toEqual(['2026w48 write', '2026w47 write'])
    expect(weeks('2026-11-29')).toEqual(['2026w48 write', '2026w49 write'])
    // 2026 has 53 weeks: the first of January still belongs to the old year.
    expect(weeks('2027-01-03')).toEqual(['2026w53 write', '2027w01 write'])
    expect(weeks('2027-01-04')).toEqual(['2027w01 write', '2026w53 write'])
    expect(weeks('2026-11-25', crewOf(crewGrant('cleaner', '370303008')))).toEqual([])
  })
  it('[SHIFT6] the Monday of a week is the one whose days lie in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 4e12 }), (at) => {
        const monday = startOfIsoWeek(isoWeekOf(at))
        return monday <= at && at < monday + 7 * DAY
      }),
    )
  })
})
