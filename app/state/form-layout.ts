import type { Condition, Field, Kind } from '../../domain/kinds/define.ts'

/** A field in the order of the form; `under` names the choice that opens it. */
export type Placed = { readonly field: Field; readonly under?: string }
export type FormPart = 'asked' | 'ifAny' | 'filled'

/** The first field that a condition asks about. */
function asksAbout(condition: Condition): string | undefined {
  if ('all' in condition) return condition.all.map(asksAbout).find(Boolean)
  if ('any' in condition) return condition.any.map(asksAbout).find(Boolean)
  if ('not' in condition) return asksAbout(condition.not)
  return 'field' in condition ? condition.field : undefined
}

function partOf(field: Field): FormPart {
  if (field.need === 'never') return field.default === undefined ? 'ifAny' : 'filled'
  return field.default === undefined ? 'asked' : 'filled'
}

/**
 * The fields of a form in three parts: what is asked, what is written only if there is something, what is filled in
 * already. A field that a condition opens stands right under what the condition asks about. Fixed for a kind: nothing
 * moves under the finger.
 */
export function layoutOf(kind: Kind, fields: readonly Field[]): { readonly [P in FormPart]: readonly Placed[] } {
  const ids = new Set(fields.map((field) => field.id))
  const opens = new Map<string, Field[]>()
  const roots: Field[] = []
  for (const field of fields) {
    const when = typeof field.need === 'object' ? field.need.when : undefined
    const anchor = when && asksAbout(when)
    if (anchor && ids.has(anchor) && !opensItself(kind, field.id, anchor)) {
      opens.set(anchor, [...(opens.get(anchor) ?? []), field])
    } else roots.push(field)
  }
  const parts: { [P in FormPart]: Placed[] } = { asked: [], ifAny: [], filled: [] }
  const place = (part: FormPart, field: Field, under?: string): void => {
    parts[part].push(under === undefined ? { field } : { field, under })
    for (const opened of opens.get(field.id) ?? []) place(part, opened, field.id)
  }
  for (const field of roots) place(partOf(field), field)
  return parts
}

/** A cycle of conditions would hide both fields: such a field stands by itself. */
function opensItself(kind: Kind, id: string, anchor: string): boolean {
  let at: string | undefined = anchor
  for (let steps = 0; at !== undefined && steps <= kind.fields.length; steps++) {
    if (at === id) return true
    const need: Field['need'] | undefined = kind.fields.find((field) => field.id === at)?.need
    at = typeof need === 'object' && need.when ? asksAbout(need.when) : undefined
  }
  return false
}
