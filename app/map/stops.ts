import type { Kind } from '../../domain/kinds/define.ts'
import { kindOf, listedKinds } from '../../domain/kinds/registry.ts'
import type { LatLon } from '../../domain/record/geometry.ts'
import type { Due, Turn } from '../state/agenda.ts'
import type { LocalRecord } from '../state/phone.ts'
import { pointOf } from './marks.ts'

/** What waits at one place, in the order of the list of today. */
export type Stop = LatLon & {
  readonly id: string
  readonly items: readonly [Due | Turn, ...(Due | Turn)[]]
  /** An order that this person takes on, not an entry that is due. */
  readonly turn: boolean
  /** Kinds of record that can be made about it. */
  readonly about: readonly Kind[]
}

/** Orders and homes that are due, gathered by place: what lies at one point is one stop. */
export function stopsOf(
  records: { readonly [id: string]: LocalRecord },
  due: readonly Due[],
  turn: readonly Turn[],
): readonly Stop[] {
  const found = new Map<string, { place: LatLon; items: [Due | Turn, ...(Due | Turn)[]]; turn: boolean }>()
  const add = (item: Due | Turn, isTurn: boolean): void => {
    const place = placeOf(records, item.local)
    if (!place) return
    const key = `${isTurn ? 'turn' : 'due'}:${place.lat},${place.lon}`
    const stop = found.get(key)
    if (stop) stop.items.push(item)
    else found.set(key, { place, items: [item], turn: isTurn })
  }
  for (const item of turn) add(item, true)
  for (const item of due) add(item, false)
  return [...found].map(([id, { place, items, turn: isTurn }]) => ({
    id,
    ...place,
    items,
    turn: isTurn,
    about: isTurn ? [] : aboutKinds(items[0].local.record.kind),
  }))
}

/** Where a record is: by its own fields, else where its subject is. */
function placeOf(records: { readonly [id: string]: LocalRecord }, { record }: LocalRecord): LatLon | undefined {
  const kind = kindOf(record.kind)
  const own = kind && pointOf(kind, record.fields)
  if (own || !kind?.subject) return own
  const subject = records[String(record.fields[kind.subject] ?? '')]?.record
  const subjectKind = subject && kindOf(subject.kind)
  return subjectKind && pointOf(subjectKind, subject.fields)
}

const aboutKinds = (of: string): readonly Kind[] =>
  listedKinds().filter((kind) => kind.fields.some((field) => field.id === kind.subject && field.of === of))
