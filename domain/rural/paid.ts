import { fromIsoDate, HOUR } from '../clock.ts'
import type { FoldedRecord } from '../record/folded.ts'
import { type NotPayable, notPayable } from './payment.ts'
import { textOf } from './roll.ts'
import { type Cell, readDay } from './roll-cells.ts'

/** A row of the list that the paying office sends back. */
export type PaidRow = {
  readonly row: number
  readonly fileNo: string
  readonly why?: NotPayable | 'noDay' | 'badDay' | 'future' | 'unknown' | 'twice'
  /** The record, and when it was paid (ms UTC), where it can be marked. */
  readonly id?: string
  readonly at?: number
}
type Latrine = Pick<FoldedRecord, 'id' | 'state' | 'fields'>

/** Tries the rows of a paid list against the latrines of a village; rows without a day of payment were not paid. */
export function tryPaid(
  rows: readonly (readonly Cell[])[],
  latrines: readonly Latrine[],
  now: number,
): readonly PaidRow[] {
  const heading = rows.findIndex((row) => row.some((cell) => /档案号|file no/i.test(textOf(cell))))
  const head = (rows[heading] ?? []).map(textOf)
  const at = (words: RegExp) => head.findIndex((name) => words.test(name))
  const [fileCol, dayCol] = [at(/档案号|file no/i), at(/发放日期|支付日期|paid/i)]
  const byFile = new Map(latrines.map((one) => [String(one.fields['fileNo'] ?? ''), one]))
  const seen = new Set<string>()
  return rows.slice(heading + 1).flatMap((cells, i): PaidRow[] => {
    const fileNo = fileCol < 0 ? '' : textOf(cells[fileCol] ?? null)
    if (fileNo === '') return []
    const told = { row: heading + 2 + i, fileNo }
    const cell = dayCol < 0 ? null : (cells[dayCol] ?? null)
    if (textOf(cell) === '') return [{ ...told, why: 'noDay' }]
    const day = readDay(cell)
    if (!day) return [{ ...told, why: 'badDay' }]
    // Noon of the day, and never later than now: the list knows no hour.
    const noon = (fromIsoDate(day) as number) + 12 * HOUR
    if ((fromIsoDate(day) as number) > now) return [{ ...told, why: 'future' }]
    const record = byFile.get(fileNo)
    if (!record) return [{ ...told, why: 'unknown' }]
    if (seen.has(fileNo)) return [{ ...told, why: 'twice' }]
    seen.add(fileNo)
    const when = Math.min(noon, now)
    const why = notPayable(record, when)
    return [why ? { ...told, why } : { ...told, id: record.id, at: when }]
  })
}
