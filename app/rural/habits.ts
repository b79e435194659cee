import type { RecordId } from '../../domain/ids.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { ok, type Result } from '../../domain/result.ts'
import { latrineNowAfter } from '../../domain/rural/harmless.ts'
import type { StepHabits } from '../stages/step.ts'
import type { Phone } from '../state/phone.ts'
import type { NotSaved } from '../store/rows.ts'

/** The steps of a latrine: builders and tanks are those of the last one; a posted household may sign at any time. */
export const latrineHabits = (phone: Phone): StepHabits => ({
  likeTheLast: ['contractor', 'tankKind'],
  aside: ({ state }) => (state === 'publicised' && phone.roleFor(['village_staff']) !== undefined ? ['handSign'] : []),
  before: async (move, record) => (move.id === 'publicise' ? settleHousehold(phone, record) : ok(undefined)),
})

/** What the household has from now on, once the district accepted its latrine: in the act that posts the list. */
export async function settleHousehold(phone: Phone, latrine: FoldedRecord): Promise<Result<void, NotSaved>> {
  const id = String(latrine.fields['householdId'] ?? '') as RecordId
  const home = phone.records[id]?.record
  const latrineNow = latrineNowAfter(latrine.fields['latrineType'])
  if (!home || home.fields['latrineNow'] === latrineNow) return ok(undefined)
  return phone.change(id, { role: phone.roleFor(['village_staff', 'supervisor']) ?? '', set: { latrineNow } })
}
