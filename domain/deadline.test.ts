import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addWorkdays, addWorkHours, plainCalendar, workHoursBetween } from './calendar.ts'
import { DAY, HOUR, MINUTE } from './clock.ts'
import { deadlinesOf, extendable, worstOf } from './deadline.ts'
import type { Kind } from './kinds/define.ts'
import { kindOf } from './kinds/registry.ts'
import type { Fields } from './record/event.ts'
import { createStory, repairFields, system, T0, visitFields, who } from './record/story-for-tests.ts'

const RUNS = 10_000
const [visit, repair] = [kindOf('home_visit') as Kind, kindOf('toilet_repair') as Kind]
const assistant = who('a', 'assistant')
const leader = who('l', 'team_leader')
const fixer = who('f', 'maintainer')
const at = (text: string) => Date.parse(`${text}+08:00`)

function dispatched(fault: string) {
  const story = createStory('toilet_repair', leader, T0, { ...repairFields, fault, assignee: fixer.by })
  story.move(leader, T0 + MINUTE, 'dispatch')
  return story
}
const lineOf = (lines: ReturnType<typeof deadlinesOf>, id: string) => lines.find((line) => line.id === id)

describe('deadlines', () => {
  it('[CARD1] a line runs from its start, is yellow from two thirds of its limit and red past it', () => {
    const record = dispatched('leak').fold()
    const card = (now: number) => lineOf(deadlinesOf(repair, record, now), 'on_site')?.card
    const start = T0 + MINUTE
    expect(card(start + 80 * MINUTE - 1)).toBe('none')
    expect(card(start + 80 * MINUTE)).toBe('yellow')
    expect(card(start + 2 * HOUR)).toBe('yellow')
    expect(card(start + 2 * HOUR + 1)).toBe('red')
  })
  it('[CARD2] a line of the kind counts only where its condition holds, and none before its start', () => {
    expect(deadlinesOf(repair, createStory('toilet_repair', leader, T0, repairFields).fold(), T0)).toEqual([])
    expect(deadlinesOf(repair, dispatched('lamp').fold(), T0 + HOUR).map((line) => line.id)).toEqual([
      'accept',
      'done_usable',
    ])
  })
  it('[CARD3] a stop ends a line; what was late stays red there but not on the record', () => {
    const story = dispatched('lamp')
    story.move(fixer, T0 + 2 * HOUR, 'accept')
    const lines = deadlinesOf(repair, story.fold(), T0 + 2 * HOUR)
    expect(lineOf(lines, 'accept')).toMatchObject({ doneAt: T0 + 2 * HOUR, card: 'red' })
    expect(worstOf(lines)).toEqual({ card: 'none', dueAt: T0 + MINUTE + 72 * HOUR })
  })
  it('[CARD4] a second start opens a second run', () => {
    const story = dispatched('lamp')
    story.move(leader, T0 + HOUR, 'redispatch')
    const runs = deadlinesOf(repair, story.fold(), T0 + HOUR).filter((line) => line.id === 'accept')
    expect(runs).toMatchObject([
      { doneAt: T0 + HOUR, card: 'red' },
      { startAt: T0 + HOUR, dueAt: T0 + 90 * MINUTE, card: 'none' },
    ])
  })
  it('[CARD13] a supervisor gives more time once, with a reason, before it is red; whoever else tries changes nothing', () => {
    const boss = who('s', 'supervisor')
    const start = T0 + MINUTE
    const due = start + 72 * HOUR
    const until = due + 24 * HOUR
    const more = (by: ReturnType<typeof who>, now: number, fields: Fields) => {
      const story = dispatched('lamp')
      story.set(by, now, { extension: { deadline: 'done_usable', until, reason: '等配件', ...fields } })
      return { story, line: lineOf(deadlinesOf(repair, story.fold(), now + 1), 'done_usable') }
    }
    const given = more(boss, start + HOUR, {})
    expect(given.line).toMatchObject({ dueAt: until, extendedFrom: due, yellowAt: until - 24 * HOUR, card: 'none' })
    // Once: a second one, however well reasoned, gives nothing.
    given.story.set(boss, start + 2 * HOUR, {
      extension: { deadline: 'done_usable', until: until + DAY, reason: '再等' },
    })
    expect(lineOf(deadlinesOf(repair, given.story.fold(), start + 3 * HOUR), 'done_usable')?.dueAt).toBe(until)
    expect(extendable(repair, given.story.fold(), ['supervisor'], start + 3 * HOUR).map(({ line }) => line.id)).toEqual(
      [],
    )
    for (const wrong of [
      more(fixer, start + HOUR, {}),
      more(boss, due + 1, {}),
      more(boss, start + HOUR, { reason: ' ' }),
      more(boss, start + HOUR, { until: due }),
      more(boss, start + HOUR, { until: 'soon' }),
      more(boss, start + HOUR, { deadline: 'nothing' }),
    ]) {
      expect(wrong.line).toMatchObject({ dueAt: due })
      expect(wrong.line?.extendedFrom).toBeUndefined()
    }
    const open = dispatched('lamp').fold()
    expect(extendable(repair, open, ['supervisor'], start + HOUR).map(({ line }) => line.id)).toContain('done_usable')
    expect(extendable(repair, open, ['maintainer'], start + HOUR)).toEqual([])
    expect(extendable(repair, open, ['supervisor'], due + 1)).toEqual([])
  })
  it('[CARD5] a date of the record is due when its day is over, and warns a day before it', () => {
    const hazards = [{ hazard: 'gas', severity: 'medium' }]
    const story = createStory('home_visit', assistant, T0, { ...visitFields, hazards, followUpAt: '2026-12-05' })
    story.move(assistant, T0, 'submit')
    const line = lineOf(deadlinesOf(visit, story.fold(), T0), 'follow_up')
    expect(line).toMatchObject({ yellowAt: at('2026-12-04T00:00'), dueAt: at('2026-12-06T00:00') })
    expect(lineOf(deadlinesOf(visit, story.fold(), T0), 'hazard_medium')?.dueAt).toBe(T0 + 7 * DAY)
  })
  it('[CARD6] the system’s own moves end a line as well', () => {
    const story = createStory('home_visit', assistant, T0, visitFields)
    story.move(assistant, T0, 'submit')
    story.move(system, T0 + 7 * DAY, 'close_unchecked')
    expect(worstOf(deadlinesOf(visit, story.fold(), T0 + 30 * DAY))).toEqual({ card: 'none' })
  })
  it('[CARD7] a wrong clock stretches no limit: a claimed time is clipped to the server’s anchor and the arrival', () => {
    const late = createStory('toilet_repair', leader, T0, { ...repairFields, assignee: fixer.by })
    const move = late.move(leader, T0 + 300 * DAY, 'dispatch')
    const lines = deadlinesOf(repair, late.fold(), T0 + HOUR, {
      receivedAt: (event) => (event === move ? T0 + 5 * MINUTE : T0),
    })
    expect(lineOf(lines, 'accept')?.startAt).toBe(T0 + 5 * MINUTE)
    const early = createStory('toilet_repair', leader, T0, { ...repairFields, assignee: fixer.by })
    early.move(leader, 0, 'dispatch', { anchor: [T0 + MINUTE, 0] })
    expect(lineOf(deadlinesOf(repair, early.fold(), T0 + HOUR), 'accept')?.startAt).toBe(T0 + MINUTE)
  })
  it('[CARD8] a pause moves the limit by its length, and nothing ripens meanwhile', () => {
    const pausing: Kind = {
      ...repair,
      deadlines: [
        { id: 'x', rule: 'repair_done_24h', start: ['dispatch'], stop: ['finish'], pauses: [['accept', 'arrive']] },
      ],
    }
    const story = dispatched('lamp')
    story.move(fixer, T0 + MINUTE + HOUR, 'accept')
    expect(deadlinesOf(pausing, story.fold(), T0 + 90 * DAY)[0]?.card).toBe('none')
    story.move(fixer, T0 + MINUTE + 6 * HOUR, 'arrive')
    expect(deadlinesOf(pausing, story.fold(), T0 + 7 * HOUR)[0]?.dueAt).toBe(T0 + MINUTE + 29 * HOUR)
  })
  it('[CARD9] as time goes on a record only goes from none to yellow to red, and yellow comes before red', () => {
    const rank = { none: 0, yellow: 1, red: 2 }
    fc.assert(
      fc.property(
        fc.constantFrom('leak', 'lamp', 'overflow'),
        fc.array(fc.integer({ min: 0, max: 5 * DAY }), { minLength: 2, maxLength: 6 }),
        fc.boolean(),
        (fault, moments, accepted) => {
          const story = dispatched(fault)
          if (accepted) story.move(fixer, T0 + 2 * MINUTE, 'accept')
          const record = story.fold()
          const times = moments.map((ms) => T0 + 3 * MINUTE + ms).sort((a, b) => a - b)
          const cards = times.map((now) => rank[worstOf(deadlinesOf(repair, record, now)).card])
          const sound = deadlinesOf(repair, record, T0).every(
            (line) => line.startAt <= line.yellowAt && line.yellowAt <= line.dueAt,
          )
          return sound && cards.every((card, i) => i === 0 || card >= (cards[i - 1] as number))
        },
      ),
      { numRuns: RUNS },
    )
  })
})

describe('office hours', () => {
  const holidays = new Set(['2026-11-27'])
  const makeUpDays = new Set(['2026-11-28'])
  const calendar = { holidays, makeUpDays }
  it('[CARD10] working hours pass only in the office: lunch, nights, weekends and holidays are left out', () => {
    expect(addWorkHours(at('2026-11-25T11:00'), 2 * HOUR, plainCalendar)).toBe(at('2026-11-25T14:30'))
    expect(addWorkHours(at('2026-11-27T17:00'), 1 * HOUR, plainCalendar)).toBe(at('2026-11-30T09:00'))
    expect(addWorkHours(at('2026-11-26T17:00'), 1 * HOUR, calendar)).toBe(at('2026-11-28T09:00'))
  })
  it('[CARD11] workdays count from the day after and end when the office closes', () => {
    expect(addWorkdays(at('2026-11-25T23:00'), 3, plainCalendar)).toBe(at('2026-11-30T17:30'))
    expect(addWorkdays(at('2026-11-25T08:00'), 3, calendar)).toBe(at('2026-11-30T17:30'))
  })
  it('[CARD12] adding working hours and counting them are each other’s inverse, and never run backwards', () => {
    const start = fc.integer({ min: T0, max: T0 + 400 * DAY })
    const span = fc.integer({ min: 1, max: 60 * HOUR })
    fc.assert(
      fc.property(start, span, span, (from, a, b) => {
        const [end, later] = [addWorkHours(from, a, calendar), addWorkHours(from, a + b, calendar)]
        return end > from && later > end && workHoursBetween(from, end, calendar) === a
      }),
      { numRuns: RUNS },
    )
  })
  it('[CARD14] yellow comes at a whole millisecond, however the days divide', () => {
    const project = kindOf('toilet_project') as Kind
    const builder = who('b', 'contractor')
    for (let n = 0; n < 50; n++) {
      const story = createStory('toilet_project', who('s', 'supervisor'), T0, {})
      const asked = story.move(builder, T0 + n * 7_654_321, 'request_accept')
      const chain = [{ event: asked, move: 'request_accept', to: 'accept_pending', ...builder, at: T0 + n * 7_654_321 }]
      const [line] = deadlinesOf(project, { ...story.fold(), chain }, T0)
      expect(line && Number.isInteger(line.yellowAt)).toBe(true)
    }
  })
})
