import { describe, expect, it } from 'vitest'
import { DAY, HOUR, isoDate, isoWeekOf, MINUTE } from '../clock.ts'
import { asPerson, newEventId, type RecordId, recordOf } from '../ids.ts'
import { shift as kind } from '../kinds/shift.ts'
import type { ClientEvent, Fields } from '../record/event.ts'
import { foldRecord } from '../record/fold.ts'
import type { FoldedRecord } from '../record/folded.ts'
import { offeredMoves } from '../record/moves.ts'
import { roomFor } from '../room/names.ts'
import type { PlannedShift } from '../roster.ts'
import { asResolved, contestable, contestUntil, exceptionOf, resolutions, verdictOn } from './appeal.ts'
import { doubtsOf, restedFor, routesOf, startedAt } from './clock.ts'
import { shiftDay, teamDay } from './day.ts'

const me = asPerson('p-cleaner1')
const colleague = asPerson('p-cleaner2')
const leader = asPerson('p-leader1')
const at = (text: string): number => Date.parse(`${text}:00+08:00`)
const ROAD = recordOf(newEventId(1))
const OTHER_ROAD = recordOf(newEventId(2))

const plan = (start: string, hours: number, person = me, more: Partial<PlannedShift> = {}): PlannedShift => ({
  person,
  date: isoDate(at(start)),
  shiftType: 'early',
  start: at(start),
  end: at(start) + hours * HOUR,
  mode: 'walking',
  routeIds: [ROAD],
  roster: recordOf(newEventId(3)),
  ...more,
})
const row = (clockType: string, when: number, by = me, more: Fields = {}): Fields => ({
  clockType,
  at: when,
  by,
  ...more,
})
const inside = (metres = 8): Fields => ({ place: { lat: 36.8, lon: 118, acc: 9, fence: 'inside', metres } })

type Step = readonly [move: string, to: string, at: number, rows: readonly Fields[], by?: string, role?: string]
/** A shift as phones write it: created for a plan, then each step with its row over the last. */
function shiftOf(planned: PlannedShift, ...steps: readonly Step[]): FoldedRecord {
  const begun = steps[0]?.[2] ?? planned.start
  const record = recordOf(newEventId(begun))
  let head = record as string as ReturnType<typeof newEventId>
  const [first, ...later] = steps
  const set: Fields = {
    workerId: planned.person,
    date: planned.date,
    shiftType: planned.shiftType,
    plannedStart: planned.start,
    plannedEnd: planned.end,
    mode: planned.mode,
    routeIds: planned.routeIds,
    ...(first ? { events: first[3] } : {}),
  }
  const author = (step?: Step) => ({ by: asPerson(step?.[4] ?? planned.person), role: step?.[5] ?? 'cleaner' })
  const events: [ReturnType<typeof newEventId>, ClientEvent][] = [
    [head, { type: 'create', kind: 'shift', version: 1, area: '370303005', ...author(first), at: begun, set }],
  ]
  const add = (event: ClientEvent): void => {
    head = newEventId(begun + events.length)
    events.push([head, event])
  }
  const move = (step: Step): void =>
    add({ type: 'move', record, ...author(step), at: step[2], base: [head], move: step[0], to: step[1], note: '示例' })
  if (first) move(first)
  for (const step of later) {
    if (step[3].length > 0)
      add({ type: 'set', record, ...author(step), at: step[2], base: [head], set: { events: step[3] } })
    move(step)
  }
  return foldRecord(record, events as never) as FoldedRecord
}
const clockedIn = (planned: PlannedShift, when = planned.start): FoldedRecord =>
  shiftOf(planned, ['clock_in', 'on_duty', when, [row('in', when, planned.person, inside())]])
function whole(planned: PlannedShift, begin = planned.start, end = planned.end, place = inside()): FoldedRecord {
  const first = row('in', begin, planned.person, place)
  const last = row('out', end, planned.person, inside())
  return shiftOf(planned, ['clock_in', 'on_duty', begin, [first]], ['clock_out', 'off_duty', end, [first, last]])
}

describe('which shift somebody is in', () => {
  const morning = plan('2026-11-25T05:30', 5.5)

  it('[SHIFT30] the next clock follows from plan and time: before, running, over', () => {
    expect(shiftDay(me, [morning], [], at('2026-11-25T05:24')).next).toEqual(morning)
    const running = shiftDay(me, [morning], [clockedIn(morning)], at('2026-11-25T08:38'))
    expect([running.running?.state, running.next]).toEqual(['on_duty', undefined])
    const over = shiftDay(me, [morning], [whole(morning)], at('2026-11-25T11:05'))
    expect([over.running, over.next, over.done.length, over.missed.length]).toEqual([undefined, undefined, 1, 0])
  })
  it('[SHIFT31] two shifts of one day come one after the other, and tomorrow’s is named the evening before', () => {
    const evening = plan('2026-11-25T16:00', 4, me, { shiftType: 'split' })
    const tomorrow = plan('2026-11-26T05:30', 5.5)
    const all = [tomorrow, evening, morning]
    expect(shiftDay(me, all, [whole(morning)], at('2026-11-25T15:50')).next).toEqual(evening)
    expect(shiftDay(me, all, [whole(morning), whole(evening)], at('2026-11-25T20:10')).next).toEqual(tomorrow)
    expect(shiftDay(me, [plan('2026-11-27T05:30', 5)], [], at('2026-11-25T20:10')).next).toBeUndefined()
  })
  it('[SHIFT32] a night belongs to the day on which it began, also after midnight, and is one shift', () => {
    const night = plan('2026-11-25T22:00', 8, me, { shiftType: 'night' })
    expect(night.date).toBe('2026-11-25')
    expect(shiftDay(me, [night], [], at('2026-11-26T00:20')).next).toEqual(night)
    expect(shiftDay(me, [night], [clockedIn(night)], at('2026-11-26T03:00')).running?.fields['date']).toBe('2026-11-25')
    expect(shiftDay(me, [night], [whole(night)], at('2026-11-26T06:05')).done.length).toBe(1)
  })
  it('[SHIFT33] from Sunday to Monday the record stays in the week in which it was begun; week 53 is one', () => {
    const sunday = plan('2027-01-03T22:00', 8, me, { shiftType: 'night' })
    const room = (when: string) => roomFor(kind, '370303005', me, at(when))
    expect([room('2027-01-03T22:00'), room('2027-01-04T06:00')]).toEqual([
      'worker/p-cleaner1/2026w53',
      'worker/p-cleaner1/2027w01',
    ])
    expect(isoWeekOf(at('2027-01-03T23:59'))).toEqual({ year: 2026, week: 53 })
    const begun = clockedIn(sunday)
    expect(shiftDay(me, [sunday], [begun], at('2027-01-04T05:50')).running?.id).toBe(begun.id)
    // A late clock-in after midnight lies in the next room, and is still Sunday's shift.
    const late = clockedIn(sunday, at('2027-01-04T00:30'))
    expect(late.fields['date']).toBe('2027-01-03')
    expect(shiftDay(me, [sunday], [late], at('2027-01-04T05:50')).running?.id).toBe(late.id)
  })
  it('[SHIFT34] a clock-in that nobody made, and a clock-out two hours after the end, are missed; a new shift can begin', () => {
    expect(shiftDay(me, [morning], [], at('2026-11-25T12:59')).missed).toEqual([])
    expect(shiftDay(me, [morning], [], at('2026-11-25T13:01')).missed).toEqual([{ type: 'in', planned: morning }])
    const open = clockedIn(morning)
    expect(shiftDay(me, [morning], [open], at('2026-11-25T12:59')).running?.id).toBe(open.id)
    const day = shiftDay(me, [morning, plan('2026-11-25T16:00', 4)], [open], at('2026-11-25T15:00'))
    expect([day.running, day.missed.map(({ type }) => type), day.next?.start]).toEqual([
      undefined,
      ['out'],
      at('2026-11-25T16:00'),
    ])
    expect(shiftDay(me, [morning], [open], at('2026-11-25T11:00') + 2 * DAY + HOUR).missed).toEqual([])
  })
  it('[SHIFT35] nothing planned is no answer of no: there is just nothing to come', () => {
    expect(shiftDay(me, [], [], at('2026-11-25T08:00'))).toEqual({ done: [], missed: [] })
  })
  it('[SHIFT36] a plan that was published anew with another hour is still the shift that runs', () => {
    const moved = plan('2026-11-25T06:00', 5.5)
    const day = shiftDay(me, [moved], [clockedIn(morning)], at('2026-11-25T08:00'))
    expect([day.running?.state, day.next]).toEqual(['on_duty', undefined])
  })
  it('[SHIFT37] the same at any time zone of the phone', () => {
    const before = process.env['TZ']
    const answers = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati'].map((zone) => {
      process.env['TZ'] = zone
      const day = shiftDay(me, [morning], [], at('2026-11-25T05:24'))
      return JSON.stringify([
        day,
        isoDate(at('2026-11-25T05:24')),
        roomFor(kind, '370303005', me, at('2026-11-25T05:24')),
      ])
    })
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
    expect(new Set(answers).size).toBe(1)
  })
})

describe('what a shift’s clock says', () => {
  const morning = plan('2026-11-25T05:30', 5.5)
  const first = row('in', morning.start, me, inside())

  it('[SHIFT40] breaks are counted also while one runs, and end with the shift', () => {
    const pause = row('break_start', morning.start + HOUR)
    const shift = shiftOf(
      morning,
      ['clock_in', 'on_duty', morning.start, [first]],
      ['start_break', 'on_break', morning.start + HOUR, [first, pause]],
    )
    expect(restedFor(shift, morning.start + HOUR + 20 * MINUTE)).toBe(20 * MINUTE)
    expect(startedAt(shift)).toBe(morning.start)
    const out = row('out', morning.start + 2 * HOUR)
    const over = shiftOf(
      morning,
      ['clock_in', 'on_duty', morning.start, [first]],
      ['start_break', 'on_break', morning.start + HOUR, [first, pause]],
      ['clock_out', 'off_duty', morning.start + 2 * HOUR, [first, pause, out]],
    )
    expect(restedFor(over, morning.start + 9 * HOUR)).toBe(HOUR)
  })
  it('[SHIFT41] who was moved to another route is on that one', () => {
    const moved = row('transfer', morning.start + HOUR, me, { routeId: OTHER_ROAD })
    const record = clockedIn(morning)
    expect(routesOf(record)).toEqual([ROAD])
    expect(routesOf({ ...record, fields: { ...record.fields, events: [first, moved] } })).toEqual([OTHER_ROAD])
  })
  it('[SHIFT42] two lists that did not know of each other lose no row', () => {
    const record = clockedIn(morning)
    const mine = [first, row('break_start', morning.start + HOUR)]
    const his = [first, row('out', morning.start + 2 * HOUR, leader)]
    const value = (list: readonly Fields[]) => ({ event: newEventId(1), by: me, role: 'cleaner', at: 0, value: list })
    const both = { ...record, conflicts: [{ field: 'events', values: [value(mine), value(his)] }] }
    expect(restedFor(both, morning.end)).toBe(HOUR)
  })
  it('[SHIFT43] what leaves something to ask: outside, rough, no place, late, early, a missed clock', () => {
    const outside = { place: { lat: 36.9, lon: 118, acc: 9, fence: 'outside', metres: 340 } }
    expect(doubtsOf(whole(morning))).toEqual([])
    expect(doubtsOf(whole(morning, morning.start, morning.end, outside))).toEqual([{ type: 'outside', metres: 340 }])
    expect(doubtsOf(whole(morning, morning.start + 25 * MINUTE, morning.end - HOUR, {}))).toEqual([
      { type: 'noPlace' },
      { type: 'late', minutes: 25 },
      { type: 'early', minutes: 60 },
    ])
    const missed = shiftOf(
      morning,
      ['clock_in', 'on_duty', morning.start, [first]],
      ['clock_out_missed', 'off_duty', morning.end + 2 * HOUR, [], 'system', 'system'],
    )
    expect(doubtsOf(missed).map(({ type }) => type)).toContain('missedOut')
  })
  it('[SHIFT44] whom a leader clocked in for, has no phone and so no place', () => {
    const proxy = shiftOf(plan('2026-11-25T05:30', 5.5, colleague), [
      'clock_in_proxy',
      'on_duty',
      morning.start,
      [row('in', morning.start, leader)],
      leader,
      'team_leader',
    ])
    expect([proxy.state, doubtsOf(proxy)]).toEqual(['on_duty', []])
  })
})

describe('the day of a team', () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => asPerson(name))
  const [a, b, c, d, e, f, g] = people as [typeof me, typeof me, typeof me, typeof me, typeof me, typeof me, typeof me]
  const early = (person: typeof me) => plan('2026-11-25T05:30', 5.5, person)
  const now = at('2026-11-25T06:00')
  const planned = [early(a), early(b), early(c), early(d), plan('2026-11-25T08:00', 4, e), early(f)]

  it('[SHIFT50] each of the team stands where plan, clock and leave put him', () => {
    const paused = shiftOf(
      early(b),
      ['clock_in', 'on_duty', early(b).start, [row('in', early(b).start, b)]],
      ['start_break', 'on_break', now, [row('in', early(b).start, b), row('break_start', now, b)]],
    )
    const absent = shiftOf(early(f), ['mark_absent', 'absent', now, [], leader, 'team_leader'])
    const day = teamDay(people, planned, [clockedIn(early(a)), paused, absent], (person) => person === d, now)
    expect(day.map(({ standing }) => standing)).toEqual(['on', 'break', 'missing', 'leave', 'soon', 'absent', 'free'])
    expect(day[6]?.person).toBe(g)
  })
  it('[SHIFT51] ten minutes after the start somebody is missing, not before', () => {
    const standing = (when: string) => teamDay([c], [early(c)], [], () => false, at(when))[0]?.standing
    expect([standing('2026-11-25T05:40'), standing('2026-11-25T05:41')]).toEqual(['soon', 'missing'])
  })
  it('[SHIFT52] whoever takes his place is named beside him', () => {
    const stand = plan('2026-11-25T05:30', 5.5, g, { substituteFor: c })
    const day = teamDay([c, g], [early(c), stand], [clockedIn(stand)], () => false, now)
    expect(day).toMatchObject([{ standing: 'missing', substitute: g }, { standing: 'on' }])
  })
  it('[SHIFT53] a shift that is over stays in the list until it is confirmed and the day is over', () => {
    const over = whole(early(a))
    const state = (when: string) => teamDay([a], [early(a)], [over], () => false, at(when))[0]
    expect(state('2026-11-25T11:05')).toMatchObject({ standing: 'off', shift: { id: over.id as RecordId } })
    expect(state('2026-11-25T18:00')).toMatchObject({ standing: 'off' })
  })
  it('[SHIFT86] where nobody is asked to clock in, nobody is missing', () => {
    const day = teamDay([a, c, e], planned, [clockedIn(early(a))], () => false, now, false)
    expect(day.map(({ standing }) => standing)).toEqual(['on', 'planned', 'planned'])
  })
})

describe('an appeal', () => {
  const morning = plan('2026-11-25T05:30', 5.5)
  const noon = at('2026-11-25T12:00')
  const absent = shiftOf(morning, ['mark_absent', 'absent', noon, [], leader, 'team_leader'])
  const done = whole(morning, morning.start + 25 * MINUTE)
  const confirmed = (more: readonly Step[] = []) => {
    const rows = done.fields['events'] as unknown as readonly Fields[]
    return shiftOf(
      morning,
      ['clock_in', 'on_duty', morning.start, rows.slice(0, 1)],
      ['clock_out', 'off_duty', morning.end, rows],
      ['confirm', 'confirmed', noon, [], leader, 'team_leader'],
      ...more,
    )
  }
  it('[SHIFT87] absence and a confirmed shift can be contested for 72 hours, what a supervisor decided cannot', () => {
    for (const shift of [absent, confirmed()]) {
      expect(contestUntil(shift)).toBe(noon + 72 * HOUR)
      expect([contestable(shift, noon + 72 * HOUR), contestable(shift, noon + 73 * HOUR)]).toEqual([true, false])
    }
    expect(contestUntil(done)).toBeUndefined()
    expect([exceptionOf(absent), exceptionOf(confirmed()), exceptionOf(whole(morning))]).toEqual([
      'absent',
      'late',
      undefined,
    ])
  })
  it('[SHIFT87] the line of whoever decided comes back to the worker for three days', () => {
    const record = recordOf(newEventId(9))
    const verdict = { event: newEventId(1), move: 'resolve', to: 'confirmed', by: leader, role: 'supervisor', at: noon }
    const settled = {
      ...absent,
      id: record,
      state: 'confirmed',
      chain: [...absent.chain, { ...verdict, note: '查到了' }],
    }
    expect(verdictOn(settled, noon + DAY)).toMatchObject({ by: leader, note: '查到了' })
    expect(verdictOn(settled, noon + 4 * DAY)).toBeUndefined()
    expect([verdictOn(absent, noon), contestUntil(settled)]).toEqual([undefined, undefined])
  })
  it('[SHIFT87] an absence is decided either way, each with a step that counts', () => {
    const dispute: Step = ['dispute', 'disputed', noon + HOUR, []]
    const contested = shiftOf(morning, ['mark_absent', 'absent', noon, [], leader, 'team_leader'], dispute)
    const who = { person: asPerson('p-sup'), roles: ['supervisor'] }
    const offers = (shift: FoldedRecord) =>
      offeredMoves(kind, shift, who, noon + 2 * HOUR).map(({ move, missing }) => [move.id, missing.length])
    const asked = { ...contested, state: 'disputed' }
    expect([offers(asked), offers(asResolved(asked))]).toEqual([[['resolve', 1]], [['resolve', 0]]])
    const [there, not] = resolutions(asked, who.person).map(({ worked, set }) => ({
      worked,
      began: startedAt({ fields: set, conflicts: [] }),
    }))
    expect([there, not]).toEqual([
      { worked: true, began: morning.start },
      { worked: false, began: undefined },
    ])
    expect(resolutions({ ...done, state: 'disputed' }, who.person)).toEqual([{ set: {} }])
  })
  it('[SHIFT88] a phone three hours fast is marked with its hours, and the shift stands where it was worked', () => {
    const fast = { ...done, problems: [{ type: 'ClockOff' as const, event: newEventId(1), skewMs: 3 * HOUR }] }
    expect(doubtsOf(fast)).toContainEqual({ type: 'clockOff', skewMs: 3 * HOUR })
    expect(startedAt(fast)).toBe(morning.start + 25 * MINUTE)
  })
})
