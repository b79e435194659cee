import type { Phone } from './phone.ts'

/** Whom the records of this phone name: their authors and who they are given to. */
export function knownPeople(phone: Phone): readonly { readonly id: string; readonly name: string }[] {
  const ids = new Set<string>()
  for (const { record } of Object.values(phone.records)) {
    for (const { event } of record.history) ids.add(event.by)
    const assignee = record.fields['assignee']
    if (typeof assignee === 'string') ids.add(assignee)
  }
  ids.delete('system')
  return [...ids]
    .map((id) => ({ id, name: phone.nameOf(id) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }))
}
