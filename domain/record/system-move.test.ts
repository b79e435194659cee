import { describe, expect, it } from 'vitest'
import { addPeriod, DAY, fromIsoDate, HOUR, isoDate, MINUTE } from '../clock.ts'
import { asPerson, type EventId, newEventId, recordOf } from '../ids.ts'
import { deadlineRules } from '../kinds/deadline-rules.ts'
import { allKinds, kindOf } from '../kinds/registry.ts'
import type { Fields, RoomEvent } from './event.ts'
import { foldRecord } from './fold.ts'
import { systemMoveOf } from './system-move.ts'

const NOW = (fromIsoDate('2026-11-25') as number) + 9 * HOUR
type Step = {
  readonly move: string
  readonly to: string
  readonly at: number
  readonly role: string
  readonly note?: string
}

/** The next move of the system about a record that was created at `NOW` and made these steps. */
function next(kindId: string, set: Fields, steps: readonly Step[], late = 0) {
  const id = newEventId(NOW)
  const author = asPerson('p-author')
  const events: [EventId, RoomEvent][] = [
    [
      id,
      { type: 'create', kind: kindId, version: 1, area: '370303005003', by: author, role: 'assistant', at: NOW, set },
    ],
  ]
  let base = id
  for (const step of steps) {
    const own = newEventId(step.at)
    const by = step.role === 'assistant' || step.role === 'maintainer' ? author : asPerson('p-other')
    events.push([own, { type: 'move', record: recordOf(id), by, base: [base], ...step }])
    base = own
  }
  const record = foldRecord(recordOf(id), events)
  const kind = kindOf(kindId)
  if (!record || !kind) throw new Error('no record')
  expect([record.state, record.problems]).toEqual([steps.at(-1)?.to ?? kind.states[0]?.id, []])
  const found = systemMoveOf(
    kind,
    record,
    (event) => events.find(([one]) => one === event)?.[1] && NOW + 90 * DAY + late,
  )
  return found && { move: found.move.id, at: found.at, cause: found.cause === base }
}

const VISIT: Fields = { householdId: newEventId(1), visitAt: NOW, purpose: ['routine'], result: 'refused' }
const HOME: Fields = {
  addressCode: '370303005003-00001',
  addressText: 'x',
  houseUse: 'residence',
  point: { lat: 36.8, lon: 118 },
  tenancy: 'vacant',
}
const submit: Step = { move: 'submit', to: 'submitted', at: NOW, role: 'assistant' }
const verify: Step = { move: 'verify', to: 'verified', at: NOW + DAY, role: 'officer' }

describe('moves that belong to nobody’s hand', () => {
  it('[SYS1] follow from the move before: a verified visit is closed at once, or opened for its follow-up', () => {
    expect(next('home_visit', VISIT, [submit, verify])).toEqual({ move: 'close', at: NOW + DAY, cause: true })
    const due = { ...VISIT, followUpAt: '2026-12-01' }
    expect(next('home_visit', due, [submit, verify])).toEqual({ move: 'open_follow_up', at: NOW + DAY, cause: true })
  })
  it('[SYS2] or from time: seven days without a sample, thirty minutes without an answer', () => {
    expect(next('home_visit', VISIT, [submit])).toEqual({ move: 'close_unchecked', at: NOW + 7 * DAY, cause: true })
    const repair = { assetId: newEventId(1), fault: 'leak', impact: 'usable', severity: 'low', assignee: 'p-author' }
    const dispatch = { move: 'dispatch', to: 'dispatched', at: NOW + HOUR, role: 'supervisor' }
    expect(next('toilet_repair', repair, [dispatch])).toEqual({
      move: 'take_back',
      at: NOW + HOUR + 30 * MINUTE,
      cause: true,
    })
  })
  it('[SYS3] what comes again has its full time', () => {
    const back = { move: 'return', to: 'returned', at: NOW + 5 * DAY, role: 'officer', note: 'x' }
    const again = { move: 'resubmit', to: 'submitted', at: NOW + 6 * DAY, role: 'assistant' }
    expect(next('home_visit', VISIT, [submit, back, again])?.at).toBe(NOW + 13 * DAY)
    const repair = { assetId: newEventId(1), fault: 'leak', impact: 'usable', severity: 'low', assignee: 'p-author' }
    const steps = [0, 2].map((hours, i) => ({
      move: i ? 'redispatch' : 'dispatch',
      to: 'dispatched',
      at: NOW + hours * HOUR,
      role: 'supervisor',
    }))
    expect(next('toilet_repair', repair, steps)?.at).toBe(NOW + 2 * HOUR + 30 * MINUTE)
  })
  it('[SYS4] a date of the record is over at its midnight', () => {
    const retired = { move: 'reject', to: 'inactive', at: NOW, role: 'officer', note: 'x' }
    const until = isoDate(addPeriod(NOW, 'P6M'))
    const found = next('household', HOME, [retired])
    expect(found).toEqual({ move: 'erase', at: (fromIsoDate(until) as number) + DAY, cause: true })
  })
  it('[SYS5] nothing is owed in a state that people lead out of', () => {
    expect(next('home_visit', VISIT, [])).toBeUndefined()
    expect(next('toilet_repair', { fault: 'leak' }, [])).toBeUndefined()
  })
  it('[SYS6] a clock that runs ahead does not put off what is owed: times are clipped to their arrival', () => {
    const ahead = { ...submit, at: NOW + 200 * DAY }
    expect(next('home_visit', VISIT, [ahead])?.at).toBe(NOW + 97 * DAY)
  })
  it('[SYS7] each move of the system names a cause that the server knows, and a rule that there is', () => {
    const rules = new Set(deadlineRules.map((rule) => rule.id))
    for (const kind of allKinds()) {
      for (const { id, system, by } of kind.moves) {
        if (!by.includes('system')) continue
        expect([kind.id, id, system?.cause]).toEqual([
          kind.id,
          id,
          expect.stringMatching(/^(event|time|external|device)$/),
        ])
        if (system?.after) expect(rules.has(system.after.rule)).toBe(true)
      }
    }
  })
})
