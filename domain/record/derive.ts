import { addPeriod, isoDate } from '../clock.ts'
import type { Derive, Field, Kind } from '../kinds/define.ts'
import { fieldOf, stateOf } from '../kinds/registry.ts'
import { retentionClasses } from '../kinds/retention.ts'
import { holds, isPresent, isRow } from './condition.ts'
import type { CreateEvent, Fields, Value } from './event.ts'
import type { FoldedRecord } from './folded.ts'
import { isWithinNorms } from './norms.ts'

type Told = { readonly create: CreateEvent; readonly chain: FoldedRecord['chain']; readonly fields: Fields }

/**
 * The derived fields that follow from the record's own events. What comes from other records, from tracks or from
 * outside is not here: such a field stays empty rather than wrong.
 */
export function derivedFields(kind: Kind, told: Told): Fields {
  const found: { [field: string]: Value } = {}
  // A derived field may build on one declared before it.
  for (const field of kind.fields) {
    const value = field.derive && derive(kind, field, field.derive, { ...told, fields: { ...told.fields, ...found } })
    if (value !== undefined) found[field.id] = value
  }
  return found
}

function derive(kind: Kind, field: Field, how: Derive, { create, chain, fields }: Told): Value | undefined {
  if ('createdAt' in how) return create.at
  if ('createdBy' in how) return create.by
  if ('createdArea' in how) return create.area
  if ('moveAt' in how) return lastOf(chain, how.moveAt)?.at
  if ('moveBy' in how) return lastOf(chain, how.moveBy)?.by
  if ('norms' in how) return isWithinNorms(kind, fields)
  if ('diff' in how) return difference(kind, how.diff, fields)
  if ('share' in how) {
    const [part, whole] = how.share.map((id) => numberOf(fields[id]))
    return part === undefined || !whole ? undefined : rounded((part / whole) * 100, field)
  }
  if ('sumOf' in how) {
    const group = fields[how.sumOf]
    return isRow(group) ? rounded(sum(Object.values(group)), field) : undefined
  }
  if ('items' in how) {
    const { field: list, where, sum: item, count, pick, value, pairs } = how.items
    const rows = fields[list]
    if (!Array.isArray(rows)) return undefined
    if (pairs) return minutesBetween(rows.filter(isRow), pairs)
    if (pick && value) {
      const picked = rows.filter(isRow).filter((row) => !where || holds(where, { fields: row }))
      return picked.at(pick === 'first' ? 0 : -1)?.[value]
    }
    if (!(count || item)) return undefined
    const counted = rows.filter((row) => isRow(row) && (!where || holds(where, { fields: row })))
    return item ? rounded(sum(counted.map((row) => (row as Fields)[item])), field) : counted.length
  }
  if ('retention' in how) return retentionEnd(kind, how.retention, create, chain)
  if ('base' in how) {
    const { from, minus, floor } = how.base
    const rows = fields[minus.field]
    const lost = Array.isArray(rows) ? sum(rows.map((row) => (isRow(row) ? row[minus.sum] : undefined))) : 0
    return Math.max(floor ?? Number.NEGATIVE_INFINITY, from - lost)
  }
  return undefined
}

/** Minutes from each row of the first clock type to the next one of the second; one that still runs counts nothing. */
function minutesBetween(rows: readonly Fields[], [start, end]: readonly string[]): number {
  let from: number | undefined
  let passed = 0
  for (const row of rows) {
    const at = numberOf(row['at'])
    if (row['clockType'] === start) from = at
    else if (row['clockType'] === end && from !== undefined && at !== undefined) {
      passed += Math.max(0, at - from)
      from = undefined
    }
  }
  return Math.round(passed / MINUTE)
}

/** The last effective one of these moves; several names stand with spaces between them. */
const lastOf = (chain: FoldedRecord['chain'], names: string) =>
  chain.findLast((step) => names.split(' ').includes(step.move))

/** The last day on which the record is kept; none while it is in use again. */
function retentionEnd(kind: Kind, id: string, create: CreateEvent, chain: FoldedRecord['chain']): string | undefined {
  const rule = retentionClasses.find((one) => one.id === id)
  if (!rule) return undefined
  if (rule.from === 'create') return isoDate(addPeriod(create.at, rule.keep))
  const entered = chain.findLastIndex((step) => step.to === rule.from)
  const step = chain[entered]
  const isOver = chain.slice(entered + 1).every((later) => stateOf(kind, later.to)?.final)
  return step && isOver ? isoDate(addPeriod(step.at, rule.keep)) : undefined
}

const MINUTE = 60_000
/** First minus second; between two times in minutes. */
function difference(kind: Kind, [a, b]: readonly [string, string], fields: Fields): number | undefined {
  const [first, second] = [numberOf(fields[a]), numberOf(fields[b])]
  if (first === undefined || second === undefined) return undefined
  return fieldOf(kind, a)?.type === 'datetime' ? Math.round((first - second) / MINUTE) : exact(first - second)
}

const numberOf = (value: Value | undefined): number | undefined =>
  isPresent(value) && typeof value === 'number' ? value : undefined
const sum = (values: readonly (Value | undefined)[]): number =>
  exact(values.reduce<number>((all, value) => all + (numberOf(value) ?? 0), 0))
/** Decimals without the traces of binary fractions. */
const exact = (n: number): number => Math.round(n * 1e6) / 1e6
const rounded = (n: number, field: Field): number => (field.type === 'int' ? Math.round(n) : Math.round(n * 100) / 100)
