import type { Guard, Kind, Move } from '../../domain/kinds/define.ts'
import { fieldOf } from '../../domain/kinds/registry.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import type { LocalRecord } from './phone.ts'

type Linked = Extract<Guard, { type: 'linked' }>

/** The first of a move's links to other records that is not there: judged from what this phone holds. */
export function missingLink(move: Move, record: FoldedRecord, all: readonly LocalRecord[]): Linked | undefined {
  return move.guards.find((guard): guard is Linked => guard.type === 'linked' && !holdsLink(guard, record, all))
}

function holdsLink(guard: Linked, record: FoldedRecord, all: readonly LocalRecord[]): boolean {
  const states = (guard.where as { readonly state?: readonly string[] } | undefined)?.state
  const found = all.filter(
    ({ record: other }) =>
      other.kind === guard.kind &&
      other.fields[guard.by] === record.id &&
      (states === undefined || states.includes(other.state)),
  ).length
  return guard.none ? found === 0 : found >= (guard.min ?? 1)
}

/** Fields given to a new form, with the choices that open them: a visit that follows another is for following up. */
export function withOpeners(kind: Kind, given: Fields): Fields {
  const opened: { [field: string]: Value } = {}
  for (const id of Object.keys(given)) {
    const need = fieldOf(kind, id)?.need
    const when = typeof need === 'object' ? need.when : undefined
    if (!when || !('field' in when) || when.is === undefined) continue
    opened[when.field] = fieldOf(kind, when.field)?.type === 'enum[]' ? [when.is] : when.is
  }
  return { ...opened, ...given }
}
