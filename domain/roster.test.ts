import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, fromIsoDate, HOUR, isoWeekOf } from './clock.ts'
import { asPerson, type EventId, newEventId, recordOf } from './ids.ts'
import type { Fields } from './record/event.ts'
import { onLeave, type PlanRecord, plannedShifts } from './roster.ts'

const MONDAY = '2026-11-23'
const monday = fromIsoDate(MONDAY) as number
const ann = asPerson('ann')

const day = (offset: number, from: number, to: number, more: Fields = {}): Fields => ({
  date: new Date(monday + offset * DAY + 8 * HOUR).toISOString().slice(0, 10),
  shiftType: 'early',
  start: monday + offset * DAY + from * HOUR,
  end: monday + offset * DAY + to * HOUR,
  mode: 'walking',
  routeIds: ['road1'],
  ...more,
})
let made = 0
function entry(days: readonly Fields[], publishedAt: number | undefined, more: Fields = {}): PlanRecord {
  const id = recordOf(newEventId(monday + ++made))
  const step = { move: 'publish', to: 'published', by: ann, role: 'team_leader', event: `${id}` as EventId }
  return {
    id,
    kind: 'roster_entry',
    fields: { personId: 'ann', weekStart: MONDAY, days: days as never, ...more },
    state: publishedAt === undefined ? 'draft' : 'published',
    chain: publishedAt === undefined ? [] : [{ ...step, at: publishedAt }],
  }
}
const request = (kind: string, state: string, fields: Fields): PlanRecord => ({
  id: recordOf(newEventId(monday + ++made)),
  kind,
  state,
  fields,
  chain: [],
})
const read = (entries: readonly PlanRecord[], from = MONDAY, to = '2026-11-29') =>
  plannedShifts(entries, from, to).map(({ person, date, start, end }) => [
    person,
    date,
    (start - monday) / HOUR,
    (end - monday) / HOUR,
  ])

describe('who works when', () => {
  it('[PLAN1] the newest publication of a person and week counts, whatever else was published or drafted', () => {
    const first = entry([day(0, 6, 14), day(1, 6, 14)], 100)
    const second = entry([day(2, 14, 22)], 200)
    const draft = entry([day(3, 6, 14)], undefined)
    const withdrawn = { ...entry([day(4, 6, 14)], 300), state: 'withdrawn' }
    const list = [first, second, draft, withdrawn]
    fc.assert(
      fc.property(fc.shuffledSubarray(list, { minLength: 4 }), (order) => {
        expect(read(order)).toEqual([['ann', '2026-11-25', 62, 70]])
      }),
    )
  })
  it('[PLAN1] two leaders who publish at the same moment give the same plan on every phone', () => {
    const [a, b] = [entry([day(0, 6, 14)], 100), entry([day(1, 6, 14)], 100)]
    expect(read([a, b])).toEqual(read([b, a]))
    expect(read([a, b]).length).toBe(1)
  })
  it('[PLAN2] a shift over midnight belongs to the day on which it begins and ends on the next', () => {
    const written = day(6, 22, 30)
    const byTheHour = day(6, 22, 6)
    for (const night of [written, byTheHour])
      expect(read([entry([night], 1)])).toEqual([['ann', '2026-11-29', 166, 174]])
  })
  it('[PLAN3] week 53 lies in the year of its Thursday, and its Friday in the next', () => {
    const week53 = fromIsoDate('2026-12-28') as number
    expect(isoWeekOf(week53 + 4 * DAY)).toEqual({ year: 2026, week: 53 })
    const friday = {
      ...day(0, 0, 0),
      date: '2027-01-01',
      start: week53 + 4 * DAY + 6 * HOUR,
      end: week53 + 4 * DAY + 14 * HOUR,
    }
    const planned = plannedShifts([entry([friday], 1, { weekStart: '2026-12-28' })], '2027-01-01', '2027-01-01')
    expect(planned.map(({ date }) => date)).toEqual(['2027-01-01'])
  })
  it('[PLAN4] a row of another week, or that is none, says nothing; the rest of the entry stands', () => {
    const odd = [
      day(7, 6, 14),
      day(-1, 6, 14),
      null,
      7,
      {},
      { ...day(1, 6, 14), start: 'six' },
      { ...day(2, 6, 14), date: 3 },
    ]
    expect(read([entry([...(odd as Fields[]), day(3, 6, 14)], 1)])).toEqual([['ann', '2026-11-26', 78, 86]])
    for (const bad of [{ personId: 7 }, { weekStart: 'soon' }, { days: 'all' }])
      expect(read([entry([day(0, 6, 14)], 1, bad as Fields)])).toEqual([])
  })
  it('[PLAN5] approved leave covers a day from its first minute to its last; until midnight is not the next day', () => {
    const leave = (state: string, from: number, to: number) =>
      request('leave_request', state, { personId: 'ann', fromAt: monday + from * HOUR, toAt: monday + to * HOUR })
    const approved = leave('approved', 32, 48)
    expect(onLeave([leave('requested', 0, 24), leave('refused', 0, 24)], ann, MONDAY)).toBeUndefined()
    expect(onLeave([approved], ann, '2026-11-24')).toBe(approved)
    expect(onLeave([approved], ann, MONDAY)).toBeUndefined()
    expect(onLeave([approved], ann, '2026-11-25')).toBeUndefined()
    expect(onLeave([approved], asPerson('bob'), '2026-11-24')).toBeUndefined()
    expect(onLeave([approved], ann, 'tomorrow')).toBeUndefined()
  })
  const swapOf = (state: string, decidedAt: number) =>
    request('swap_request', state, { personId: 'ann', withId: 'bob', date: MONDAY, agreed: true, decidedAt })
  const before = [
    entry([day(0, 6, 14), day(1, 6, 14)], 1),
    entry([day(0, 14, 22)], 2, { personId: 'bob' }),
    entry([day(0, 6, 14)], 3, { personId: 'eve' }),
  ]
  const who = (entries: readonly PlanRecord[], swaps: readonly PlanRecord[]) =>
    plannedShifts(entries, MONDAY, '2026-11-29', swaps).map(({ person, start, substituteFor = '' }) =>
      `${person} ${(start - monday) / HOUR} ${substituteFor}`.trim(),
    )
  const swapped = ['bob 6 ann', 'eve 6', 'ann 14 bob', 'ann 30']
  it('[PLAN6] an approved swap changes the two of that day, and nobody else', () => {
    expect(who(before, [swapOf('requested', 4)])).toEqual(who(before, []))
    expect(who(before, [swapOf('approved', 4)])).toEqual(swapped)
  })
  it('[SHIFT80] a swap counts once, in whatever order the approval and the two new weeks come in, and whether they came', () => {
    const after = [
      entry([day(1, 6, 14), day(0, 14, 22, { substituteFor: 'bob' })], 5),
      entry([day(0, 6, 14, { substituteFor: 'ann' })], 6, { personId: 'bob' }),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(after), fc.infiniteStream(fc.nat()), (arrived, keys) => {
        const some = [...before, ...arrived].map((one) => [keys.next().value as number, one] as const)
        const order = some.toSorted(([a], [b]) => a - b).map(([, one]) => one)
        expect(who(order, [swapOf('approved', 4)])).toEqual(swapped)
      }),
    )
    expect(who([...before, ...after], [])).toEqual(swapped)
  })
  it('[SHIFT80] what is published after a swap stands as it says, and a swap back is another swap', () => {
    const later = entry([day(0, 6, 14)], 9, { personId: 'bob' })
    expect(who([...before, later], [swapOf('approved', 4)])).toEqual(['bob 6', 'eve 6', 'ann 14 bob', 'ann 30'])
    const back = who(before, [swapOf('approved', 4), swapOf('approved', 5)])
    expect(back.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['ann 6', 'eve 6', 'bob 14', 'ann 30'])
  })
})
