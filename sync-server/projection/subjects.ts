import type { DatabaseSync } from 'node:sqlite'
import type { RoomName } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import { linesOf, routesIn, shapeOf } from '../../domain/record/marks.ts'
import type { StoredRow } from './row.ts'

/** Where the thing is that a record is about; undefined where it is unknown, or in a room closed to the reader. */
export type SubjectShape = (row: Pick<StoredRow, 'kind' | 'fields'>) => Value | undefined

export function subjectsOf(db: DatabaseSync, rooms: ReadonlySet<RoomName>): SubjectShape {
  const byId = db.prepare('select room, json from record where id = ? order by room desc')
  const known = new Map<string, Value | undefined>()
  function look(id: string): Value | undefined {
    const rows = byId.all(id) as { room: RoomName; json: string }[]
    const row = rows.find((one) => rooms.has(one.room))
    if (!row) return undefined
    const { kind, fields } = JSON.parse(row.json) as { kind: string; fields: Fields }
    const declared = kindOf(kind)
    return declared && shapeOf(declared, fields)
  }
  const shapeAt = (id: string): Value | undefined => {
    if (!known.has(id)) known.set(id, look(id))
    return known.get(id)
  }
  return ({ kind, fields }) => {
    // A shift is about its roads, not about the entry of the plan.
    const isOnRoutes = kindOf(kind)?.evidence.some((rule) => rule.type === 'near' && rule.of === 'route')
    if (isOnRoutes) return linesOf(routesIn(fields).map(shapeAt))
    const subject = kindOf(kind)?.subject
    const id = subject === undefined ? undefined : fields[subject]
    return typeof id === 'string' ? shapeAt(id) : undefined
  }
}
