import { isolated } from '../isolated.ts'
import type { Kind } from '../kinds/define.ts'
import { enumOf, fieldOf, type Lang, labelOf } from '../kinds/registry.ts'
import type { Fields } from './event.ts'
import { masked } from './mask.ts'

/** How a reference finds what it names; undefined while that record is not here. */
export type Lookup = (id: string) => { readonly kind: Kind; readonly fields: Fields } | undefined

/** The record's name, from its kind's `title`: references by the title of what they name, options by their label. Names stay masked. */
export function titleOf(kind: Kind, fields: Fields, lang: Lang, lookup: Lookup, depth = 0): string {
  const parts = kind.title.map((pattern) =>
    pattern.replaceAll(/\{(\w+)\}/g, (_, id: string) => {
      const field = fieldOf(kind, id)
      const value = fields[id]
      if (value === undefined || value === null) return ''
      if (field?.type === 'enum')
        return labelOf(
          enumOf(kind, field.enum ?? '').find((item) => item.id === value),
          lang,
        )
      if (field?.type === 'ref' && depth < 3) {
        const named = typeof value === 'string' ? lookup(value) : undefined
        return named ? titleOf(named.kind, named.fields, lang, lookup, depth + 1) : ''
      }
      return typeof value === 'object' ? '' : isolated(masked(field?.mask, String(value)))
    }),
  )
  return parts.filter((part) => part !== '').join(' · ') || labelOf(kind, lang)
}
