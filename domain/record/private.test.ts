import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Field, Kind } from '../kinds/define.ts'
import { kindOf } from '../kinds/registry.ts'
import type { Fields } from './event.ts'
import { joinPrivate, splitPrivate } from './private.ts'

const household = kindOf('household') as Kind
const restricted = kindOf('household_private') as Kind
const isSecret = (field: Field): boolean => field.personal === 'sensitive'

/** A form's content; the names of a household's people tell them apart. */
const person = fc.record(
  {
    phone: fc.stringMatching(/^1[0-9]{4}$/),
    idHash: fc.stringMatching(/^[0-9a-f]{4,8}$/),
    since: fc.constant('2026-01-01'),
  },
  { requiredKeys: [] },
)
const people = fc
  .array(person, { maxLength: 4 })
  .map((rows) => rows.map((row, i): Fields => ({ name: `示例${i}`, ...row })))
const form = fc.record(
  {
    addressText: fc.constant('1号楼 101'),
    tenancy: fc.constantFrom('rented', 'vacant'),
    ownerName: fc.constant('示例户'),
    careFlags: fc.constantFrom(['elder_alone'], []),
    tenants: people,
  },
  { requiredKeys: [] },
)

describe('the restricted part of a household', () => {
  it('[KIND1] holds exactly the fields and entries that are marked as sensitive', () => {
    for (const field of household.fields) {
      const own = restricted.fields.find((one) => one.id === field.id)
      expect([field.id, own !== undefined]).toEqual([field.id, isSecret(field) || (field.items ?? []).some(isSecret)])
      for (const item of (field.items ?? []).filter(isSecret)) {
        expect(own?.items?.some((one) => one.id === item.id && isSecret(one))).toBe(true)
      }
    }
    expect(restricted.room).toBe('private')
  })
  it('[KIND2] nothing sensitive stays in the open record, and joined again it is what the form held', () => {
    fc.assert(
      fc.property(form, (fields) => {
        const { open, part } = splitPrivate(household, fields as Fields)
        const text = JSON.stringify(open)
        const leaks = ['ownerName', 'careFlags', 'phone', 'idHash'].filter((word) => text.includes(`"${word}"`))
        const hidden = Object.fromEntries(Object.entries(part?.set ?? {}).filter(([, value]) => value !== null))
        expect(leaks).toEqual([])
        expect(joinPrivate(household, open, hidden)).toEqual(fields)
      }),
      { numRuns: 10_000 },
    )
  })
  it('[KIND3] rows without anything restricted leave no trace in the part; taking all of it back sets it to null', () => {
    expect(splitPrivate(household, { tenants: [{ name: '示例' }] }).part?.set).toEqual({ tenants: null })
    expect(splitPrivate(household, { tenancy: 'rented' })).toEqual({ open: { tenancy: 'rented' } })
    expect(splitPrivate(household, { ownerPhone: null }).part?.set).toEqual({ ownerPhone: null })
  })
  it('[KIND4] a kind without a part keeps all its fields', () => {
    const fields = { householdId: 'x', clues: 'y' }
    expect(splitPrivate(kindOf('home_visit') as Kind, fields)).toEqual({ open: fields })
  })
})
