import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { faultsOf } from '../generate/check-kind.ts'
import { deadlineRules } from './deadline-rules.ts'
import type { Kind } from './define.ts'
import { enums } from './enums.ts'
import { allKinds, kindOf } from './registry.ts'
import { retentionClasses } from './retention.ts'
import { books, roles } from './vocabulary.ts'

type Json = { readonly [key: string]: unknown }
const read = (name: string): Json => JSON.parse(readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8'))
const source = read('domain-kinds.json') as { readonly [list: string]: readonly Json[] } & {
  readonly enums: { readonly [id: string]: readonly { code: string; zh: string; en: string }[] }
}
const terms = read('glossary.json')['terms'] as readonly { zh: string; en: string }[]

/** Notes on origin and the figures stay in the source; `personal: none` is what a field is without a word. */
const LEFT_OUT = new Set(['src', 'basis', 'figures', 'startsAt', 'drives', 'version'])
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => !LEFT_OUT.has(key) && !(key === 'personal' && one === 'none'))
      .map(([key, one]) => [key, bare(one)]),
  )
}
/** What the room table of the design keeps in the private room, and the source calls `personal` only. */
const STRICTER = ['ownerName', 'ownerPhone', 'tenants.phone']

function loosened(kind: Kind): Kind {
  const relax = <F extends { readonly id: string; readonly items?: readonly { readonly id: string }[] }>(
    field: F,
    path: string,
  ): F => ({
    ...field,
    ...(STRICTER.includes(path) ? { personal: 'personal' } : {}),
    ...(field.items ? { items: field.items.map((item) => relax(item, `${path}.${item.id}`)) } : {}),
  })
  return kind.id === 'household' ? { ...kind, fields: kind.fields.map((field) => relax(field, field.id)) } : kind
}

describe('kinds', () => {
  it.each(
    allKinds()
      .filter((kind) => !kind.partOf)
      .map((kind) => kind.id),
  )('[KIND5] %s is what its source says', (id) => {
    const kind = kindOf(id) as Kind
    expect(bare(loosened(kind))).toEqual(bare(source['kinds']?.find((one) => one['id'] === id)))
  })
  it('[KIND6] roles, books, rules and shared options are those of the source', () => {
    expect(bare(roles)).toEqual(bare(source['roles']))
    expect(bare(books)).toEqual(bare(source['books']))
    const byId = (a: Json, b: Json) => (String(a['id']) < String(b['id']) ? -1 : 1)
    const limits = (list: readonly Json[]) => list.map(({ guards: _, ...rule }) => bare(rule)) as Json[]
    expect([...deadlineRules].sort(byId)).toEqual(limits(source['deadlineRules'] ?? []).sort(byId))
    expect(retentionClasses).toEqual(source['retentionClasses']?.map(({ id, keep, from }) => ({ id, keep, from })))
    for (const [id, options] of Object.entries(enums)) {
      expect([id, options]).toEqual([id, source.enums[id]?.map(({ code, zh, en }) => ({ id: code, zh, en }))])
    }
  })
  it('[KIND7] a term of the glossary has its English word, or one that is named here with its reason', () => {
    // A state or a button says in English what Chinese says with the same word; a label may be shorter or in the plural.
    const others: { readonly [zh: string]: readonly string[] } = {
      归档: ['Closed', 'Close'],
      退回: ['Returned', 'Return', 'Refuse'],
      退单: ['Rejected', 'Refuse'],
      提交: ['Propose'],
      验收: ['Verify', 'Accept'],
      安全隐患: ['Hazards', 'Hazard'],
      保存期限: ['Retention until'],
      公厕: ['Toilet'],
      社区民警: ['Community officer'],
      智能岗: ['Smart posts'],
      休息: ['Rest', 'On break'],
      回访: ['Follow-up'],
      加水点: ['Water point'],
      作业里程: ['Distance'],
      申诉: ['Contest'],
      皮重: ['Tare'],
      双瓮漏斗式: ['Double-urn funnel'],
      三联通式沼气池: ['Three-in-one biogas'],
      粪尿分集式: ['Urine-diverting'],
      清淤清障: ['Dredging'],
      返工: ['Build again', 'Rework'],
    }
    const wrong = wordsOf([allKinds(), roles, books, Object.values(enums)]).filter(({ zh, en }) => {
      const term = terms.find((one) => one.zh === zh)
      return term && term.en !== en && !others[zh]?.includes(en)
    })
    expect(wrong).toEqual([])
    const met = new Set(wordsOf([allKinds(), roles, books, Object.values(enums)]).map(({ zh }) => zh))
    expect(terms.filter((term) => met.has(term.zh)).length).toBeGreaterThan(25)
  })
  it('[KIND8] every name in a declaration names something, and the declaration is plain data', () => {
    expect(allKinds().flatMap((kind) => faultsOf(kind, allKinds()))).toEqual([])
  })
  it('[KIND9] a wrong name has its sentence', () => {
    const visit = kindOf('home_visit') as Kind
    const wrong: Kind = {
      ...visit,
      book: 'polcie',
      retention: 'forever',
      title: ['{hoseholdId}'],
      fields: [
        ...visit.fields,
        {
          id: 'result',
          zh: '果',
          en: 'R',
          type: 'enum',
          enum: 'no_such',
          need: { from: 'nowhere', when: { field: 'moon', is: 1 } },
        },
        { id: 'rows', zh: '行', en: 'Rows', type: 'list', need: 'never' },
      ],
      moves: [
        {
          id: 'fly',
          zh: '飞',
          en: 'Fly',
          from: ['draft'],
          to: 'sky',
          by: ['pilot'],
          guards: [{ type: 'photo', label: 'wing', min: 1 }],
        },
      ],
      deadlines: [{ id: 'd', rule: 'someday', start: ['land'], stop: [], when: { state: ['lost'] } }],
    }
    const sentences = faultsOf(wrong, allKinds()).join('\n')
    for (const name of [
      'polcie',
      'forever',
      'hoseholdId',
      'no_such',
      'nowhere',
      'moon',
      'sky',
      'pilot',
      'wing',
      'someday',
      'land',
      'lost',
    ]) {
      expect(sentences).toContain(`"${name}"`)
    }
    expect(sentences).toContain('"result" is declared twice')
    expect(sentences).toContain('field rows has no items')
  })
})

function wordsOf(value: unknown): readonly { readonly zh: string; readonly en: string }[] {
  if (Array.isArray(value)) return value.flatMap(wordsOf)
  if (typeof value !== 'object' || value === null) return []
  const { zh, en } = value as Json
  const own = typeof zh === 'string' && typeof en === 'string' ? [{ zh, en }] : []
  return [...own, ...Object.values(value).flatMap(wordsOf)]
}
