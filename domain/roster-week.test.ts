import { describe, expect, it } from 'vitest'
import { fromIsoDate, HOUR } from './clock.ts'
import { asPerson, asRoom, createOf, type EventId, newEventId, type RecordId, recordOf } from './ids.ts'
import type { RoomEvent } from './record/event.ts'
import { foldRecord } from './record/fold.ts'
import { plannedShifts } from './roster.ts'
import { daysOf, mondayOf, moved, plannerRole, possible, rosterEvents, sameShifts, shiftsFor } from './roster-week.ts'

const MONDAY = '2026-11-30'
const NOW = fromIsoDate('2026-11-25') as number
const ann = asPerson('ann')
const road = 'road1' as RecordId
const by = { person: asPerson('leader'), role: 'team_leader', at: NOW, reason: '换路段' }

describe('planning a week', () => {
  it('[PLAN25] dates of a week, also over a new year and in week 53', () => {
    expect(mondayOf(NOW)).toBe('2026-11-23')
    expect(mondayOf(NOW, 1)).toBe(MONDAY)
    expect(mondayOf(fromIsoDate('2027-01-03') as number)).toBe('2026-12-28')
    expect(daysOf('2026-12-28')).toEqual([
      '2026-12-28',
      '2026-12-29',
      '2026-12-30',
      '2026-12-31',
      '2027-01-01',
      '2027-01-02',
      '2027-01-03',
    ])
    const shifts = shiftsFor('early', ['2027-01-03'], [road])
    expect(rosterEvents({ person: ann, area: '370303005', shifts }, '2026-12-28', [], by)[0]?.room).toBe(
      'worker/ann/2026w53',
    )
  })
  it('[PLAN26] what is written reads back as the plan; a new version withdraws the old one, which stays readable', () => {
    const week = { person: ann, area: '370303005', shifts: shiftsFor('night', [MONDAY, '2026-12-02'], [road]) }
    const fold = (events: ReturnType<typeof rosterEvents>, record: RecordId) => {
      const own = events.map(({ id, event }): [EventId, RoomEvent] => [id, event])
      const found = foldRecord(
        record,
        own.filter(([id, event]) => ('record' in event ? event.record === record : recordOf(id) === record)),
      )
      if (!found) throw new Error('no record')
      expect(found.problems).toEqual([])
      return found
    }
    const first = rosterEvents(week, MONDAY, [], by)
    const record = recordOf(first[0]?.id as EventId)
    const old = fold(first, record)
    const read = plannedShifts([old], MONDAY, '2026-12-06')
    expect(sameShifts(read, week.shifts)).toBe(true)
    expect(((read[0]?.end ?? 0) - (fromIsoDate('2026-12-01') as number)) / HOUR).toBe(6)
    const room = asRoom('worker/ann/2026w49')
    const changed = { ...week, shifts: shiftsFor('late', [MONDAY], [road]) }
    const second = rosterEvents(changed, MONDAY, [{ id: record, room, heads: old.heads }], { ...by, at: NOW + HOUR })
    const withdrawn = fold([...first, ...second], record)
    expect([withdrawn.state, withdrawn.chain.at(-1)?.note]).toEqual(['withdrawn', '换路段'])
    expect(withdrawn.fields['days']).toEqual(old.fields['days'])
    const next = fold(second, recordOf(second[1]?.id as EventId))
    expect(plannedShifts([withdrawn, next], MONDAY, '2026-12-06').map(({ shiftType }) => shiftType)).toEqual(['late'])
    const nothing = rosterEvents({ ...week, shifts: [] }, MONDAY, [{ id: record, room, heads: old.heads }], by)
    expect(nothing.map(({ event }) => event.type)).toEqual(['move'])
  })
  it('[PLAN27] a copied week keeps hours and routes; who stood in for somebody is not copied', () => {
    const stood = { person: ann, roster: createOf(road) as never, substituteFor: asPerson('bob') }
    const shifts = shiftsFor('night', ['2026-11-29'], [road]).map((one) => ({ ...one, person: ann, roster: road }))
    const copied = moved([...shifts, ...shifts.map((one) => ({ ...one, ...stood }))], '2026-11-23', MONDAY)
    expect(copied).toEqual(shiftsFor('night', ['2026-12-06'], [road]))
    expect(sameShifts(copied, shiftsFor('night', ['2026-12-06'], [road]))).toBe(true)
    expect(sameShifts(copied, shiftsFor('late', ['2026-12-06'], [road]))).toBe(false)
  })
  it('[PLAN28] a shift over approved leave, over another shift or in the past is left out, and each is named', () => {
    const leave = {
      id: recordOf(newEventId(NOW)),
      kind: 'leave_request',
      state: 'approved',
      chain: [],
      fields: {
        personId: 'ann',
        fromAt: fromIsoDate('2026-12-01') as number,
        toAt: fromIsoDate('2026-12-02') as number,
      },
    }
    const shifts = [
      ...shiftsFor('day', ['2026-11-24', MONDAY, '2026-12-01', '2026-12-03'], [road]),
      ...shiftsFor('late', ['2026-12-03'], [road]),
      ...shiftsFor('split', ['2026-12-04'], [road]),
    ]
    const { week, faults } = possible({ person: ann, area: '370303005', shifts }, [leave], '2026-11-25')
    expect(week.shifts.map(({ date }) => date)).toEqual([MONDAY, '2026-12-03', '2026-12-04', '2026-12-04'])
    const [past] = shifts
    expect(
      possible({ person: ann, area: '370303005', shifts }, [], '2026-11-25', past ? [past] : []).week.shifts[0],
    ).toBe(past)
    expect(faults.map(({ type, date }) => [type, date])).toEqual([
      ['past', '2026-11-24'],
      ['onLeave', '2026-12-01'],
      ['overlap', '2026-12-03'],
    ])
  })
  it('[PLAN29] a supervisor plans in his area, a team leader in his; nobody elsewhere', () => {
    const grants = [{ role: 'team_leader', area: '370303005' }]
    expect(plannerRole(grants, '370303005')).toBe('team_leader')
    expect(plannerRole(grants, '370303008')).toBeUndefined()
    expect(plannerRole([{ role: 'cleaner', area: '370303005' }], '370303005')).toBeUndefined()
    expect(plannerRole([...grants, { role: 'supervisor', area: '370303' }], '370303005')).toBe('supervisor')
  })
})
