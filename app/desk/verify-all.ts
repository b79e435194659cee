import type { MeAnswer, RecordAnswer, RecordRow } from '../../domain/api.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { offeredMoves } from '../../domain/record/moves.ts'
import { request } from '../state/api.ts'
import type { Key } from '../words/zh.ts'
import { checkOf, hasDoubt } from './checking.ts'
import { rolesIn } from './record/who.ts'
import { createWriter } from './write.ts'

/**
 * Verifies records without a doubt, one after the other: each is asked for anew, so that what came in meanwhile, or
 * a doubt, leaves it to be looked at. `onDone` hears how many have been gone through. Stops at the first that could
 * not be written, and says why.
 */
export async function verifyAll(
  me: MeAnswer,
  rows: readonly RecordRow[],
  onDone: (n: number) => void,
): Promise<Key | undefined> {
  const writer = createWriter(me.person.id)
  for (const [i, { room, id }] of [...rows].entries()) {
    const answer = await request<RecordAnswer>(`/api/records/${encodeURIComponent(room)}/${id}`)
    if (!answer.ok) return 'deskNoNetwork'
    const { record, row } = answer.value
    const kind = kindOf(record.kind)
    if (kind && !hasDoubt(row)) {
      const who = { person: me.person.id, roles: rolesIn(me, record.area, Date.now()) }
      const offer = checkOf(kind, offeredMoves(kind, record, who, Date.now()))
      const outcome = offer && (await writer.write(answer.value, { role: offer.role, move: offer.move }))
      if (outcome && !outcome.ok) return outcome.problem
    }
    onDone(i + 1)
  }
  return undefined
}
