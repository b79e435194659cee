import { describe, expect, it } from 'vitest'
import type { EventId, PersonId, RecordId } from '../../domain/ids.ts'
import { toiletRepair } from '../../domain/kinds/toilet-repair.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { stepsOf } from './steps.ts'

const repair = (state: string, moves: readonly string[]): FoldedRecord => ({
  id: '01' as RecordId,
  kind: 'toilet_repair',
  version: 1,
  area: '370303005',
  createdBy: 'p-a' as PersonId,
  createdRole: 'toilet_keeper',
  createdAt: 1,
  updatedAt: 1,
  fields: {},
  state,
  chain: moves.map((move, at) => ({
    event: String(at) as EventId,
    move,
    to: toiletRepair.moves.find((one) => one.id === move)?.to ?? '',
    by: 'p-a' as PersonId,
    role: 'maintainer',
    at,
  })),
  conflicts: [],
  heads: [],
  proposals: [],
  photos: [],
  remarks: [],
  problems: [],
  history: [],
})
const words = (state: string, moves: readonly string[]) =>
  stepsOf(toiletRepair, repair(state, moves)).map((step) => `${step.at} ${step.to}`)

describe('the trace of a record', () => {
  it('[SCREEN1] shows what was done, what is now and what people do next', () => {
    expect(words('on_site', ['dispatch', 'accept', 'arrive'])).toEqual([
      'done dispatched',
      'done accepted',
      'done on_site',
      'now done',
      'next verified',
    ])
  })
  it('[SCREEN1] leads back from a side state, and ends at a final one', () => {
    expect(words('waiting_parts', ['wait_parts']).slice(1)).toEqual(['now on_site', 'next done', 'next verified'])
    expect(words('closed', [])).toEqual([])
  })
})
