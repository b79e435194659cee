import { isoDate } from '../../domain/clock.ts'
import type { Field, Move } from '../../domain/kinds/define.ts'
import type { Value } from '../../domain/record/event.ts'
import type { StepHabits } from '../stages/step.ts'

/** Fields that are written on the page in a way of their own. */
export const OWN_PLACE = ['parts', 'checks']

/** What is so unless he says else: done and back in use now, begun and finished today. */
function given({ id, type, need }: Field): Value | undefined {
  if (typeof need !== 'object' || need.from === undefined) return undefined
  if (id === 'downFrom' || id === 'downTo') return Date.now()
  if (type === 'date' && (id === 'startAt' || id === 'finishAt')) return isoDate(Date.now())
  return undefined
}

/** The steps of a repair. The parts are told when they are at hand, whether the work is done or waits for them. */
export const repairHabits: StepHabits = {
  given,
  also: ({ id }: Move) => (id === 'finish' ? ['parts'] : []),
}

/**
 * The steps of a building project. Whoever approves it says who builds; how far it has come is told at any time, also
 * while the next step is not taken.
 */
export const projectHabits: StepHabits = {
  given,
  also: ({ id }: Move) => {
    if (id === 'approve') return ['contractor', 'contractorId']
    return id === 'request_accept' ? ['progress'] : []
  },
}
