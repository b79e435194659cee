import type { MeAnswer, RecordAnswer, RecordRow, WriteAnswer } from '../../../domain/api.ts'
import type { Kind, Move } from '../../../domain/kinds/define.ts'
import { moveOf } from '../../../domain/kinds/registry.ts'
import type { Fields } from '../../../domain/record/event.ts'
import { offeredMoves } from '../../../domain/record/moves.ts'
import { post, request } from '../../state/api.ts'
import { rolesIn } from '../record/who.ts'
import { eventsOf } from '../write.ts'

/** What one act does to each of several latrines. */
export type Act = {
  readonly move?: string
  readonly set?: (row: RecordRow) => Fields
  readonly note?: string
  /** When it happened (ms UTC), if not now. */
  readonly at?: (row: RecordRow) => number
  /** In which role, where nothing but values is written. */
  readonly role?: string
}

/**
 * Does it to one record after the other, each asked for anew: what came in meanwhile counts, and what the record then
 * does not allow is left as it is. Gives those that could not be done; ends where the line is cut.
 */
export async function actOn(
  me: MeAnswer,
  kind: Kind,
  rows: readonly RecordRow[],
  act: Act,
  onDone: (n: number) => void,
): Promise<readonly RecordRow[]> {
  const left: RecordRow[] = []
  const move = act.move === undefined ? undefined : moveOf(kind, act.move)
  for (const [i, row] of [...rows].entries()) {
    const done = await one(me, kind, row, act, move)
    if (!done) left.push(row)
    onDone(i + 1 - left.length)
  }
  return left
}

async function one(me: MeAnswer, kind: Kind, row: RecordRow, act: Act, move: Move | undefined): Promise<boolean> {
  const answer = await request<RecordAnswer>(`/api/records/${encodeURIComponent(row.room)}/${row.id}`)
  if (!answer.ok) return false
  const { record } = answer.value
  const at = act.at?.(row) ?? Date.now()
  const set = act.set?.(row) ?? {}
  const roles = rolesIn(me, record.area, Date.now())
  const offer = move
    ? offeredMoves(kind, { ...record, fields: { ...record.fields, ...set } }, { person: me.person.id, roles }, at).find(
        (one) => one.move.id === move.id && !one.blocked && one.missing.length === 0,
      )
    : undefined
  if (move && !offer) return false
  const role = offer?.role ?? act.role ?? roles[0] ?? ''
  const deed = {
    role,
    ...(Object.keys(set).length > 0 ? { set } : {}),
    ...(move ? { move } : {}),
    ...(act.note ? { note: act.note } : {}),
  }
  const events = eventsOf(answer.value, me.person.id, deed, Date.now()).map(({ id, event }) => ({
    id,
    event: { ...event, at },
  }))
  const path = `/api/rooms/${encodeURIComponent(row.room)}/events`
  return (await post<WriteAnswer>(path, { events })).ok
}
