import { DAY, SECOND, SKEW_FLAG, skewOf } from '../clock.ts'
import type { EventId } from '../ids.ts'
import type { Kind } from '../kinds/define.ts'
import { decide } from '../shift/fence.ts'
import { isRow } from './condition.ts'
import type { Fields, Place, Value } from './event.ts'
import type { FoldedRecord } from './folded.ts'
import { type LatLon, metresTo } from './geometry.ts'

export { metresBetween } from './geometry.ts'

/** What a checker should know about the circumstances of a record. Marks never block anything. */
export type Mark =
  /** Surely further from what the record is about than the kind allows. */
  | {
      readonly type: 'far'
      readonly event: EventId
      readonly metres: number
      readonly reason?: string
      /** The clock of a shift that was pressed there, off its routes. */
      readonly move?: string
    }
  | { readonly type: 'noPlace'; readonly event: EventId; readonly move?: string }
  /** The fix is too coarse (`acc`, metres) to tell. */
  | { readonly type: 'rough'; readonly event: EventId; readonly acc: number; readonly move?: string }
  | { readonly type: 'clockOff'; readonly event: EventId; readonly skewMs: number }
  /** Came in `lateMs` after the phone was first online again, beyond the day that is allowed. */
  | { readonly type: 'late'; readonly event: EventId; readonly lateMs: number }

export type Arrival = { readonly receivedAt: number; readonly firstContactAt: number }

/** What the marks of a record are judged by. */
export type Witnessed = Pick<FoldedRecord, 'id' | 'fields' | 'place' | 'history'>

/** What a record's evidence leaves open. `subject`: where the thing is that it is about (a point or GeoJSON geometry). */
export function marksOf(
  kind: Kind,
  record: Witnessed,
  subject?: LatLon | Value,
  arrivalOf: (event: EventId) => Arrival | undefined = () => undefined,
): readonly Mark[] {
  const marks: Mark[] = []
  const create = record.id as string as EventId
  for (const rule of kind.evidence) {
    if (rule.type !== 'near') continue
    if (rule.of === 'route') {
      marks.push(...clockMarks(record, subject, rule.metres))
      continue
    }
    const target = rule.of === 'self' ? shapeOf(kind, record.fields) : subject
    const mark = nearMark(create, record.place, target, rule.metres, record.fields['placeReason'])
    if (mark) marks.push(mark)
    for (const { id, event } of record.history) {
      if (event.type !== 'move' || !event.place) continue
      const onMove = nearMark(id, event.place, target, rule.metres, event.note)
      if (onMove) marks.push(onMove)
    }
  }
  for (const { id, event } of record.history) {
    const skewMs = skewOf(event)
    // One act of several events was off once.
    const isSaid = marks.some((mark) => mark.type === 'clockOff' && Math.abs(mark.skewMs - skewMs) < SECOND)
    if (Math.abs(skewMs) > SKEW_FLAG && !isSaid) marks.push({ type: 'clockOff', event: id, skewMs })
    const arrival = arrivalOf(id)
    const lateMs = arrival ? arrival.receivedAt - arrival.firstContactAt : 0
    if (lateMs > DAY) marks.push({ type: 'late', event: id, lateMs })
  }
  return marks
}

const CLOCKS: { readonly [move: string]: string } = { clock_in: 'in', clock_out: 'out' }

/**
 * Where somebody pressed his own clock, seen from the routes of the shift, as the fence on his phone sees it. Breaks are
 * nobody's matter, and what a leader wrote for somebody without a phone has no place and needs none.
 */
function clockMarks(record: Witnessed, routes: LatLon | Value | undefined, limit: number): readonly Mark[] {
  const rows = Array.isArray(record.fields['events']) ? record.fields['events'] : []
  return Object.entries(CLOCKS).flatMap(([move, type]): readonly Mark[] => {
    const row = rows.find((one) => isRow(one) && one['clockType'] === type && one['by'] === record.fields['workerId'])
    if (!isRow(row ?? null)) return []
    const step = record.history.find(({ event }) => event.type === 'move' && event.move === move)
    const event = step?.id ?? (record.id as string as EventId)
    const place = step && 'place' in step.event ? step.event.place : undefined
    if (!place) return [{ type: 'noPlace', event, move }]
    const metres = routes === undefined ? undefined : metresTo(place, routes)
    if (metres === undefined)
      return place.acc > limit ? [{ type: 'rough', event, acc: Math.round(place.acc), move }] : []
    const decision = decide(metres, place.acc, limit)
    const why = step?.event.type === 'move' && step.event.note ? { reason: step.event.note } : {}
    if (decision === 'outside') return [{ type: 'far', event, metres: Math.round(metres), move, ...why }]
    return decision === 'inside' ? [] : [{ type: 'rough', event, acc: Math.round(place.acc), move }]
  })
}

function nearMark(
  event: EventId,
  place: Place | undefined,
  target: LatLon | Value | undefined,
  limit: number,
  reason: Value | undefined,
): Mark | undefined {
  if (!place) return { type: 'noPlace', event }
  const metres = target === undefined ? undefined : metresTo(place, target)
  if (metres !== undefined && metres - place.acc > limit) {
    const why = typeof reason === 'string' && reason !== '' ? { reason } : {}
    return { type: 'far', event, metres: Math.round(metres), ...why }
  }
  const unsure = place.acc > limit || (metres !== undefined && metres > limit)
  return unsure ? { type: 'rough', event, acc: Math.round(place.acc) } : undefined
}

/** The routes that a record is worked on, those changed to as well, of whatever kind it is. */
export function routesIn({ routeIds, events }: Fields): readonly string[] {
  const changed = Array.isArray(events) ? events.map((row) => (isRow(row) ? row['routeId'] : undefined)) : []
  const all = [...(Array.isArray(routeIds) ? routeIds : []), ...changed]
  return [...new Set(all.filter((id): id is string => typeof id === 'string'))]
}

/** The lines of several roads as one shape; undefined if there is none. */
export function linesOf(shapes: readonly (Value | undefined)[]): Value | undefined {
  const lines = shapes.flatMap((shape): readonly Value[] => {
    if (!isRow(shape ?? null)) return []
    const { type, coordinates } = shape as Fields
    if (type === 'LineString' && coordinates !== undefined) return [coordinates]
    return type === 'MultiLineString' && Array.isArray(coordinates) ? coordinates : []
  })
  return lines.length > 0 ? { type: 'MultiLineString', coordinates: lines } : undefined
}

/** The first field of a record that says where it is itself. */
export function shapeOf(kind: Kind, fields: Fields): Value | undefined {
  const field = kind.fields.find((one) => one.type === 'geo' || one.type === 'geometry')
  return field && fields[field.id]
}

/** The entries of a history that marks look at, without the values that they set. */
export const witnesses = (history: FoldedRecord['history']): FoldedRecord['history'] =>
  history
    .filter(({ event }) => (event.type === 'move' && event.place) || Math.abs(skewOf(event)) > SKEW_FLAG)
    .map((entry) => ('set' in entry.event ? { ...entry, event: { ...entry.event, set: {} } } : entry))
