import type { Field, Kind } from '../../domain/kinds/define.ts'
import { fieldOf, labelOf } from '../../domain/kinds/registry.ts'
import { isPresent } from '../../domain/record/condition.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import type { Problem } from '../../domain/record/folded.ts'
import { lang, t } from './words.ts'

type Why = Extract<Problem, { type: 'BadValue' }>['why']

/** What is wrong with a value, and within which limits it would be right. */
export function badValueSentence(kind: Kind, field: Field, value: Value | undefined, why: Why, all: Fields): string {
  if (field.type === 'list' || field.type === 'group') return badEntries(field, value, why)
  switch (why) {
    case 'type':
      return field.type === 'int' ? t('badInt') : field.type === 'decimal' ? t('badNumber') : t('badForm')
    case 'range':
      if (field.min !== undefined && field.max !== undefined) return t('badBetween', { min: field.min, max: field.max })
      return field.min === undefined ? t('badMax', { max: field.max ?? '' }) : t('badMin', { min: field.min })
    case 'order': {
      const other = (id: string | undefined) => labelOf(id ? fieldOf(kind, id) : undefined, lang())
      const least = field.minField === undefined ? undefined : all[field.minField]
      const early = isPresent(least) && (value as number | string) < (least as number | string)
      return early ? t('badBefore', { other: other(field.minField) }) : t('badAfter', { other: other(field.maxField) })
    }
    case 'length':
      return t('badLong', { max: field.maxLength ?? '', n: typeof value === 'string' ? value.length : 0 })
    case 'pattern':
      return field.help ? labelOf(field.help, lang()) : t('badForm')
    case 'option':
      return t('badOption')
    case 'year':
      return t('badYear')
  }
}

function badEntries(field: Field, value: Value | undefined, why: Why): string {
  const rows = Array.isArray(value) ? (value as readonly Fields[]) : [(value ?? {}) as Fields]
  if (why === 'length' && Array.isArray(value))
    return value.length < (field.minItems ?? 0)
      ? t('badFew', { min: field.minItems ?? 0 })
      : t('badMany', { max: field.maxItems ?? '' })
  const owed = (field.items ?? []).filter(
    (item) => item.need === 'always' && rows.some((row) => !isPresent(row[item.id])),
  )
  // Whatever else is wrong stands beside the entry's own field.
  return owed.length > 0
    ? t('badRow', { fields: owed.map((item) => labelOf(item, lang())).join(t('comma')) })
    : t('badRow', { fields: labelOf(field, lang()) })
}

/** What a move still waits for, said at its field. */
export function missingSentence(field: Field): string {
  switch (field.type) {
    case 'enum':
    case 'enum[]':
    case 'ref':
    case 'ref[]':
    case 'bool':
    case 'list':
      return t('stillToChoose')
    case 'date':
    case 'datetime':
      return t('chooseDate')
    case 'time':
      return t('chooseTime')
    case 'photo':
      return t('stillPhoto')
    default:
      return t('stillMissing')
  }
}
