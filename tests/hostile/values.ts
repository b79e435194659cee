import fc from 'fast-check'
import type { Value } from '../../domain/record/event.ts'

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

export const anyValue = tree(5)
