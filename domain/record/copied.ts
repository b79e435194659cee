import type { Condition, Field, Kind } from '../kinds/define.ts'
import { fieldOf } from '../kinds/registry.ts'
import { isPresent } from './condition.ts'
import { sameValue } from './equal.ts'
import type { Fields, Value } from './event.ts'

/** Where a field copies from: the reference that names another record, and the field of that one. */
export function sourceOf(field: Field): { readonly ref: string; readonly field: string } | undefined {
  if (!field.derive || !('lookup' in field.derive)) return undefined
  const [ref, from] = field.derive.lookup.split('.')
  return ref && from ? { ref, field: from } : undefined
}

/**
 * Values of other records that the norms of a kind ask for (`assetId.toiletClass`): they are carried in the events under
 * just that name, so that the same numbers are judged by the same class wherever the record is.
 */
export const normSources = (kind: Kind): readonly string[] => {
  const asked = kind.fields.flatMap(({ norms }) =>
    (norms ?? []).flatMap(({ when }) => (when && 'field' in when && when.field.includes('.') ? [when.field] : [])),
  )
  return [...new Set(asked)]
}

/** What the copied fields would say if they were copied now; nothing of a record that is not at hand. */
export function copiesOf(kind: Kind, fields: Fields, named: (id: string) => Fields | undefined): Fields {
  const found: { [field: string]: Value } = {}
  for (const field of kind.fields) {
    const source = sourceOf(field)
    const id = source && fields[source.ref]
    const value = typeof id === 'string' && source ? named(id)?.[source.field] : undefined
    if (isPresent(value)) found[field.id] = value as Value
  }
  for (const name of normSources(kind)) {
    const [ref = '', from = ''] = name.split('.')
    const id = fields[ref]
    const value = typeof id === 'string' ? named(id)?.[from] : undefined
    if (isPresent(value)) found[name] = value as Value
  }
  return found
}

/** Those copies that differ from what the record says: what its next event carries along. */
export const staleCopies = (kind: Kind, fields: Fields, named: (id: string) => Fields | undefined): Fields =>
  Object.fromEntries(
    Object.entries(copiesOf(kind, fields, named)).filter(([id, value]) => !sameValue(fields[id] ?? null, value)),
  )

/** True if a condition asks about a copied field: another record has the last word on it. */
export function asksCopy(kind: Kind, condition: Condition, of: (field: Field) => boolean = () => true): boolean {
  if ('all' in condition) return condition.all.some((part) => asksCopy(kind, part, of))
  if ('any' in condition) return condition.any.some((part) => asksCopy(kind, part, of))
  if ('not' in condition) return asksCopy(kind, condition.not, of)
  const field = 'field' in condition ? fieldOf(kind, condition.field) : undefined
  return field !== undefined && sourceOf(field) !== undefined && of(field)
}
