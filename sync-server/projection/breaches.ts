import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { Breach } from '../../domain/api.ts'
import type { RecordId, RoomName } from '../../domain/ids.ts'
import type { Guard, Kind, Move } from '../../domain/kinds/define.ts'
import { fieldOf, kindOf, moveOf, stateOf } from '../../domain/kinds/registry.ts'
import type { Fields } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { metresTo } from '../../domain/record/geometry.ts'
import { shapeOf } from '../../domain/record/marks.ts'
import { isInLot, sampleSize, wasInspected, withNamed } from '../../domain/record/others.ts'
import { columnOf, tableOf } from './columns.ts'

/**
 * Guards that look at other records. The writer's phone may not have held those, so that its move stands, and a
 * supervisor is told what is wrong with it. Judged now, from the rooms that the reader may read.
 */
export function breachesOf(
  db: DatabaseSync,
  rooms: ReadonlySet<RoomName>,
  room: RoomName,
  record: FoldedRecord,
): readonly Breach[] {
  const kind = kindOf(record.kind)
  const state = kind && stateOf(kind, record.state)
  if (!kind || !state || (state.side && state.final)) return []
  return record.chain.flatMap(({ event, move: id, note }) => {
    const move = moveOf(kind, id)
    return (move?.guards ?? []).flatMap((guard): Breach[] => {
      const found = move && judge(guard, move, Boolean(note?.trim()))
      return found ? [{ event, move: id, ...found }] : []
    })
  })

  function judge(guard: Guard, move: Move, explained: boolean): Found | undefined {
    switch (guard.type) {
      case 'unique':
        return notUnique(guard, move)
      case 'linked':
        return notLinked(guard)
      case 'state': {
        const named = others('r.id = ?', [String(record.fields[guard.field] ?? '')])[0]
        return named && !guard.in.includes(named.state) ? { type: 'wrongState', others: [named.id] } : undefined
      }
      case 'noneNear':
        return explained && guard.elseReason ? undefined : tooNear(guard, move)
      case 'cond':
        return notAsNamed(guard)
      case 'sample':
        return sampleTooSmall(guard, move)
      default:
        return undefined
    }
  }

  /** The condition asks about copied fields, and the records that were copied from say that it does not hold. */
  function notAsNamed({ if: condition }: Extract<Guard, { type: 'cond' }>): Found | undefined {
    if (!kind || state?.final) return undefined
    const seen = new Map<string, Other>()
    const verdict = withNamed(kind, condition, record, (id) => {
      const other = others('r.id = ?', [id])[0]
      if (other) seen.set(id, other)
      return other && fieldsOf(other)
    })
    return verdict === false ? { type: 'notAsNamed', others: ids([...seen.values()]) } : undefined
  }

  function sampleTooSmall(guard: Extract<Guard, { type: 'sample' }>, move: Move): Found | undefined {
    if (!kind || !isInLot(kind, move, guard, record, record)) return undefined
    const lot = others('r.kind = ? and r.area = ?', [kind.id, record.area])
      .map((other) => ({ area: record.area, state: other.state, fields: fieldsOf(other) }))
      .filter((other) => isInLot(kind, move, guard, record, other))
    const inspected = [record, ...lot].filter((other) => wasInspected(other.fields[guard.field]))
    return inspected.length < sampleSize(lot.length + 1, guard.share)
      ? { type: 'sampleTooSmall', others: [] }
      : undefined
  }

  function notUnique({ fields, per }: Extract<Guard, { type: 'unique' }>, move: Move): Found | undefined {
    const area = per === 'district' ? record.area.slice(0, DISTRICT) : record.area
    const values = fields.map((field) => record.fields[field])
    if (!values.every((value) => typeof value === 'string')) return undefined
    const same = fields.map((field) => `${cell(kind as Kind, field)} = ?`).join(' and ')
    const sql = `r.kind = ? and r.state = ? and substr(r.area, 1, ?) = ? and ${same}`
    const found = others(sql, [record.kind, move.to, area.length, area, ...values])
    return found.length > 0 ? { type: 'notUnique', others: ids(found) } : undefined
  }

  function notLinked(guard: Extract<Guard, { type: 'linked' }>): Found | undefined {
    const linked = kindOf(guard.kind)
    if (!linked || fieldOf(linked, guard.by)?.type !== 'ref') return undefined
    const states = (guard.where as { state?: readonly string[] } | undefined)?.state ?? []
    const inState = states.length > 0 ? ` and r.state in (${states.map(() => '?').join(', ')})` : ''
    const found = others(`r.kind = ? and ${cell(linked, guard.by)} = ?${inState}`, [linked.id, record.id, ...states])
    if (guard.none) return found.length > 0 ? { type: 'linked', others: ids(found) } : undefined
    return found.length < (guard.min ?? 1) ? { type: 'notLinked', others: ids(found) } : undefined
  }

  function tooNear({ metres, same }: Extract<Guard, { type: 'noneNear' }>, move: Move): Found | undefined {
    const point = shapeOf(kind as Kind, record.fields) as { type?: string; coordinates?: readonly number[] } | undefined
    const [lon, lat] = point?.type === 'Point' ? (point.coordinates ?? []) : []
    if (lon === undefined || lat === undefined) return undefined
    const fields = typeof same === 'string' ? [same] : (same ?? [])
    const alike = fields.map((field) => ` and ${cell(kind as Kind, field)} is ?`).join('')
    const values = fields.map((field) => (record.fields[field] ?? null) as SQLInputValue)
    const area = record.area.slice(0, STREET)
    const near = others(`r.kind = ? and r.state = ? and substr(r.area, 1, ?) = ?${alike}`, [
      record.kind,
      move.to,
      area.length,
      area,
      ...values,
    ]).filter(({ json }) => {
      const shape = shapeOf(kind as Kind, fieldsOf({ json }))
      const distance = metresTo({ lat, lon }, shape)
      return distance !== undefined && distance < metres
    })
    return near.length > 0 ? { type: 'tooNear', others: ids(near) } : undefined
  }

  /** Other records of open rooms. `where` speaks of `r`, its row. */
  function others(where: string, values: readonly SQLInputValue[]): readonly Other[] {
    const rows = db
      .prepare(
        `select r.room, r.id, r.state, r.json from record r where ${where} and not (r.room = ? and r.id = ?) limit ?`,
      )
      .all(...values, room, record.id, MOST) as unknown as Other[]
    return rows.filter((row) => rooms.has(row.room))
  }
}

type Other = { readonly room: RoomName; readonly id: RecordId; readonly state: string; readonly json: string }
type Found = Pick<Breach, 'type' | 'others'>
const fieldsOf = ({ json }: Pick<Other, 'json'>): Fields => (JSON.parse(json) as { readonly fields: Fields }).fields
const ids = (list: readonly Other[]): readonly RecordId[] => list.map((one) => one.id).slice(0, SHOWN)

/** Digits of a district's and a street's code. */
const DISTRICT = 6
const STREET = 9
const MOST = 5000
const SHOWN = 5

/** The cell of a field of the row `r`, in the table of its kind. */
function cell(kind: Kind, field: string): string {
  const column = columnOf(kind, field)
  if (!column) throw new Error(`kind "${kind.id}": a guard names "${field}", which has no column`)
  return `(select k."${column.name}" from ${tableOf(kind)} k where k.room = r.room and k.record = r.id)`
}
