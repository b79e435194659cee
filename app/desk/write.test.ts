import { describe, expect, it } from 'vitest'
import type { RecordAnswer } from '../../domain/api.ts'
import { asPerson, type EventId } from '../../domain/ids.ts'
import { eventsOf } from './write.ts'

const heads = ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01ARZ3NDEKTSV4RRFFQ69G5FAW'] as EventId[]
const answer = { record: { id: heads[0], heads } } as unknown as Pick<RecordAnswer, 'record'>
const me = asPerson('p-1')

describe('what the desk writes', () => {
  it('[DESK6] a step builds on the values written with it, those on all that the writer saw', () => {
    const deed = {
      role: 'supervisor',
      set: { assignee: 'p-2' },
      move: { id: 'dispatch', to: 'dispatched' },
      note: ' go ',
    }
    const [set, move] = eventsOf(answer, me, deed, 1000)
    expect(set?.event).toMatchObject({ type: 'set', by: me, base: heads, set: { assignee: 'p-2' } })
    expect(move?.event).toMatchObject({ type: 'move', move: 'dispatch', base: [set?.id], note: 'go' })
  })
  it('[DESK6] settling a conflict names every head, so that neither value is left over', () => {
    const [settle] = eventsOf(answer, me, { role: 'officer', set: { tenancy: 'rented' } }, 1000)
    expect(settle?.event).toMatchObject({ type: 'set', base: heads })
  })
  it('[DESK6] a return carries its reason and just the fields that were ticked; an empty note is none', () => {
    const back = { id: 'return', to: 'returned' }
    const [step] = eventsOf(answer, me, { role: 'officer', move: back, note: 'why', fields: ['result'] }, 1000)
    expect(step?.event).toMatchObject({ note: 'why', fields: ['result'], base: heads })
    const [bare] = eventsOf(answer, me, { role: 'officer', move: back, note: ' ', fields: [] }, 1000)
    expect(bare?.event).not.toHaveProperty('note')
    expect(bare?.event).not.toHaveProperty('fields')
  })
})
