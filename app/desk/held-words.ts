import type { HeldReason, HeldRow } from '../../domain/api.ts'
import { fieldOf, kindOf, labelOf, moveOf, roleName } from '../../domain/kinds/registry.ts'
import { shownValue } from '../parts/value.ts'
import { lang, t } from '../words/words.ts'
import type { Key } from '../words/zh.ts'
import type { HeldItem } from './held.ts'

const WHY: { readonly [reason in HeldReason]: Key } = {
  roleNotHeld: 'heldRole',
  areaNotGranted: 'heldArea',
  sessionRevoked: 'heldSession',
}

export const heldWhy = (row: HeldRow): string => t(WHY[row.reason], { role: roleName(row.role, lang()) })

const kindIdOf = ({ row, about }: HeldItem): string =>
  row.content.type === 'create' ? row.content.kind : (about?.record.kind ?? '')

/** What the event would do, in the words of its kind. */
export function heldDeed(item: HeldItem): string {
  const { content } = item.row
  const kind = kindOf(kindIdOf(item))
  switch (content.type) {
    case 'create':
      return t('heldCreate', { kind: labelOf(kind, lang()) || content.kind })
    case 'set':
      return t('changed', {
        fields: Object.keys(content.set)
          .map((id) => fieldLabel(item, id))
          .join('、'),
      })
    case 'move':
      return labelOf(kind && moveOf(kind, content.move), lang()) || content.move
    case 'remark':
      return content.text
    case 'photo':
      return t('heldPhoto')
    case 'track':
      return t('trackTaken')
  }
}

const fieldLabel = (item: HeldItem, id: string): string => {
  const kind = kindOf(kindIdOf(item))
  return labelOf(kind && fieldOf(kind, id), lang()) || id
}

/** The values that it would write, and what stands there now. */
export function heldValues(
  item: HeldItem,
): readonly { readonly label: string; readonly shown: string; readonly now: string }[] {
  const { content } = item.row
  const kind = kindOf(kindIdOf(item))
  if (!('set' in content)) return []
  const named = (id: string) => item.about?.titles[id]?.[lang()] ?? item.about?.names[id] ?? ''
  return Object.entries(content.set).map(([id, value]) => {
    const field = kind && fieldOf(kind, id)
    const words = (one: typeof value | undefined) =>
      kind && field ? shownValue(kind, field, one, named) : JSON.stringify(one ?? null)
    return { label: fieldLabel(item, id), shown: words(value), now: words(item.about?.record.fields[id]) }
  })
}
