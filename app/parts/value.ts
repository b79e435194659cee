import type { Field, Kind } from '../../domain/kinds/define.ts'
import { enumOf, labelOf } from '../../domain/kinds/registry.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import { clockTime, lang, t } from '../words/words.ts'

/** A value in the words of its field, for reading. `named` gives the title of a record or person that it names. */
export function shownValue(kind: Kind, field: Field, value: Value | undefined, named: (id: string) => string): string {
  if (value === undefined || value === null || value === '') return '–'
  const option = (id: Value) =>
    labelOf(
      enumOf(kind, field.enum ?? '').find((item) => item.id === id),
      lang(),
    ) || String(id)
  switch (field.type) {
    case 'enum':
      return option(value)
    case 'enum[]':
      return (value as readonly Value[]).map(option).join('、')
    case 'bool':
      return value ? t('yes') : t('no')
    case 'datetime':
      return clockTime(Number(value))
    case 'ref':
      return named(String(value)) || '–'
    case 'geo': {
      const point = value as Fields
      return `${Number(point['lat']).toFixed(5)}, ${Number(point['lon']).toFixed(5)}`
    }
    case 'list':
      return (value as readonly Fields[]).map((row) => shownRow(kind, field, row, named)).join('；')
    case 'group':
      return shownRow(kind, field, value as Fields, named)
    case 'geometry':
    case 'photo':
    case 'signature':
      return '✓'
    default:
      return `${Array.isArray(value) ? value.join('、') : String(value)}${field.unit ? ` ${field.unit}` : ''}`
  }
}

const shownRow = (kind: Kind, field: Field, row: Fields, named: (id: string) => string): string =>
  (field.items ?? [])
    .filter((item) => row[item.id] !== undefined && row[item.id] !== null && row[item.id] !== '')
    .map((item) => shownValue(kind, item, row[item.id], named))
    .join(' ')
