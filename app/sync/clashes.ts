import type { RecordId } from '../../domain/ids.ts'
import { sameValue } from '../../domain/record/equal.ts'
import type { Conflict, ConflictValue, FoldedRecord } from '../../domain/record/folded.ts'

/** A conflict with the records in which whoever settles it writes: the record itself, or its restricted part. */
export type Clash = { readonly conflict: Conflict; readonly kind: string; readonly records: readonly RecordId[] }

/**
 * What is in conflict in a record and in its restricted parts, as far as this person may read them. Two who each begin
 * the part without knowing of the other make two records of it: what these say differently is in conflict as well.
 */
export function clashesOf(record: FoldedRecord, parts: readonly FoldedRecord[]): readonly Clash[] {
  const own = record.conflicts.map((conflict) => ({ conflict, kind: record.kind, records: [record.id] }))
  const fields = new Set(
    parts.flatMap((part) => [...part.conflicts.map((one) => one.field), ...Object.keys(part.fields)]),
  )
  const hidden = [...fields].sort().flatMap((field): readonly Clash[] => {
    const saying = parts.map((part) => ({ part, values: valuesOf(part, field) })).filter((one) => one.values.length > 0)
    const values = distinct(saying.flatMap((one) => one.values))
    if (values.length < 2) return []
    const records = saying.map(({ part }) => part.id)
    return [{ conflict: { field, values }, kind: saying[0]?.part.kind ?? '', records }]
  })
  return [...own, ...hidden]
}

function valuesOf(part: FoldedRecord, field: string): readonly ConflictValue[] {
  const conflict = part.conflicts.find((one) => one.field === field)
  if (conflict) return conflict.values
  const shown = part.fields[field] ?? null
  const latest = part.history.findLast(
    ({ event }) =>
      (event.type === 'create' || event.type === 'set') && field in event.set && sameValue(event.set[field], shown),
  )
  if (!latest) return []
  const { by, role, at } = latest.event
  return [{ event: latest.id, by, role, at, value: shown }]
}

/** One for each value, the latest of those that are equal; equal on every phone. */
function distinct(values: readonly ConflictValue[]): readonly ConflictValue[] {
  const found: ConflictValue[] = []
  for (const one of [...values].sort((a, b) => b.at - a.at || (a.event < b.event ? 1 : -1)))
    if (!found.some((other) => sameValue(other.value, one.value))) found.push(one)
  return found
}
