import { DAY, SKEW_FLAG, skewOf } from '../clock.ts'
import type { EventId } from '../ids.ts'
import type { Kind } from '../kinds/define.ts'
import type { Fields, Place, Value } from './event.ts'
import type { FoldedRecord } from './folded.ts'
import { type LatLon, metresTo } from './geometry.ts'

export { metresBetween } from './geometry.ts'

/** What a checker should know about the circumstances of a record. Marks never block anything. */
export type Mark =
  /** Surely further from what the record is about than the kind allows. */
  | { readonly type: 'far'; readonly event: EventId; readonly metres: number; readonly reason?: string }
  | { readonly type: 'noPlace'; readonly event: EventId }
  /** The fix is too coarse (`acc`, metres) to tell. */
  | { readonly type: 'rough'; readonly event: EventId; readonly acc: number }
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
    if (Math.abs(skewMs) > SKEW_FLAG) marks.push({ type: 'clockOff', event: id, skewMs })
    const arrival = arrivalOf(id)
    const lateMs = arrival ? arrival.receivedAt - arrival.firstContactAt : 0
    if (lateMs > DAY) marks.push({ type: 'late', event: id, lateMs })
  }
  return marks
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
