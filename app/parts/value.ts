import { fromIsoDate } from '../../domain/clock.ts'
import { isolated } from '../../domain/isolated.ts'
import type { Field, Kind } from '../../domain/kinds/define.ts'
import { enumOf, labelOf } from '../../domain/kinds/registry.ts'
import { isRow } from '../../domain/record/condition.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import { masked } from '../../domain/record/mask.ts'
import { checkValue } from '../../domain/record/values.ts'
import { clockTime, dayWords, lang, t } from '../words/words.ts'

/** Counting words of the declarations; English needs none where the label says what is counted. */
const UNITS_EN: { readonly [unit: string]: string } = {
  人: '',
  辆: '',
  只: '',
  项: '',
  件: '',
  元: 'yuan',
  分钟: 'min',
  米: 'm',
}
export const unitOf = (field: Field): string =>
  field.unit === undefined ? '' : lang() === 'en' ? (UNITS_EN[field.unit] ?? field.unit) : field.unit

export type Named = (id: string) => string

/**
 * A value in the words of its field, for reading. `named` gives the title of a record or person that it names;
 * `open` shows what is masked until somebody asks for it.
 */
export function shownValue(kind: Kind, field: Field, value: Value | undefined, named: Named, open = true): string {
  if (value === undefined || value === null || value === '') return '–'
  // Derived ones too: an event may have set them before they were derived.
  if (checkValue(kind, { ...field, derived: false }, value, {}).some(({ why }) => why === 'type')) return rawText(value)
  const option = (id: Value) =>
    labelOf(
      enumOf(kind, field.enum ?? '').find((item) => item.id === id),
      lang(),
    ) || rawText(id)
  switch (field.type) {
    case 'enum':
      return option(value)
    case 'enum[]':
      return (value as readonly Value[]).map(option).join(t('comma'))
    case 'bool':
      return value ? t('yes') : t('no')
    case 'datetime':
      return clockTime(Number(value))
    case 'date': {
      const day = fromIsoDate(String(value))
      return day === undefined ? String(value) : dayWords(day)
    }
    case 'ref':
      return named(String(value)) || '–'
    case 'ref[]':
      return (value as readonly Value[]).map((id) => named(String(id))).join(t('comma'))
    case 'geo': {
      const point = value as Fields
      return `${Number(point['lat']).toFixed(5)}, ${Number(point['lon']).toFixed(5)}`
    }
    case 'list':
      return (
        (value as readonly Value[])
          .map((row) => (isRow(row) ? shownRow(kind, field, row, named, open) : rawText(row)))
          .filter(Boolean)
          .join(lang() === 'zh' ? '；' : '; ') || '–'
      )
    case 'group':
      return shownRow(kind, field, value as Fields, named, open)
    case 'photo':
      return t('photosN', { n: Array.isArray(value) ? value.length : 1 })
    case 'geometry':
      return t('drawn')
    case 'signature':
      return t('signed')
    case 'condition':
      return rawText(value)
    default: {
      const text = Array.isArray(value) ? value.join(t('comma')) : String(value)
      return `${isolated(open ? text : masked(field.mask, text))} ${unitOf(field)}`.trim()
    }
  }
}

/** What does not fit its field, as it is: it is a problem of the record, not of the page. */
const rawText = (value: Value): string =>
  typeof value === 'object' ? JSON.stringify(value, (_, one) => (one instanceof Uint8Array ? '…' : one)) : String(value)

const shownRow = (kind: Kind, field: Field, row: Fields, named: Named, open: boolean): string =>
  (field.items ?? [])
    .filter((item) => row[item.id] !== undefined && row[item.id] !== null && row[item.id] !== '')
    .map((item) => shownValue(kind, item, row[item.id], named, open))
    .join(' ')
