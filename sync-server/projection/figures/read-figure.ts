import type { DatabaseSync } from 'node:sqlite'
import type { Figure, Measure } from '../../../domain/figures/define.ts'
import { figureOf, kindOfFigure } from '../../../domain/figures/list.ts'
import type { Span } from '../../../domain/figures/period.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { fieldOf, kindOf } from '../../../domain/kinds/registry.ts'
import type { OfficeRule } from '../../../domain/office-rules.ts'
import { tableOf } from '../columns.ts'
import { afterPrefix } from '../page.ts'
import { coverageOf, homesAt } from './coverage.ts'
import { plannedChecksIn } from './planned-checks.ts'
import { type Planned, plannedShiftsIn } from './planned-shifts.ts'
import { villagesOf } from './programme.ts'
import { columnIn, type Scope, type Sql, timeSql, whereSql } from './where.ts'

/** `category`: only tasks of that one. `part`: the records behind the figure, `in` its numerator or the `rest` of it. */
export type FigureQuestion = {
  readonly figure: string
  readonly area: string
  readonly span: Span
  readonly now: number
  /** Of the office: how often homes and toilets are due. */
  readonly rules: readonly OfficeRule[]
  readonly category?: string
}
export type Part = 'in' | 'rest'
/** What was counted in each area; `sum` and `n` of a mean. */
export type Counted = { readonly numerator: number; readonly denominator: number | null }
export type FigureCounts = Counted & {
  readonly areas: readonly (Counted & { readonly area: string })[]
  /** Of a figure that is spread over values or states. */
  readonly values?: readonly { readonly value: string; readonly n: number }[]
}

/** Counts a figure in an area and each area one level below it. Throws for a figure that there is not. */
export function countFigure(db: DatabaseSync, asked: FigureQuestion): FigureCounts {
  const figure = figureOf(asked.figure)
  if (!figure) throw new Error(`there is no figure ${asked.figure}`)
  const counts = coverageOf(figure.id)
  if (counts) {
    const homes = homesAt(db, asked.area, Math.min(asked.now, asked.span.to - 1), asked.rules)
    const done = homes.filter(({ standing }) => counts(standing))
    return together(asked.area, tally(areasOf(done)), tally(areasOf(homes)))
  }
  const by = 'by' in figure.numerator ? figure.numerator.by : undefined
  const numerator = measured(db, figure, figure.numerator, asked)
  const denominator =
    'mean' in figure.numerator
      ? measured(db, figure, { count: figure.numerator.of, ...whereOf(figure.numerator) }, asked)
      : figure.denominator && measured(db, figure, figure.denominator, asked)
  const counted = together(asked.area, numerator, denominator)
  return by === undefined ? counted : { ...counted, values: spread(db, figure, by, asked) }
}

const whereOf = (measure: Measure) => ('where' in measure && measure.where ? { where: measure.where } : {})
const areasOf = (homes: readonly { readonly area: string }[]): readonly string[] => homes.map(({ area }) => area)
function tally(areas: readonly string[]): Planned {
  const counted = new Map<string, number>()
  for (const area of areas) counted.set(area, (counted.get(area) ?? 0) + 1)
  return counted
}

function measured(db: DatabaseSync, figure: Figure, measure: Measure, asked: FigureQuestion): Planned {
  const { area, span, now } = asked
  if ('formula' in measure) {
    switch (measure.formula) {
      case 'planned_shifts':
        return plannedShiftsIn(db, area, span, now)
      case 'planned_checks':
        return plannedChecksIn(db, area, span, now, asked.rules)
      case 'due_households':
        return tally(areasOf(homesAt(db, area, Math.min(now, span.to - 1), asked.rules)))
      case 'programme_villages':
        return tally(areasOf(villagesOf(db, area, now, asked.rules)))
      case 'programme_villages_all_lanes_lit':
        return tally(areasOf(villagesOf(db, area, now, asked.rules).filter(({ lit }) => lit)))
    }
  }
  const kind = kindNamed('count' in measure ? measure.count : measure.of)
  const scope = scopeOf(kind, figure, asked)
  const matching = matchingSql(figure, measure, scope, asked)
  const amount = amountOf(measure, scope)
  const rows = db
    .prepare(`select r.area, ${amount.sql} n from ${fromOf(kind)} where ${matching.sql} group by r.area`)
    .all(...amount.values, ...matching.values) as { area: string; n: number | null }[]
  return new Map(rows.map((row) => [row.area, row.n ?? 0]))
}

const HOUR_MS = 3_600_000

function amountOf(measure: Exclude<Measure, { formula: string }>, scope: Scope): Sql {
  if ('mean' in measure) {
    const [from, to] = measure.mean.between.map((field) => columnIn(scope, field))
    return { sql: `sum(${to} - ${from}) * 1.0 / ${HOUR_MS}`, values: [] }
  }
  if (!('items' in measure)) return { sql: 'count(*)', values: [] }
  const list = columnIn(scope, measure.items)
  const item = measure.itemWhere === undefined ? { sql: '1', values: [] } : itemSql(measure.itemWhere)
  return {
    sql: `sum((select count(*) from json_each(ifnull(${list}, '[]')) e where ${item.sql}))`,
    values: item.values,
  }
}

/** Of a row of a list: what the figures ask of one. */
function itemSql(where: NonNullable<Extract<Measure, { items: string }>['itemWhere']>): Sql {
  if ('any' in where || 'all' in where) {
    const parts = ('any' in where ? where.any : where.all).map(itemSql)
    const by = 'any' in where ? ' or ' : ' and '
    return { sql: `(${parts.map(({ sql }) => sql).join(by)})`, values: parts.flatMap(({ values }) => values) }
  }
  if (!('field' in where)) throw new Error('figures: only fields are asked of a row of a list')
  const value = `json_extract(e.value, '$.${where.field}')`
  if (where.present !== undefined) return { sql: `(${value} is ${where.present ? 'not ' : ''}null)`, values: [] }
  if (where.is === undefined) throw new Error(`figures: nothing is asked of ${where.field}`)
  return { sql: `ifnull((${value} = ?), 0)`, values: [typeof where.is === 'boolean' ? Number(where.is) : where.is] }
}

const kindNamed = (id: string): Kind => {
  const kind = kindOf(id)
  if (!kind) throw new Error(`figures: there is no kind ${id}`)
  return kind
}
const fromOf = (kind: Kind): string => `record r join ${tableOf(kind)} k on k.room = r.room and k.record = r.id`
const scopeOf = (kind: Kind, figure: Figure, { now, span }: FigureQuestion): Scope => ({
  kind,
  r: 'r',
  k: 'k',
  now,
  ...(figure.period === null ? {} : { within: { field: figure.period, span } }),
})

function matchingSql(figure: Figure, measure: Measure, scope: Scope, asked: FigureQuestion): Sql {
  const { kind } = scope
  const parts: Sql[] = [
    { sql: 'r.kind = ?', values: [kind.id] },
    { sql: 'r.area >= ? and r.area < ?', values: [asked.area, afterPrefix(asked.area)] },
    whereSql('where' in measure ? measure.where : undefined, scope),
  ]
  if (figure.period !== null && fieldOf(kind, figure.period)) parts.push(timeSql(scope, figure.period, asked.span))
  if (asked.category && fieldOf(kind, 'category')) {
    parts.push({ sql: `${columnIn(scope, 'category')} = ?`, values: [asked.category] })
  }
  return { sql: parts.map(({ sql }) => sql).join(' and '), values: parts.flatMap(({ values }) => values) }
}

function spread(
  db: DatabaseSync,
  figure: Figure,
  by: string,
  asked: FigureQuestion,
): NonNullable<FigureCounts['values']> {
  const kind = kindNamed(kindOfFigure(figure))
  const scope = scopeOf(kind, figure, asked)
  const matching = matchingSql(figure, figure.numerator, scope, asked)
  const value = by === 'state' ? 'r.state' : columnIn(scope, by)
  return db
    .prepare(`select ${value} value, count(*) n from ${fromOf(kind)} where ${matching.sql} and ${value} is not null
      group by 1 order by 2 desc, 1`)
    .all(...matching.values) as { value: string; n: number }[]
}

/** The level below: streets of a district, units of a street. */
const below = (area: string): number => (area.length < 9 ? 9 : 12)

function together(area: string, numerator: Planned, denominator: Planned | null): FigureCounts {
  const digits = below(area)
  const rows = new Map<string, { numerator: number; denominator: number | null }>()
  const rowOf = (own: string) => {
    const key = own.slice(0, digits)
    const row = rows.get(key) ?? { numerator: 0, denominator: denominator === null ? null : 0 }
    rows.set(key, row)
    return row
  }
  for (const [own, n] of numerator) rowOf(own).numerator += n
  for (const [own, n] of denominator ?? []) {
    const row = rowOf(own)
    row.denominator = (row.denominator ?? 0) + n
  }
  const areas = [...rows].map(([key, row]) => ({ area: key, ...row })).sort((a, b) => (a.area < b.area ? -1 : 1))
  const sum = (list: Planned): number => [...list.values()].reduce((all, n) => all + n, 0)
  return { numerator: sum(numerator), denominator: denominator === null ? null : sum(denominator), areas }
}

/**
 * The records behind a figure as a condition over `r`: those that it counts, or those of its denominator that it does
 * not. Undefined where the figure counts no records of one kind.
 */
export function recordsBehind(
  db: DatabaseSync,
  asked: FigureQuestion,
  part: Part,
): (Sql & { kind: string }) | undefined {
  const figure = figureOf(asked.figure)
  if (!figure) return undefined
  const counts = coverageOf(figure.id)
  if (counts) {
    const homes = homesAt(db, asked.area, Math.min(asked.now, asked.span.to - 1), asked.rules)
    const ids = homes.filter(({ standing }) => counts(standing) === (part === 'in')).map(({ id }) => id)
    // By the plus the rooms lead: with the ids in front each of them would be looked up in each room.
    return { kind: 'household', sql: '+r.id in (select value from json_each(?))', values: [JSON.stringify(ids)] }
  }
  if ('formula' in figure.numerator && figure.numerator.formula === 'programme_villages_all_lanes_lit') {
    const villages = villagesOf(db, asked.area, asked.now, asked.rules).filter(({ lit }) => lit === (part === 'in'))
    const lanes = JSON.stringify(villages.flatMap((village) => village.lanes))
    return { kind: 'asset', sql: '+r.id in (select value from json_each(?))', values: [lanes] }
  }
  const kind = kindCounted(figure.numerator)
  if (!kind) return undefined
  const numerator = selected(figure, figure.numerator, kind, asked)
  if (part === 'in') return { kind: kind.id, sql: `(r.room, r.id) in (${numerator.sql})`, values: numerator.values }
  const { denominator } = figure
  if (!denominator || kindCounted(denominator)?.id !== kind.id) return undefined
  const whole = selected(figure, denominator, kind, asked)
  return {
    kind: kind.id,
    sql: `(r.room, r.id) in (${whole.sql}) and (r.room, r.id) not in (${numerator.sql})`,
    values: [...whole.values, ...numerator.values],
  }
}

const kindCounted = (measure: Measure): Kind | undefined =>
  'formula' in measure ? undefined : kindOf('count' in measure ? measure.count : measure.of)

/** Rows of other names: the list that asks has its own `r`. */
function selected(figure: Figure, measure: Measure, kind: Kind, asked: FigureQuestion): Sql {
  const scope = scopeOf(kind, figure, asked)
  const { sql, values } = matchingSql(figure, measure, scope, asked)
  const items =
    'items' in measure
      ? itemsSql(scope, measure.items, measure.itemWhere ? itemSql(measure.itemWhere) : { sql: '1', values: [] })
      : { sql: '1', values: [] }
  return {
    sql: `select r.room, r.id from ${fromOf(kind)} where ${sql} and ${items.sql}`,
    values: [...values, ...items.values],
  }
}

const itemsSql = (scope: Scope, items: string, item: Sql): Sql => ({
  sql: `exists (select 1 from json_each(ifnull(${columnIn(scope, items)}, '[]')) e where ${item.sql})`,
  values: item.values,
})
