import type { Field, Kind } from '../kinds/define.ts'
import { fieldOf, partKindOf } from '../kinds/registry.ts'
import { isPresent } from './condition.ts'
import type { Fields, Value } from './event.ts'

/** What goes into the record itself, and what into the record of its restricted part. */
export type Split = {
  readonly open: Fields
  /** A null takes a value back; where there is no part yet, only what is not null needs writing. */
  readonly part?: { readonly kind: Kind; readonly by: string; readonly set: Fields }
}

/**
 * Parts what a form holds: restricted fields, and restricted entries of a list's rows, go to the record of the part's
 * kind in the private room. Rows keep what both kinds declare, so that `joinPrivate` finds them again.
 */
export function splitPrivate(kind: Kind, fields: Fields): Split {
  const part = partKindOf(kind)
  if (!part?.partOf) return { open: fields }
  const open: { [field: string]: Value } = {}
  const set: { [field: string]: Value } = {}
  for (const [id, value] of Object.entries(fields)) {
    const [own, restricted] = [fieldOf(kind, id), fieldOf(part, id)]
    if (!restricted || id === part.partOf.by) open[id] = value
    else if (!own?.items || !Array.isArray(value)) set[id] = value
    else {
      open[id] = rowsOf(value).map((row) => without(row, secretsOf(restricted)))
      const hidden = rowsOf(value)
        .filter((row) => secretsOf(restricted).some((item) => isPresent(row[item])))
        .map((row) => only(row, restricted))
      set[id] = hidden.length > 0 ? hidden : null
    }
  }
  return Object.keys(set).length === 0 ? { open } : { open, part: { kind: part, by: part.partOf.by, set } }
}

/** The fields as the form shows them again: the record's own with those of its part, rows matched by what they share. */
export function joinPrivate(kind: Kind, open: Fields, hidden: Fields): Fields {
  const part = partKindOf(kind)
  if (!part?.partOf) return open
  const joined: { [field: string]: Value } = { ...open }
  for (const [id, value] of Object.entries(hidden)) {
    const restricted = fieldOf(part, id)
    const rows = open[id]
    if (!restricted || id === part.partOf.by) continue
    if (!restricted.items || !Array.isArray(value)) joined[id] = value
    else if (Array.isArray(rows)) joined[id] = joinRows(rowsOf(rows), rowsOf(value), restricted)
  }
  return joined
}

function joinRows(rows: readonly Fields[], hidden: readonly Fields[], list: Field): readonly Fields[] {
  const left = [...hidden]
  const secrets = secretsOf(list)
  const shared = (list.items ?? []).map((item) => item.id).filter((id) => !secrets.includes(id))
  return rows.map((row) => {
    const at = left.findIndex((one) => shared.every((id) => one[id] === row[id]))
    return at < 0 ? row : { ...row, ...left.splice(at, 1)[0] }
  })
}

const rowsOf = (value: Value): readonly Fields[] => value as readonly Fields[]
const secretsOf = (list: Field): readonly string[] =>
  (list.items ?? []).filter((item) => item.personal === 'sensitive').map((item) => item.id)
const without = (row: Fields, ids: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(row).filter(([id]) => !ids.includes(id)))
const only = (row: Fields, list: Field): Fields =>
  Object.fromEntries(Object.entries(row).filter(([id]) => list.items?.some((item) => item.id === id)))
