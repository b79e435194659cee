import { describe, expect, it } from 'vitest'
import { kinds } from './all.ts'
import { addEnglish, chunkOf, chunksFor, kindChunks, withoutEnglish } from './chunks.ts'
import { deadlineRules } from './deadline-rules.ts'
import { enums } from './enums.ts'
import { addKinds, allKinds, enumOf, kindOf, ruleOf } from './registry.ts'
import { books, roles } from './vocabulary.ts'

const chunks = kindChunks(kinds, enums, deadlineRules)

describe('kinds by need', () => {
  it('[START1] every kind is in one part, with the enumerations and the rules that it names', () => {
    expect(
      [...chunks.values()]
        .flatMap((chunk) => chunk.kinds)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(kinds.map(({ id }) => id).sort())
    for (const chunk of chunks.values()) {
      const own = new Set(chunk.kinds.flatMap((kind) => Object.keys(kind.enums ?? {})))
      for (const kind of chunk.kinds) {
        for (const field of kind.fields.flatMap((one) => [one, ...(one.items ?? [])])) {
          const known = field.enum === undefined || own.has(field.enum) || field.enum in chunk.enums
          expect([kind.id, field.enum, known]).toEqual([kind.id, field.enum, true])
        }
        const named = kind.deadlines.map(({ rule }) => rule)
        expect(chunk.rules.map(({ id }) => id)).toEqual(expect.arrayContaining(named))
      }
    }
  })

  it('[START1] whoever writes a book has its kinds at once, and who writes only a registry has the registry', () => {
    for (const { id: role } of roles) {
      const loaded = chunksFor([role])
      for (const kind of kinds) {
        const book = books.find(({ id }) => id === kind.book)
        const writes = [...(book?.writers ?? []), ...(book?.above ?? [])]
        const enters = kind.room === 'registry' ? (book?.registryWriters ?? []) : []
        // Everybody speaks to the office.
        const needed = kind.id === 'feedback' || [...writes, ...enters].includes(role)
        expect([role, kind.id, loaded.includes(chunkOf(kind))]).toEqual([role, kind.id, needed])
      }
    }
    expect(chunksFor([])).toEqual(['feedback'])
    expect(chunksFor(['auditor'])).toEqual(['feedback'])
  })

  it('[START2] a declaration without its English gets it back word for word', () => {
    for (const chunk of chunks.values()) {
      const { data, english } = withoutEnglish(chunk)
      expect(JSON.stringify(data)).not.toContain('"en":')
      expect(english.length).toBeGreaterThan(0)
      addEnglish(data, english)
      expect(data).toEqual(chunk)
    }
  })

  it('[START1] what comes later is known at once and in the same order, and nothing is known twice', () => {
    const before = allKinds()
    const police = chunks.get('police')
    if (!police) throw new Error('no part for the police')
    const own = { ...(police.kinds[0] as (typeof kinds)[number]), id: 'aaa_later' }
    addKinds([own, ...police.kinds], { later: [{ id: 'x', zh: '甲', en: 'X' }] }, [
      { id: 'later_rule', zh: '稍后', en: 'Later', limit: 'PT1H', clock: 'natural_hours', yellowAt: '2/3' },
    ])
    expect(allKinds().map(({ id }) => id)).toEqual(['aaa_later', ...before.map(({ id }) => id)])
    expect(kindOf('aaa_later')).toBe(own)
    expect(enumOf(own, 'later')).toHaveLength(1)
    expect(ruleOf('later_rule')?.limit).toBe('PT1H')
  })
})
