import { DAY } from '../clock.ts'
import type { FoldedRecord } from '../record/folded.ts'

/** So long a list hangs before money is paid. Source: guard `elapsed` of the move `pay`. */
export const PUBLIC_DAYS = 7

/** Why a subsidy cannot be paid yet; undefined: it can. `now`: ms UTC. */
export type NotPayable = 'notPublicised' | 'tooEarly' | 'notSigned' | 'paid'

export function notPayable(record: Pick<FoldedRecord, 'state' | 'fields'>, now: number): NotPayable | undefined {
  if (record.state === 'paid' || record.state === 'in_service') return 'paid'
  if (record.state !== 'publicised') return 'notPublicised'
  const since = record.fields['publicisedAt']
  if (typeof since !== 'number' || now - since < PUBLIC_DAYS * DAY) return 'tooEarly'
  return record.fields['handSign'] ? undefined : 'notSigned'
}
