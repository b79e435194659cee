import { deadlineRules } from '../kinds/deadline-rules.ts'
import type { Condition, Deadline, Field, Guard, Kind, Move } from '../kinds/define.ts'
import { enums } from '../kinds/enums.ts'
import { retentionClasses } from '../kinds/retention.ts'
import { books, roles } from '../kinds/vocabulary.ts'

type What = 'field' | 'state' | 'move' | 'role' | 'kind' | 'book' | 'rule' | 'photo' | 'enumeration' | 'retention'
type Faults = readonly string[]

const idsOf = (list: readonly { readonly id: string }[]): readonly string[] => list.map((one) => one.id)
const PSEUDO_KINDS = ['person', 'area', 'any']
const ROWS = ['list', 'group']
const NAME = /^[a-z][A-Za-z0-9_]{0,62}$/

/** Every name in a declaration that names nothing, one sentence each. `all`: the kinds that it may refer to. */
export function faultsOf(kind: Kind, all: readonly Kind[]): Faults {
  const known: { readonly [what in What]: readonly string[] } = {
    field: idsOf(kind.fields),
    state: idsOf(kind.states),
    move: [...idsOf(kind.moves), 'create'],
    role: [...idsOf(roles), 'any'],
    kind: [...idsOf(all), ...PSEUDO_KINDS],
    book: idsOf(books),
    rule: idsOf(deadlineRules),
    retention: idsOf(retentionClasses),
    photo: kind.evidence.flatMap((one) => (one.type === 'photo' ? [one.label] : [])),
    enumeration: [...Object.keys(kind.enums ?? {}), ...Object.keys(enums)],
  }
  const isPlain = JSON.stringify(kind) === JSON.stringify(JSON.parse(JSON.stringify(kind)))
  return [
    ...(isPlain ? [] : [`${kind.id}: is not plain data`]),
    ...twice(known.field, 'field'),
    ...twice(known.state, 'state'),
    ...twice(known.move, 'move'),
    ...[kind.id, ...known.field].flatMap((id) =>
      NAME.test(id) ? [] : [`${kind.id}: "${id}" is no name for SQL and code`],
    ),
    ...names([kind.book], 'book', 'the kind'),
    ...names([kind.retention], 'retention', 'the kind'),
    ...names(kind.createdBy, 'role', 'createdBy'),
    ...names([kind.subject, kind.partOf?.by], 'field', 'the kind'),
    ...names([kind.partOf?.kind], 'kind', 'partOf'),
    ...names(kind.title.flatMap(fieldsIn), 'field', 'title'),
    ...kind.fields.flatMap((field) => ofField(field, kind.fields, `field ${field.id}`)),
    ...kind.moves.flatMap(ofMove),
    ...kind.evidence.flatMap((one) => {
      if (one.type === 'photo') return names([one.move], 'move', `photo ${one.label}`)
      return one.type === 'signature' ? names([one.field], 'field', 'a signature') : []
    }),
    ...kind.deadlines.flatMap(ofDeadline),
  ]

  function names(list: readonly (string | undefined)[], what: What, where: string, scope = known[what]): Faults {
    return list.flatMap((name) =>
      name === undefined || scope.includes(name) ? [] : [`${kind.id}: ${where} names no ${what}: "${name}"`],
    )
  }

  function twice(list: readonly string[], what: What): Faults {
    const repeated = list.filter((one, i) => list.indexOf(one) !== i)
    return repeated.map((name) => `${kind.id}: the ${what} "${name}" is declared twice`)
  }

  function ofField(field: Field, scope: readonly Field[], where: string): Faults {
    const need = typeof field.need === 'object' ? field.need : {}
    return [
      ...(field.type.startsWith('enum') ? names([field.enum ?? ''], 'enumeration', where) : []),
      ...(field.type.startsWith('ref') ? names([field.of ?? ''], 'kind', where) : []),
      ...(ROWS.includes(field.type) && !field.items?.length ? [`${kind.id}: ${where} has no items`] : []),
      ...names([field.minField, field.maxField], 'field', where, idsOf(scope)),
      ...names([need.from], 'state', where),
      ...(need.when ? ofCondition(need.when, kind.fields, where) : []),
      ...names(field.setBy ?? [], 'role', where),
      ...(field.items ?? []).flatMap((item) => ofField(item, field.items ?? [], `${where}.${item.id}`)),
    ]
  }

  function ofMove(move: Move): Faults {
    const where = `move ${move.id}`
    const { when, after } = move.system ?? {}
    return [
      ...names([...move.from, move.to], 'state', where),
      ...names(move.by, 'role', where),
      ...move.guards.flatMap((guard) => ofGuard(guard, where)),
      ...(when ? ofCondition(when, kind.fields, where) : []),
      ...names([after?.rule], 'rule', where),
      ...names([after?.since], 'move', where),
      ...names([after?.field], 'field', where),
    ]
  }

  function ofGuard(guard: Guard, where: string): Faults {
    switch (guard.type) {
      case 'cond':
        return ofCondition(guard.if, kind.fields, where)
      case 'field':
      case 'items':
      case 'actorIs':
      case 'actorArea':
      case 'state':
      case 'sample':
        return names([guard.field], 'field', where)
      case 'photo':
        return names([guard.label], 'photo', where)
      case 'notAuthorOf':
        return names([guard.move], 'move', where)
      case 'elapsed':
        return names(guard.since, 'move', where)
      case 'within':
        return [...names([guard.rule], 'rule', where), ...names(guard.since, 'move', where)]
      case 'unique':
        return names(guard.fields, 'field', where)
      case 'linked':
        return names([guard.kind], 'kind', where)
      case 'noneNear':
        return names([guard.same ?? []].flat(), 'field', where)
    }
  }

  function ofDeadline(deadline: Deadline): Faults {
    const where = `deadline ${deadline.id}`
    return [
      ...names([deadline.rule], 'rule', where),
      ...names([...deadline.start, ...deadline.stop, ...(deadline.pauses ?? []).flat()], 'move', where),
      ...names([deadline.until], 'field', where),
      ...[deadline.when, deadline.yellowWhen].flatMap((when) => (when ? ofCondition(when, kind.fields, where) : [])),
    ]
  }

  function ofCondition(condition: Condition, scope: readonly Field[], where: string): Faults {
    if ('all' in condition) return condition.all.flatMap((part) => ofCondition(part, scope, where))
    if ('any' in condition) return condition.any.flatMap((part) => ofCondition(part, scope, where))
    if ('not' in condition) return ofCondition(condition.not, scope, where)
    if ('state' in condition) return names(condition.state, 'state', where)
    if ('moved' in condition) return names([condition.moved], 'move', where)
    const items = scope.find((field) => field.id === condition.field)?.items ?? []
    return [
      ...names([condition.field, condition.minField, condition.maxField], 'field', where, idsOf(scope)),
      ...(condition.some ? ofCondition(condition.some, items, where) : []),
    ]
  }
}

const fieldsIn = (pattern: string): readonly string[] =>
  [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)
