import fc from 'fast-check'
import type { EventId } from '../../domain/ids.ts'
import type { RoomEvent, Value } from '../../domain/record/event.ts'

/** `SEED=123 npm test` tries another walk; a test that fails prints it too. */
export const seed = Number(process.env['SEED'] ?? 20_261_125)
export const runs = (numRuns = 10_000): { readonly numRuns: number; readonly seed: number } => ({ numRuns, seed })

const edges = [
  0,
  -0,
  63,
  64,
  -63,
  -64,
  8191,
  8192,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  2 ** 53,
  1e308,
  5e-324,
  0.1,
  1 / 3,
]
const number = fc.oneof(
  fc.constantFrom(...edges),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.float({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '王', '家中有人'.repeat(20), '\u0000', '\uFEFFBOM', '👨‍👩‍👧‍👦', '=cmd|calc', 'x'.repeat(130)),
)
const key = text.filter((name) => !/^(0|[1-9]\d*|__proto__|constructor|prototype)$/.test(name))
const bytes = fc.uint8Array({ maxLength: 40 })

const leaf: fc.Arbitrary<Value> = fc.oneof(fc.constant(null), fc.boolean(), number, text, bytes)
const tree = (levels: number): fc.Arbitrary<Value> =>
  levels === 0
    ? leaf
    : fc.oneof(
        { arbitrary: leaf, weight: 4 },
        { arbitrary: fc.array(tree(levels - 1), { maxLength: 4 }), weight: 1 },
        { arbitrary: objectOf(levels - 1), weight: 1 },
      )
const objectOf = (levels: number): fc.Arbitrary<{ [key: string]: Value }> =>
  fc.dictionary(key, tree(levels), { maxKeys: 5, noNullPrototype: true })

/** Any object that the grammar can carry, as an event. The grammar does not look at what it means. */
export const anyEvent = objectOf(5).map((value) => value as unknown as RoomEvent)
export const anyValue = tree(5)

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const anyId: fc.Arbitrary<EventId> = fc
  .tuple(
    fc.constantFrom(...'01234567'),
    fc.string({ unit: fc.constantFrom(...CROCKFORD), minLength: 25, maxLength: 25 }),
  )
  .map(([first, rest]) => (first + rest) as EventId)

export const anyWriter = fc.oneof(fc.nat(200), fc.nat(), fc.maxSafeNat())

/** A home visit as a phone writes it; `n` makes it another one. */
export const visit = (n = 0): { readonly id: EventId; readonly event: RoomEvent } => ({
  id: `01KAV9FT00${String(n).padStart(16, '0')}` as EventId,
  event: {
    type: 'create',
    kind: 'home_visit',
    version: 1,
    area: '370303005003',
    by: 'assistant1' as never,
    role: 'assistant',
    at: 1_764_000_000_000 + n,
    place: { lat: 36.81, lon: 118.05, acc: 12, fixAt: 1_764_000_000_000, source: 'gps' },
    set: {
      householdId: '01JD0000000000000000000000',
      result: 'met',
      note: `家中有人 ${n}`,
      people: 3,
      tags: ['a', 'b'],
    },
  },
})
