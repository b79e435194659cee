import type { Field, Kind } from '../../domain/kinds/define.ts'
import type { Fields, Value } from '../../domain/record/event.ts'

/** The SQL table of a kind follows from its declaration: one typed column a field, `{id}_lat` and `{id}_lon` of a place. */
export type Column = {
  readonly name: string
  readonly type: 'text' | 'integer' | 'real'
  /** The cell of a record; null for what is absent or does not fit the type (the fold lists it as a problem). */
  readonly cell: (fields: Fields) => string | number | null
}

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,62}$/

export function tableOf(kind: Kind): string {
  if (!NAME.test(kind.id)) throw new Error(`kind "${kind.id}": an id is letters, digits and _`)
  return `kind_${kind.id}`
}

/** The column that holds a field as one value; undefined for a field that there is not, or that has no such column. */
export const columnOf = (kind: Kind, field: string): Column | undefined =>
  columnsOf(kind).find((column) => column.name === `f_${field}`)

export function columnsOf(kind: Kind): readonly Column[] {
  const columns = kind.fields.flatMap(ofField)
  const names = new Set(columns.map((column) => column.name.toLowerCase()))
  if (names.size < columns.length) throw new Error(`kind "${kind.id}": two fields differ in nothing but case`)
  return columns
}

function ofField(field: Field): readonly Column[] {
  if (!NAME.test(field.id)) throw new Error(`field "${field.id}": an id is letters, digits and _`)
  const one = (type: Column['type'], cell: (value: Value) => string | number | null): readonly Column[] => [
    { name: `f_${field.id}`, type, cell: (fields) => whole(cell, fields[field.id]) },
  ]
  switch (field.type) {
    case 'string':
    case 'text':
    case 'url':
    case 'enum':
    case 'ref':
    case 'date':
    case 'time':
      return one('text', text)
    case 'int':
    case 'datetime':
      return one('integer', integer)
    case 'bool':
      return one('integer', (value) => (typeof value === 'boolean' ? Number(value) : null))
    case 'decimal':
      return one('real', real)
    case 'geo':
      return (['lat', 'lon'] as const).map((part) => ({
        name: `f_${field.id}_${part}`,
        type: 'real',
        cell: (fields) => real(partOf(fields[field.id], part)),
      }))
    // What a hand drew or a lens saw is no matter for a question: only whether it is there.
    case 'photo':
    case 'signature':
      return one('integer', () => 1)
    case 'enum[]':
    case 'ref[]':
    case 'string[]':
    case 'geometry':
    case 'list':
    case 'group':
    case 'condition':
      return one('text', (value) => (typeof value === 'object' ? JSON.stringify(value, bytesAsBase64) : null))
  }
}

const whole = (cell: (value: Value) => string | number | null, value: Value | undefined): string | number | null =>
  value === undefined || value === null ? null : cell(value)
const text = (value: Value): string | null => (typeof value === 'string' ? value : null)
const integer = (value: Value): number | null => (Number.isSafeInteger(value) ? (value as number) : null)
const real = (value: Value | undefined): number | null => (Number.isFinite(value) ? (value as number) : null)
const partOf = (value: Value | undefined, part: 'lat' | 'lon'): Value | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
    ? (value as { readonly [key: string]: Value })[part]
    : undefined

/** For `JSON.stringify`: bytes of a value (a signature, a track) as base64. */
export const bytesAsBase64 = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value
