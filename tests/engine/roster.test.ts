import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BulkAnswer, RecordPage, RecordRow } from '../../domain/api.ts'
import { DAY } from '../../domain/clock.ts'
import { asPerson, type RecordId } from '../../domain/ids.ts'
import { type PlannedShift, shiftsOf } from '../../domain/roster.ts'
import { type BulkEvent, daysOf, mondayOf, moved, rosterEvents, shiftsFor } from '../../domain/roster-week.ts'
import { COMMUNITY, type Office, office, personOf } from '../support/office.ts'
import { forget } from '../support/server.ts'

const CLEANERS = 1800
const STREETS = ['370303005', '370303006', '370303008']
const NOW = Date.parse('2026-11-25T10:00:00+08:00')
const started = Date.now()
const [THIS, NEXT] = [mondayOf(NOW), mondayOf(NOW, 1)]
const district = personOf('district1')
const by = { person: district, role: 'supervisor', at: NOW, reason: '重排' }
const road = '01JD0000000000000000000000' as RecordId

/** A whole district, planned over HTTP as the desk does it: last week read, moved on, written in parts. */
describe('the week of 1,800 cleaners', () => {
  let server: Office
  const people = Array.from({ length: CLEANERS }, (_, i) => ({
    person: asPerson(`p-c${i}`),
    area: STREETS[i % STREETS.length] as string,
  }))
  beforeAll(async () => {
    server = await office(undefined, () => NOW + Date.now() - started)
    const add = (id: string, account: string | undefined, role: string, area: string) =>
      server.people.add({ id, name: id, ...(account ? { account, password: 'xunji-office' } : {}) }, [
        { role, area, from: NOW - 400 * DAY },
      ])
    add(district, 'district1', 'supervisor', COMMUNITY.slice(0, 6))
    add('p-leader9', 'leader9', 'team_leader', '370303008')
    const from = NOW - 400 * DAY
    server.people.addAll(
      people.map(({ person, area }) => ({
        person: { id: person, name: person },
        grants: [{ role: 'cleaner', area, from }],
      })),
    )
  }, 120_000)
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const send = async (events: readonly BulkEvent[], account = 'district1'): Promise<BulkAnswer['outcomes']> => {
    const answer = await server.ask(account, '/api/events/bulk', { method: 'POST', body: JSON.stringify({ events }) })
    expect(answer.status).toBe(200)
    return ((await answer.json()) as BulkAnswer).outcomes
  }
  const inParts = (events: readonly BulkEvent[]): readonly (readonly BulkEvent[])[] =>
    Array.from({ length: Math.ceil(events.length / 400) }, (_, i) => events.slice(i * 400, i * 400 + 400))
  async function read(monday: string): Promise<readonly RecordRow[]> {
    const rows: RecordRow[] = []
    await server.projection.caughtUp()
    for (let cursor = ''; ; ) {
      const path = `/api/records?kind=roster_entry&field.weekStart=${monday}&state=published&limit=200${cursor}`
      const page = await server.get<RecordPage>('district1', path)
      rows.push(...page.rows)
      if (!page.next) return rows
      cursor = `&cursor=${encodeURIComponent(page.next)}`
    }
  }

  it('[PLAN30] is written, read, copied and written again; what a cut left out is sent again, nothing twice', async () => {
    const days = daysOf(THIS).slice(0, 6)
    const first = people.flatMap((one) =>
      rosterEvents({ ...one, shifts: shiftsFor('early', days, [road]) }, THIS, [], by),
    )
    for (const part of inParts(first))
      expect(new Set((await send(part)).map((one) => one.outcome))).toEqual(new Set(['stored']))
    const last = await read(THIS)
    expect(last.length).toBe(CLEANERS)

    const weeks = last.map((row) => {
      const shifts: readonly PlannedShift[] = shiftsOf({ ...row, chain: [] })
      return { person: asPerson(String(row.fields['personId'])), area: row.area, shifts: moved(shifts, THIS, NEXT) }
    })
    const second = weeks.flatMap((week) => rosterEvents(week, NEXT, [], by))
    const parts = inParts(second)
    // The answer to the fourth part is lost, and the desk goes away: what it does not know of, it sends again.
    for (const part of parts.slice(0, 4)) await send(part)
    expect((await read(NEXT)).length).toBe(800)
    for (const part of parts.slice(3)) await send(part)
    const planned = await read(NEXT)
    expect(planned.length).toBe(CLEANERS)
    expect(new Set(planned.map((row) => row.fields['personId'])).size).toBe(CLEANERS)
    expect(planned.every((row) => row.problems === 0 && (row.fields['days'] as readonly object[]).length === 6)).toBe(
      true,
    )
    const events = server.rooms.stats().events
    for (const part of parts.slice(0, 2)) await send(part)
    expect(server.rooms.stats().events).toBe(events)
  }, 180_000)
  it('[PLAN31] a leader writes only the weeks of his area; the others of the same request are named', async () => {
    const week = (i: number) => ({
      ...(people[i] as (typeof people)[number]),
      shifts: shiftsFor('late', [NEXT], [road]),
    })
    const own = { ...by, person: personOf('leader9'), role: 'team_leader', at: NOW + 1 }
    const events = [0, 2].flatMap((i) => rosterEvents(week(i), NEXT, [], own))
    expect((await send(events, 'leader9')).map((one) => one.outcome)).toEqual([
      'notFound',
      'notFound',
      'stored',
      'stored',
    ])
  })
  it('[PLAN1] two who plan the same week: the later publication counts, and both stay readable', async () => {
    await server.projection.caughtUp()
    const rows = (await read(NEXT)).filter((row) => row.fields['personId'] === people[2]?.person)
    expect(rows.length).toBe(2)
  })
})
