import type { Condition } from './kinds/define.ts'

/** What an office may choose of those for whom its rule holds, as fields of the kind; each a list of "one of these". */
export const choosable: { readonly [ruleType: string]: readonly string[] } = {
  visit_cycle: ['tenancy', 'careFlags'],
  check_window: ['toiletClass'],
}
/** Checks are asked of toilets only, whatever else is chosen. */
const ALWAYS: { readonly [ruleType: string]: readonly Condition[] } = {
  check_window: [{ field: 'assetType', is: 'toilet' }],
}
export type Chosen = { readonly [field: string]: readonly string[] }

/** The condition of what was chosen; undefined for "everybody". */
export function subjectsFor(ruleType: string, chosen: Chosen): Condition | undefined {
  const fields = (choosable[ruleType] ?? []).flatMap((field): Condition[] => {
    const values = chosen[field] ?? []
    if (values.length === 0) return []
    // A home has several care flags: one of them is enough.
    return field === 'careFlags' ? [{ any: values.map((is) => ({ field, is })) }] : [{ field, in: [...values] }]
  })
  if (fields.length === 0) return undefined
  const all = [...(ALWAYS[ruleType] ?? []), ...fields]
  return all.length === 1 ? all[0] : { all }
}

/** What was chosen, read back from a condition; undefined for one that was not made by choosing. */
export function chosenIn(ruleType: string, subjects: Condition | undefined): Chosen | undefined {
  const parts = subjects === undefined ? [] : 'all' in subjects ? subjects.all : [subjects]
  const chosen: Chosen = Object.fromEntries(
    parts.flatMap((part): [string, readonly string[]][] => {
      if ('in' in part) return [[part.field, part.in.map(String)]]
      if (!('any' in part)) return []
      const flags = part.any.flatMap((one) => ('is' in one ? [[one.field, String(one.is)] as const] : []))
      return flags[0] ? [[flags[0][0], flags.map(([, is]) => is)]] : []
    }),
  )
  return JSON.stringify(subjectsFor(ruleType, chosen)) === JSON.stringify(subjects) ? chosen : undefined
}
