import { newEventId, type RecordId, recordOf } from '../../domain/ids.ts'
import type { Fields, Place } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Phone } from '../state/phone.ts'
import { pointOfValue } from '../state/point.ts'
import type { NotSaved } from '../store/rows.ts'
import { checkFields, type Fault, toReport } from './answers.ts'

/** A code stands at the door: whoever read it was within so many metres. */
const AT_THE_DOOR = 10

/** Where the check was made, with the time at which the code was read. Without a fix the code itself says where. */
export function placeOf(
  toilet: FoldedRecord,
  fix: Place | undefined,
  scannedAt: number | undefined,
): Place | undefined {
  if (scannedAt === undefined) return fix
  const door = pointOfValue(toilet.fields['geometry'])
  if (fix) return { ...fix, qr: scannedAt }
  return door && { ...door, acc: AT_THE_DOOR, fixAt: scannedAt, source: 'qr', qr: scannedAt }
}

/**
 * Writes the check and a repair for each fault that is reported anew, as one act: the check names its repairs, each
 * repair its check. A half-told check is kept as a draft of the record, without a repair.
 */
export async function saveCheck(
  phone: Phone,
  toilet: FoldedRecord,
  answers: Fields,
  { draft, place }: { readonly draft: string; readonly place: Place | undefined },
): Promise<Result<RecordId, NotSaved>> {
  const role = phone.roleFor(['toilet_keeper', 'team_leader', 'supervisor']) ?? ''
  const now = Date.now()
  const faults = toReport(answers)
  const check = newEventId(now)
  const repairs = new Map(faults.map((fault, i) => [fault, newEventId(now + i + 1)]))
  const fields = checkFields({ ...answers, assetId: toilet.id, checkAt: now }, (fault) => repairs.get(fault) ?? '')
  const common = { role, area: toilet.area, place }
  const saved = await phone.createAll([
    { kind: 'toilet_check', made: { ...common, id: check, fields, move: { id: 'submit', to: 'submitted' }, draft } },
    ...faults.map((fault) => ({
      kind: 'toilet_repair',
      made: { ...common, id: repairs.get(fault), fields: repairFields(fault, toilet, recordOf(check), now) },
    })),
  ])
  return saved.ok ? ok(recordOf(check)) : saved
}

const repairFields = (fault: Fault, toilet: FoldedRecord, check: RecordId, now: number): Fields => ({
  assetId: toilet.id,
  fault: fault.fault as string,
  impact: fault.impact as string,
  sourceId: check,
  ...(fault.impact === 'usable' ? {} : { downFrom: now }),
  ...(fault.notice === undefined ? {} : { noticePosted: fault.notice }),
})
