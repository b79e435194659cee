import type { Field, Kind } from '../../domain/kinds/define.ts'
import { kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import { holds } from '../../domain/record/condition.ts'
import type { Fields } from '../../domain/record/event.ts'
import { clockTime, lang } from '../words/words.ts'
import { areaName, areasBelow } from './areas.ts'
import { knownPeople } from './people.ts'
import type { Phone } from './phone.ts'

export type Choosable = { readonly id: string; readonly label: string; readonly sub?: string }

/** The records, or people, of this phone that a reference of a form may name. `fields`: the form as it stands. */
export function choicesFor(phone: Phone, kind: Kind, fields: Fields, field: Field): readonly Choosable[] {
  if (field.of === 'area') return areaChoices(phone)
  if (field.of === 'person') return knownPeople(phone).map(({ id, name }) => ({ id, label: name }))
  const found = Object.values(phone.records).filter(({ record }) => field.of === 'any' || record.kind === field.of)
  const subject = kind.subject
  return found
    .filter(({ record }) => {
      if (field.filter && !holds(field.filter, { fields: record.fields, state: record.state })) return false
      // An earlier record of the same kind counts only if it is about the same thing.
      const mine = subject && field.of === kind.id ? fields[subject] : undefined
      return mine === undefined || mine === null || record.fields[subject as string] === mine
    })
    .map(({ record }) => {
      const of = kindOf(record.kind)
      const state = of && stateOf(of, record.state)
      const label = phone.titleOf(record)
      const when = of?.room === 'quarter' ? clockTime(record.createdAt) : ''
      return { id: record.id, label, sub: [labelOf(state, lang()), when].filter(Boolean).join(' · ') }
    })
    .sort((a, b) => a.label.localeCompare(b.label, 'zh-CN', { numeric: true }))
}

/** The areas in which this person works, and what lies in them. */
function areaChoices(phone: Phone): readonly Choosable[] {
  const own = [...new Set(phone.me.grants.map((grant) => grant.area))]
  const below = own.flatMap((code) => areasBelow(code).map((area) => area.code))
  return [...new Set([...own, ...below])].map((code) => ({ id: code, label: areaName(code) || code }))
}
