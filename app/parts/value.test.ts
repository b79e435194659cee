import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Kind } from '../../domain/kinds/define.ts'
import { allKinds, fieldOf, kindOf } from '../../domain/kinds/registry.ts'
import type { Value } from '../../domain/record/event.ts'

// The words remember the language there, and hear of it from other tabs.
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
vi.stubGlobal('window', new EventTarget())
const { shownValue } = await import('./value.ts')

const visit = kindOf('home_visit') as Kind
const value = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Value>(null, true, '', 0, new Uint8Array(2)),
    fc.string(),
    fc.double({ noNaN: true }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('toString', 'valueOf', 'lat', 'lon', 'severity', 'x'), tie('value'), { maxKeys: 3 }),
  ),
})).value

describe('values for reading', () => {
  it('[KIND11] whatever stands in a field, the page shows something', () => {
    const fields = allKinds().flatMap((kind) => kind.fields.map((field) => ({ kind, field })))
    fc.assert(
      fc.property(fc.constantFrom(...fields), value, ({ kind, field }, any) =>
        [true, false].every((open) => typeof shownValue(kind, field, any, (id) => id, open) === 'string'),
      ),
      { numRuns: 10_000 },
    )
  })
  it('[KIND12] what does not fit its field is shown as it is', () => {
    const shown = (id: string, any: Value) => shownValue(visit, fieldOf(visit, id) as never, any, () => 'named')
    expect(shown('companions', 'p-1')).toBe('p-1')
    expect(shown('hazards', [null])).toBe('[null]')
    expect(shown('householdId', { toString: 1 })).toBe('{"toString":1}')
    expect(shown('companions', ['p-1'])).toBe('named')
  })
})
