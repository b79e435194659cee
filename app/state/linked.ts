import type { Kind } from '../../domain/kinds/define.ts'
import { fieldOf } from '../../domain/kinds/registry.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import type { Others } from '../../domain/record/others.ts'
import type { LocalRecord } from './phone.ts'

/** What this phone holds, for the steps that ask about other records. */
export function othersOf(all: readonly LocalRecord[]): Others {
  const byKind = Map.groupBy(
    all.map((local) => local.record),
    (record) => record.kind,
  )
  return { ofKind: (kind) => byKind.get(kind) ?? [] }
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
