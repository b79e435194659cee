import { describe, expect, it } from 'vitest'
import { homeVisit } from '../../domain/kinds/home-visit.ts'
import { allKinds } from '../../domain/kinds/registry.ts'
import { layoutOf } from './form-layout.ts'

const placed = (kind: Parameters<typeof layoutOf>[0]) => {
  const layout = layoutOf(kind, kind.fields)
  return [...layout.asked, ...layout.ifAny, ...layout.filled]
}

describe('the order of a form', () => {
  it('[FORM1] holds every field of every kind exactly once', () => {
    for (const kind of allKinds()) {
      expect(
        placed(kind)
          .map(({ field }) => field.id)
          .sort(),
      ).toEqual(kind.fields.map((field) => field.id).sort())
    }
  })
  it('[FORM2] puts a field right under the choice that opens it', () => {
    const { asked, ifAny, filled } = layoutOf(homeVisit, homeVisit.fields)
    expect(asked.slice(0, 3).map(({ field }) => field.id)).toEqual(['householdId', 'result', 'metPeople'])
    expect(asked.find(({ field }) => field.id === 'metPeople')?.under).toBe('result')
    const ids = ifAny.map(({ field }) => field.id)
    expect(ids[ids.indexOf('hazards') + 1]).toBe('followUpAt')
    expect(filled.map(({ field }) => field.id)).toContain('visitAt')
  })
  it('[FORM2] never loses fields whose conditions name each other', () => {
    const field = (id: string, other: string) =>
      ({ id, zh: id, en: id, type: 'bool', need: { when: { field: other, is: true } } }) as const
    const kind = { ...homeVisit, fields: [field('a', 'b'), field('b', 'a')] }
    expect(placed(kind).map(({ field: { id } }) => id)).toEqual(['a', 'b'])
  })
})
