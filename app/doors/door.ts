import { unwrap } from 'solid-js/store'
import { isoDate } from '../../domain/clock.ts'
import { type Coverage, type Covered, coverageOf, standingOf } from '../../domain/coverage.ts'
import type { Card } from '../../domain/deadline.ts'
import type { Fact } from '../../domain/facts.ts'
import type { RecordId } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { periodOf, planFor } from '../../domain/plan.ts'
import type { Fields } from '../../domain/record/event.ts'
import { keptCycles } from '../state/cycles.ts'
import type { LocalRecord, Phone } from '../state/phone.ts'

/** How a door looks: `tried` was answered by nobody so often; `other` is an entry that is being decided. */
export type DoorMark = 'due' | 'met' | 'tried' | 'refused' | 'vacant' | 'other'
export type Door = {
  readonly id: RecordId
  readonly unit: string
  readonly room: string
  readonly mark: DoorMark
  /** Attempts on different days of this cycle that nobody answered. */
  readonly tries: number
  /** Somebody here needs care. */
  readonly care: boolean
  readonly card: Card
  /** The earlier visit that is to be followed up. */
  readonly follows?: RecordId
}
export type Building = { readonly id: string; readonly name: string; readonly homes: readonly LocalRecord[] }

const GONE = new Set(['inactive', 'erased'])
const collator = new Intl.Collator('zh-CN', { numeric: true })
const textOf = (fields: Fields, id: string): string => {
  const value = fields[id]
  return typeof value === 'string' ? value : ''
}

/** The buildings of this phone with their homes, in the order of their numbers; homes without one come last. */
export function buildingsOf(phone: Phone): readonly Building[] {
  const all = Object.values(phone.records).map((local) => unwrap(local))
  const homes = Map.groupBy(
    all.filter(({ record }) => record.kind === 'household' && !GONE.has(record.state)),
    ({ record }) => textOf(record.fields, 'buildingId'),
  )
  const named = all
    .filter(({ record }) => record.kind === 'building' && record.state !== 'inactive')
    .map(({ record }) => ({ id: record.id, name: phone.titleOf(record), homes: homes.get(record.id) ?? [] }))
    .sort((a, b) => collator.compare(a.name, b.name))
  const known = new Set<string>(named.map(({ id }) => id))
  const loose = [...homes].flatMap(([id, found]) => (known.has(id) ? [] : found))
  return loose.length > 0 ? [...named, { id: '-', name: '', homes: loose }] : named
}

const covered = (phone: Phone, { record }: LocalRecord): Covered => ({
  record: record.id,
  kind: record.kind,
  state: record.state,
  fields: phone.fieldsOf(record.id),
})
const EMPTY: Pick<Fact, 'triedOn'> = { triedOn: [] }

/** The three shares of some homes. */
export const sharesOf = (phone: Phone, homes: readonly LocalRecord[], now: number): Coverage => {
  const cycles = keptCycles(phone.org)
  return coverageOf(
    homes.map(
      (home) => [covered(phone, home), phone.fact(home.record.id) ?? EMPTY, cycles(home.record.area, now)] as const,
    ),
    now,
  )
}

export function doorOf(phone: Phone, local: LocalRecord, now: number): Door {
  const subject = covered(phone, local)
  const { fields, state } = subject
  const fact = phone.fact(local.record.id)
  const rules = keptCycles(phone.org)(local.record.area, now)
  const standing = standingOf(subject, fact ?? EMPTY, now, rules)
  const rule = planFor(subject.kind, subject, rules)
  const from = rule ? isoDate(periodOf(rule.per, now).from) : ''
  const tries = rule ? (fact?.triedOn ?? []).filter((day) => day >= from).length : 0
  const follows = fact?.open[0]?.act
  return {
    id: local.record.id,
    unit: textOf(fields, 'unitNo'),
    room: textOf(fields, 'roomNo') || phone.titleOf(local.record),
    mark: markOf(),
    tries,
    care: Array.isArray(fields['careFlags']) && fields['careFlags'].length > 0,
    card: fact?.card ?? 'none',
    ...(follows === undefined ? {} : { follows }),
  }

  function markOf(): DoorMark {
    if (state !== 'active') return 'other'
    if (!standing) return 'vacant'
    if (standing === 'met') return 'met'
    if (standing === 'closed') return tries >= (rule?.tried.days ?? Number.POSITIVE_INFINITY) ? 'tried' : 'refused'
    return tries > 0 ? 'tried' : 'due'
  }
}

/** What a tap on the door opens: the visit; for whoever makes none, the entry. */
export function doorHref(phone: Phone, door: Door): string {
  if (phone.roleFor(kindOf('home_visit')?.createdBy ?? []) === undefined) return `/record/${door.id}`
  const about = new URLSearchParams({ subject: door.id, ...(door.follows ? { followsVisitId: door.follows } : {}) })
  return `/new/home_visit?${about}`
}

/** Floors of a unit from the top, as the house stands, with the doors that the registry does not know. */
export function floorsOf(
  doors: readonly Door[],
  plan: { readonly floors: number; readonly doorsPerFloor: number } | undefined,
): readonly { readonly floor: string; readonly slots: readonly { readonly room: string; readonly door?: Door }[] }[] {
  const rows = new Map<string, { room: string; door?: Door }[]>()
  const add = (room: string, door?: Door): void => {
    const floor = /^(-?\d+)\d\d$/.exec(room)?.[1] ?? ''
    rows.set(floor, [...(rows.get(floor) ?? []), door ? { room, door } : { room }])
  }
  for (const door of doors) add(door.room, door)
  const known = new Set(doors.map((door) => door.room))
  for (let floor = 1; floor <= Math.min(plan?.floors ?? 0, MOST_FLOORS); floor++) {
    for (let n = 1; n <= Math.min(plan?.doorsPerFloor ?? 0, MOST_DOORS); n++) {
      const room = `${floor}${String(n).padStart(2, '0')}`
      if (!known.has(room)) add(room)
    }
  }
  return [...rows]
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : Number(b) - Number(a)))
    .map(([floor, slots]) => ({ floor, slots: slots.sort((a, b) => collator.compare(a.room, b.room)) }))
}
/** As the declaration of a building limits them. */
const MOST_FLOORS = 120
const MOST_DOORS = 40
