import type { Grant } from '../../domain/access.ts'
import { DAY, fromIsoDate } from '../../domain/clock.ts'
import type { Card } from '../../domain/deadline.ts'
import type { PersonId } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { columnOf } from './columns.ts'
import type { FigureQuestion, Part } from './figures/read-figure.ts'

/** Who asks, and when: rooms that are not open to him are no part of any answer. */
export type Reader = { readonly person: PersonId; readonly grants: readonly Grant[]; readonly now: number }

export const QUEUES = ['held', 'conflicts', 'problems'] as const
export type Queue = (typeof QUEUES)[number]

/** A question for a page of records. */
export type Filter = {
  readonly kind?: string
  readonly area?: string
  readonly states: readonly string[]
  /** Created in [from, to), ms UTC. */
  readonly from?: number
  readonly to?: number
  readonly card?: Card
  readonly queue?: Queue
  readonly q?: string
  /** People whose name the search means: their records are found as well. */
  readonly authors: readonly PersonId[]
  /** Fields of the kind that have exactly this value. */
  readonly fields: readonly { readonly field: string; readonly value: string }[]
  /** Only the records behind a figure: those that it counts, or the rest of its whole. */
  readonly behind?: { readonly asked: FigureQuestion; readonly part: Part }
  /** Newest arrival first, or what has a clock, the nearest end first. */
  readonly order: 'received' | 'due'
  readonly limit: number
  readonly after?: Place
}
/** Where a page ends: the next one begins behind it, whatever came in meanwhile. `received`: or due, as the order has it. */
export type Place = { readonly received: number; readonly id: string; readonly room: string }

/** The first text behind all that begin with `prefix`: codes of the area tree are prefixes of what they contain. */
export const afterPrefix = (prefix: string): string => `${prefix}\u{10ffff}`

const MAX_LIMIT = 200
const FIRST_LIMIT = 200
export type BadQuery = { readonly parameter: string; readonly detail: string }
type Query = { readonly [name: string]: unknown }

/** `GET /api/records?…` as a filter, or the first parameter that is wrong and what it should be. */
export function filterOf(query: Query): Result<Filter, BadQuery> {
  const bad = (parameter: string, detail: string) => fail({ parameter, detail })
  for (const [name, value] of Object.entries(query)) {
    if (typeof value !== 'string') return bad(name, 'Give it once.')
  }
  const text = query as { readonly [name: string]: string | undefined }
  const kind = text['kind'] ? kindOf(text['kind']) : undefined
  if (text['kind'] && !kind) return bad('kind', 'There is no such kind of record.')
  const from = text['from'] ? momentOf(text['from'], 0) : undefined
  if (text['from'] && from === undefined) return bad('from', 'Give a date such as 2026-11-25, or milliseconds UTC.')
  const to = text['to'] ? momentOf(text['to'], DAY) : undefined
  if (text['to'] && to === undefined) return bad('to', 'Give a date such as 2026-11-25, or milliseconds UTC.')
  const card = (['none', 'yellow', 'red'] as const).find((one) => one === text['card'])
  if (text['card'] && !card) return bad('card', 'Give none, yellow or red.')
  const queue = QUEUES.find((one) => one === text['queue'])
  if (text['queue'] && !queue) return bad('queue', `Give one of ${QUEUES.join(', ')}.`)
  const order = (['received', 'due'] as const).find((one) => one === (text['order'] ?? 'received'))
  if (!order) return bad('order', 'Give received or due.')
  const limit = text['limit'] ? Number(text['limit']) : FIRST_LIMIT
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) return bad('limit', `Give 1 to ${MAX_LIMIT}.`)
  const after = text['cursor'] ? parsePlace(text['cursor']) : undefined
  if (text['cursor'] && !after) return bad('cursor', 'Give the `next` of the page before.')
  const named = Object.entries(text).filter(([name, value]) => name.startsWith('field.') && value !== undefined)
  const fields = named.map(([name, value]) => ({ field: name.slice('field.'.length), value: value as string }))
  const foreign = fields.find(({ field }) => !kind || !columnOf(kind, field))
  if (foreign) return bad(`field.${foreign.field}`, 'Give `kind`, and a field that it declares.')
  return ok({
    ...(kind ? { kind: kind.id } : {}),
    ...(text['area'] ? { area: text['area'] } : {}),
    states: text['state'] ? text['state'].split(',') : [],
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(card ? { card } : {}),
    ...(queue ? { queue } : {}),
    ...(text['q']?.trim() ? { q: text['q'].trim().toLowerCase() } : {}),
    authors: [],
    fields,
    order,
    limit,
    ...(after ? { after } : {}),
  })
}

/** A date is its first midnight in Shanghai, `plus` after it for the end of a span: `to` includes its day. */
function momentOf(text: string, plus: number): number | undefined {
  const day = fromIsoDate(text)
  if (day !== undefined) return day + plus
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

export const formatPlace = ({ received, id, room }: Place): string =>
  Buffer.from(JSON.stringify([received, id, room])).toString('base64url')

export function parsePlace(text: string): Place | undefined {
  try {
    const [received, id, room] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    const fits = typeof received === 'number' && typeof id === 'string' && typeof room === 'string'
    return fits ? { received, id, room } : undefined
  } catch {
    return undefined
  }
}
