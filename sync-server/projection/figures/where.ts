import type { SQLInputValue } from 'node:sqlite'
import { DAY, duration, isoDate } from '../../../domain/clock.ts'
import type { Where } from '../../../domain/figures/define.ts'
import type { Span } from '../../../domain/figures/period.ts'
import type { Condition, Kind } from '../../../domain/kinds/define.ts'
import { fieldOf, kindOf } from '../../../domain/kinds/registry.ts'
import { tableOf } from '../columns.ts'

export type Sql = { readonly sql: string; readonly values: readonly SQLInputValue[] }
/** `r` and `k` name a record and the row of its kind; `span` bounds linked records by the figure's own time field. */
export type Scope = {
  readonly kind: Kind
  readonly r: string
  readonly k: string
  readonly now: number
  readonly within?: { readonly field: string; readonly span: Span }
}

const TRUE: Sql = { sql: '1', values: [] }

/** SQL that is 1 where the condition of a figure holds and 0 elsewhere: an absent field makes every question false. */
export function whereSql(where: Where | undefined, scope: Scope): Sql {
  if (where === undefined) return TRUE
  const { r, now } = scope
  if ('all' in where) return joined(where.all, ' and ', scope)
  if ('any' in where) return joined(where.any, ' or ', scope)
  if ('not' in where) {
    const inner = whereSql(where.not, scope)
    return { sql: `(not ${inner.sql})`, values: inner.values }
  }
  if ('state' in where) {
    return { sql: `(${r}.state in (${holes(where.state)}))`, values: where.state }
  }
  if ('moved' in where) return contains(`${r}.moves`, where.moved)
  if ('met' in where) return contains(`${r}.met`, where.met)
  if ('linked' in where) return linkedSql(where, scope)
  const column = columnIn(scope, where.field)
  if ('withinDays' in where) return leaf(`${column} >= ?`, now - where.withinDays * DAY)
  if ('plus' in where) return leaf(`${column} <= ${columnIn(scope, where.maxField)} + ?`, duration(where.plus))
  return fieldSql(where as FieldWhere, column, scope)
}

type FieldWhere = Extract<Condition, { readonly field: string }>

function fieldSql(where: FieldWhere, column: string, scope: Scope): Sql {
  const isList =
    fieldOf(scope.kind, where.field)?.type.endsWith('[]') || fieldOf(scope.kind, where.field)?.type === 'list'
  if (where.present !== undefined) {
    const there = `(${column} is not null and ${column} not in ('', '[]'))`
    return { sql: where.present ? there : `(not ${there})`, values: [] }
  }
  if (where.is !== undefined) {
    return isList ? contains(column, where.is) : leaf(`${column} = ?`, cell(where.is))
  }
  if (where.in !== undefined) {
    const options = where.in.map(cell)
    return isList
      ? leaf(`exists (select 1 from json_each(${column}) where value in (${holes(options)}))`, ...options)
      : leaf(`${column} in (${holes(options)})`, ...options)
  }
  const parts: Sql[] = []
  if (where.min !== undefined) parts.push(leaf(`${column} >= ?`, where.min))
  if (where.max !== undefined) parts.push(leaf(`${column} <= ?`, where.max))
  if (where.minField !== undefined) parts.push(leaf(`${column} >= ${columnIn(scope, where.minField)}`))
  if (where.maxField !== undefined) parts.push(leaf(`${column} <= ${columnIn(scope, where.maxField)}`))
  if (parts.length === 0) throw new Error(`figures: nothing is asked of ${scope.kind.id}.${where.field}`)
  return { sql: `(${parts.map((part) => part.sql).join(' and ')})`, values: parts.flatMap((part) => part.values) }
}

type Linked = Extract<Where, { readonly linked: string }>

/** Records that others of a kind name: asked once for all, not again for each record. */
function linkedSql(where: Linked, scope: Scope): Sql {
  const kind = kindOf(where.linked)
  if (!kind) throw new Error(`figures: there is no kind ${where.linked}`)
  const inner: Scope = { kind, r: 'lr', k: 'lk', now: scope.now }
  const condition = whereSql(where.where, inner)
  const { within } = scope
  const inTime =
    within && fieldOf(kind, within.field) ? timeSql(inner, within.field, within.span) : { sql: '1', values: [] }
  const many = where.distinctDays ? `count(distinct ${dayOf('lr.created')})` : 'count(*)'
  const sql = `${scope.r}.id in (select ${columnIn(inner, where.by)} from record lr join ${tableOf(kind)} lk
    on lk.room = lr.room and lk.record = lr.id where lr.kind = ? and ${condition.sql} and ${inTime.sql}
    group by 1 having ${many} >= ?)`
  const values = [kind.id, ...condition.values, ...inTime.values, where.min ?? 1]
  return { sql: where.none ? `(not ${sql})` : `(${sql})`, values }
}

/** Records whose time field lies in the span: a date, or ms UTC. */
export function timeSql(scope: Pick<Scope, 'kind' | 'k'>, field: string, span: Span): Sql {
  const column = columnIn(scope, field)
  const type = fieldOf(scope.kind, field)?.type
  return type === 'date'
    ? leaf(`${column} >= ? and ${column} < ?`, isoDate(span.from), isoDate(span.to))
    : leaf(`${column} >= ? and ${column} < ?`, span.from, span.to)
}

export function columnIn({ kind, k }: Pick<Scope, 'kind' | 'k'>, field: string): string {
  if (!fieldOf(kind, field)) throw new Error(`figures: ${kind.id} has no field ${field}`)
  return `${k}."f_${field}"`
}

const SHANGHAI = 8 * 3_600_000
/** The day in Shanghai as a number. */
const dayOf = (column: string): string => `((${column} + ${SHANGHAI}) / ${DAY})`

const leaf = (sql: string, ...values: readonly SQLInputValue[]): Sql => ({ sql: `ifnull((${sql}), 0)`, values })
const contains = (list: string, value: string | number | boolean): Sql =>
  leaf(`exists (select 1 from json_each(${list}) where value = ?)`, cell(value))
const holes = (list: readonly unknown[]): string => list.map(() => '?').join(', ')
const cell = (value: string | number | boolean): SQLInputValue => (typeof value === 'boolean' ? Number(value) : value)

function joined(parts: readonly Where[], by: string, scope: Scope): Sql {
  const all = parts.map((part) => whereSql(part, scope))
  return { sql: `(${all.map((part) => part.sql).join(by)})`, values: all.flatMap((part) => part.values) }
}
