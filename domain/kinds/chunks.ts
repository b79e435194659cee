import type { DeadlineRule } from './deadline-rules.ts'
import type { EnumItem, Kind } from './define.ts'
import { books } from './vocabulary.ts'

/** The declarations in parts, so that a phone loads those that its owner's work has. Which part, follows from the book. */

/** Everybody speaks to the office, whatever his work: it is a part of its own. */
const FOR_ALL = 'feedback'

/** Some roles write only the registry of a book: then its entries are a part of their own. */
export const chunkOf = (kind: Kind): string =>
  kind.id === FOR_ALL
    ? FOR_ALL
    : kind.room === 'registry' && books.find(({ id }) => id === kind.book)?.registryWriters
      ? `${kind.book}-registry`
      : kind.book

/** The parts that somebody of these roles needs at once: the books that he may write, and what is for everybody. */
export function chunksFor(roles: readonly string[]): readonly string[] {
  const any = (list: readonly string[] = []): boolean => list.some((role) => roles.includes(role))
  const own = books.flatMap((book) => {
    if (any(book.writers) || any(book.above)) return book.registryWriters ? [book.id, `${book.id}-registry`] : [book.id]
    return any(book.registryWriters) ? [`${book.id}-registry`] : []
  })
  return [...own, FOR_ALL]
}

type Enums = { readonly [id: string]: readonly EnumItem[] }
export type KindChunk = {
  readonly kinds: readonly Kind[]
  readonly enums: Enums
  readonly rules: readonly DeadlineRule[]
}

/** Each part with the shared enumerations and the deadline rules that its kinds name. */
export function kindChunks(
  kinds: readonly Kind[],
  enums: Enums,
  rules: readonly DeadlineRule[],
): ReadonlyMap<string, KindChunk> {
  return new Map(
    [...new Set(kinds.map(chunkOf))].map((name) => {
      const own = kinds.filter((kind) => chunkOf(kind) === name)
      const named = new Set(own.flatMap(({ fields }) => fields.flatMap((field) => [field, ...(field.items ?? [])])))
      const used = new Set([...named].flatMap((field) => field.enum ?? []))
      const shared = Object.entries(enums).filter(([id]) => used.has(id))
      const clocks = rules.filter(({ id }) => JSON.stringify(own).includes(JSON.stringify(id)))
      return [name, { kinds: own, enums: Object.fromEntries(shared), rules: clocks }]
    }),
  )
}

type Labelled = { zh?: unknown; en?: unknown; [key: string]: unknown }
/** Every object with words in two languages, always in the same order. */
function* labelled(data: unknown): Generator<Labelled> {
  if (typeof data !== 'object' || data === null) return
  if (!Array.isArray(data) && 'zh' in data) yield data as Labelled
  for (const part of Object.values(data)) yield* labelled(part)
}

/** The same data without its English, and the English by itself: few phones ever ask for it. */
export function withoutEnglish<T>(data: T): { readonly data: T; readonly english: readonly string[] } {
  const copy = JSON.parse(JSON.stringify(data)) as T
  const english = [...labelled(copy)].map((words) => {
    const { en } = words
    delete words.en
    return String(en)
  })
  return { data: copy, english }
}

/** Puts the English back where it was, in place. */
export function addEnglish(data: unknown, english: readonly string[]): void {
  let at = 0
  for (const words of labelled(data)) words.en = english[at++]
}
