import fc from 'fast-check'
import { asPerson, type EventId, type RecordId, recordOf } from '../ids.ts'
import { kindOf, moveOf } from '../kinds/registry.ts'
import type { ClientEvent, RoomEvent, Value } from './event.ts'
import { idAt, type Pair, T0 } from './story-for-tests.ts'

/** Any acts of three people over whatever bases, sensible or hostile: unknown ids, the event itself, cycles. */
export const create = idAt(T0, 1)
export const record = recordOf(create)
const people = (['assistant', 'officer', 'supervisor'] as const).map((role) => ({ by: asPerson(`p-${role}`), role }))
const elsewhere = idAt(T0, 2) as string as RecordId

const MOVES: { readonly [kind: string]: readonly string[] } = {
  home_visit: ['submit', 'return', 'resubmit', 'verify', 'void', 'nonsense'],
  household: ['accept', 'reject', 'report_change', 'settle_change', 'deactivate', 'reactivate'],
}
const FIELD: { readonly [kind: string]: readonly [field: string, values: readonly Value[]] } = {
  home_visit: ['result', ['refused', 'no_answer', 'vacant']],
  household: ['tenancy', ['rented', 'vacant', 'mixed']],
}

const act = fc.record({
  who: fc.constantFrom(...people),
  what: fc.constantFrom('set', 'set', 'proposal', 'move', 'move', 'move', 'remark', 'photo'),
  pick: fc.nat({ max: 5 }),
  at: fc.integer({ min: T0 - 1000, max: T0 + 1000 }),
  bases: fc.array(fc.nat({ max: 14 }), { maxLength: 4 }),
  named: fc.boolean(),
  foreign: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
})

export const history: fc.Arbitrary<readonly Pair[]> = fc
  .tuple(fc.constantFrom('home_visit', 'household'), fc.array(act, { maxLength: 12 }))
  .map(([kindId, acts]) => {
    const [field, values] = FIELD[kindId] as (typeof FIELD)[string]
    const kind = kindOf(kindId)
    const ids = acts.map((one, i) => idAt(one.at + i, 100 + i))
    const events = acts.map((one, i): Pair => {
      const common = { record: one.foreign ? elsewhere : record, ...one.who, at: one.at }
      const base = one.bases.map((n) => (n === 0 ? create : (ids[n - 1] ?? idAt(T0 + n, 3))))
      const move = (MOVES[kindId] as readonly string[])[one.pick] as string
      const set = { [field]: values[one.pick % 3] as Value }
      const event: { [what: string]: ClientEvent } = {
        set: { type: 'set', ...common, base, set },
        proposal: { type: 'set', ...common, base, set, proposal: true },
        move: {
          type: 'move',
          ...common,
          base,
          move,
          to: (kind && moveOf(kind, move)?.to) ?? 'closed',
          note: 'why',
          ...(one.named ? { fields: [field] } : {}),
        },
        remark: { type: 'remark', ...common, text: 'x' },
        photo: { type: 'photo', ...common, sha256: '0'.repeat(64), label: 'hazards', width: 1, height: 1, bytes: 1 },
      }
      return [ids[i] as EventId, event[one.what] as ClientEvent]
    })
    return [[create, creation(kindId)], ...events]
  })

function creation(kind: string): ClientEvent {
  const visit = { householdId: create, visitAt: T0, purpose: ['routine'], result: 'refused' }
  const home = { addressCode: '370303005003-1', addressText: 'x', point: { lat: 36, lon: 118 }, tenancy: 'vacant' }
  const set = kind === 'household' ? { ...home, houseUse: 'residence' } : visit
  return {
    type: 'create',
    kind,
    version: 1,
    area: '370303005003',
    ...(people[0] as (typeof people)[number]),
    at: T0,
    set,
  }
}

/** The order that a seed gives. */
export const shuffled = <T extends readonly [EventId, RoomEvent]>(events: readonly T[], seed: number): readonly T[] =>
  [...events].sort((a, b) => hash(a[0], seed) - hash(b[0], seed))

export function hash(text: string, seed: number): number {
  let h = seed | 0
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x5bd1e995)
  return h
}
