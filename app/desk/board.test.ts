import { describe, expect, it } from 'vitest'
import type { RecordRow } from '../../domain/api.ts'
import { listedKinds } from '../../domain/kinds/registry.ts'
import { type Assignment, assignmentOf, columnsOf, rowsOf } from './board.ts'
import { checkStates, isForChecker } from './checking.ts'

const boards = listedKinds().flatMap((kind) => assignmentOf(kind) ?? [])
const repairs = boards.find((board) => board.kind.id === 'toilet_repair') as Assignment
const now = Date.parse('2026-11-25T14:00:00+08:00')
const row = (over: Partial<RecordRow>): RecordRow =>
  ({ kind: 'toilet_repair', state: 'reported', card: 'none', createdAt: 0, updatedAt: now, ...over }) as RecordRow

describe('the board', () => {
  it('[DESK4] takes its columns from the kind: what can be given, is given, is done, is to check, is finished', () => {
    expect(columnsOf(repairs).map((column) => column.states)).toEqual([
      ['reported', 'rejected'],
      ['dispatched'],
      ['accepted', 'on_site', 'waiting_parts', 'rework'],
      ['done'],
      ['verified', 'closed'],
    ])
  })
  it('[DESK4] puts every state into one column at most, of every kind that is given out', () => {
    expect(boards.length).toBeGreaterThan(0)
    for (const board of boards) {
      const states = columnsOf(board).flatMap((column) => column.states)
      expect(new Set(states).size).toBe(states.length)
    }
  })
  it('[DESK4] sorts by card and due time, never by person, and shows of what is finished only today', () => {
    const [toGive, , , , done] = columnsOf(repairs)
    const rows = [
      row({ id: 'a' as RecordRow['id'], dueAt: now + 5 }),
      row({ id: 'b' as RecordRow['id'], card: 'yellow', dueAt: now + 3 }),
      row({ id: 'c' as RecordRow['id'], card: 'red', dueAt: now - 1 }),
      row({ id: 'd' as RecordRow['id'], dueAt: now + 4 }),
      row({ id: 'e' as RecordRow['id'], state: 'verified' }),
      row({ id: 'f' as RecordRow['id'], state: 'verified', updatedAt: now - 24 * 3_600_000 }),
    ]
    expect(rowsOf(toGive!, rows, now).map((one) => one.id)).toEqual(['c', 'b', 'd', 'a'])
    expect(rowsOf(done!, rows, now).map((one) => one.id)).toEqual(['e'])
  })
})

describe('what waits for a check', () => {
  it('[DESK5] follows from the moves that somebody else than the author makes', () => {
    expect(checkStates(['officer'], 'home_visit')).toEqual(['submitted'])
    expect(checkStates(['officer'], 'household')).toEqual(['proposed', 'changed'])
    expect(checkStates(['supervisor'], 'toilet_repair')).toEqual(['done'])
    expect(checkStates(['cleaner'], '')).toEqual([])
  })
  it('[DESK5] never holds the checker’s own records', () => {
    const visit = row({ kind: 'home_visit', state: 'submitted', createdBy: 'p-1' as RecordRow['createdBy'] })
    expect(isForChecker(visit, ['officer'], 'p-2')).toBe(true)
    expect(isForChecker(visit, ['officer'], 'p-1')).toBe(false)
    expect(isForChecker({ ...visit, state: 'verified' }, ['officer'], 'p-2')).toBe(false)
  })
})
