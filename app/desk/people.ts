import { type Accessor, createResource } from 'solid-js'
import type { Colleague, ColleaguesAnswer } from '../../domain/api.ts'
import { request } from '../state/api.ts'

export type Workers = {
  readonly list: Accessor<readonly Colleague[]>
  nameOf(id: string): string
}

/** Who works in an area in one of the roles, in the order of their names: never by what they have done. */
export function createWorkers(area: Accessor<string>, roles: readonly string[]): Workers {
  const [people] = createResource(area, async (code) => {
    const answer = await request<ColleaguesAnswer>(`/api/people?area=${code}`)
    if (!answer.ok) return []
    const fits = answer.value.people.filter((person) => person.roles.some((role) => roles.includes(role)))
    return fits.sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
  })
  const list = () => people.latest ?? []
  return { list, nameOf: (id) => list().find((person) => person.id === id)?.name ?? '' }
}
