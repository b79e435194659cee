import type { Phone } from './phone.ts'

/** Colleagues by name, as the server has published them; known offline. */
export const knownPeople = (phone: Phone): readonly { readonly id: string; readonly name: string }[] =>
  [...phone.people().values()]
    .filter((person) => person.id !== phone.me.person.id)
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }))
