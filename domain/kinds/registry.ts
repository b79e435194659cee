// In the built app kinds, enumerations and rules are empty: its kinds come by need (domain/generate/kinds-by-need.ts).
import { kinds as declared } from './all.ts'
import { type DeadlineRule, deadlineRules } from './deadline-rules.ts'
import type { EnumItem, Field, Kind, Move, State, Words } from './define.ts'
import { enums as shared } from './enums.ts'
import { type Book, books, roles } from './vocabulary.ts'

export type Lang = 'zh' | 'en'

let kinds: readonly Kind[] = declared
let enums = shared
const rulesById = new Map<string, DeadlineRule>(deadlineRules.map((rule) => [rule.id, rule]))
const kindsById = new Map<string, Kind>(kinds.map((kind) => [kind.id, kind]))
const booksById = new Map<string, Book>(books.map((book) => [book.id, book]))
const rolesById = new Map(roles.map((role) => [role.id, role]))

/** Takes declarations in that were loaded later; what is known already stays as it is. */
export function addKinds(more: readonly Kind[], named: typeof enums, rules: readonly DeadlineRule[]): void {
  for (const kind of more) if (!kindsById.has(kind.id)) kindsById.set(kind.id, kind)
  for (const rule of rules) rulesById.set(rule.id, rule)
  kinds = [...kindsById.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  enums = { ...named, ...enums }
}

/** All kinds that are known here: on a phone, those that are loaded. */
export const allKinds = (): readonly Kind[] => kinds
/** The kinds that stand in lists of their own; parts show only in the record that they belong to. */
export const listedKinds = (): readonly Kind[] => kinds.filter((kind) => !kind.partOf)
/** The kind that holds the restricted fields of records of `kind`. */
export const partKindOf = (kind: Kind): Kind | undefined => kinds.find((one) => one.partOf?.kind === kind.id)
/** The declaration, or undefined for a kind that this version does not know: such records are shown raw. */
export const kindOf = (id: string): Kind | undefined => kindsById.get(id)
/** The rule of a clock: how long, in which hours. */
export const ruleOf = (id: string): DeadlineRule | undefined => rulesById.get(id)
export const bookOf = (id: string): Book | undefined => booksById.get(id)
export const fieldOf = (kind: Kind, id: string): Field | undefined => kind.fields.find((field) => field.id === id)
export const stateOf = (kind: Kind, id: string): State | undefined => kind.states.find((state) => state.id === id)
export const moveOf = (kind: Kind, id: string): Move | undefined => kind.moves.find((move) => move.id === id)
/** "Seen" and its like: each says it once for himself, and the record stays where it is. No step on the way to its end. */
export const isWord = (move: Move): boolean =>
  move.oncePerPerson === true && move.from.every((state) => state === move.to)
/** Who may begin a record of the kind. Everybody who has an account may say something to the office, whatever his work. */
export const authorsOf = (kind: Kind): readonly string[] =>
  kind.id === 'feedback' ? roles.filter(({ account }) => account).map(({ id }) => id) : kind.createdBy
/** The options of an enumeration: the kind's own first, then the shared vocabulary. */
export const enumOf = (kind: Kind, id: string): readonly EnumItem[] => kind.enums?.[id] ?? enums[id] ?? []
export const labelOf = (words: Words | undefined, lang: Lang): string => (words ? words[lang] : '')
export const roleName = (id: string, lang: Lang): string => labelOf(rolesById.get(id), lang) || id
