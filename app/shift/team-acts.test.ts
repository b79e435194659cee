import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MeAnswer } from '../../domain/api.ts'
import { DAY, fromIsoDate, HOUR, isoDate, isoWeekOf } from '../../domain/clock.ts'
import { asPerson, type PersonId, type RecordId, type RoomName } from '../../domain/ids.ts'
import { seeded } from '../../domain/random.ts'
import type { Fields } from '../../domain/record/event.ts'
import { roomName } from '../../domain/room/names.ts'
import { type PlanRecord, plannedShifts } from '../../domain/roster.ts'
import { coreWorld, until } from '../../tests/support/core-world.ts'
import { type MemoryStore, memoryStore } from '../../tests/support/memory-store.ts'
import type { Phone } from '../state/phone.ts'
import { createPhoneCore, type PhoneCore } from '../sync/phone-core.ts'
import type { Worklist } from './plans.ts'
import { createTeamActs } from './team-acts.ts'

const STREET = '370303005'
const MONDAY = '2026-11-23'
const monday = fromIsoDate(MONDAY) as number
const NOW = monday + 2 * DAY + 7 * HOUR
const LEADER = 'p-leader'
const [ann, bob] = [asPerson('p-ann'), asPerson('p-bob')]

describe('a leader’s yes and what it does', () => {
  let world: ReturnType<typeof coreWorld>
  let phones: PhoneCore[] = []
  let shut = new Set<RoomName>()
  let time = NOW
  beforeEach(() => {
    time = NOW
    world = coreWorld(() => time)
    for (const person of [ann, bob]) world.me(person, 'cleaner', STREET)
    shut = new Set()
  })
  afterEach(() => {
    for (const phone of phones) phone.close()
    phones = []
    world.close()
  })

  const weekOf = (person: PersonId): RoomName => roomName({ type: 'worker', person, ...isoWeekOf(NOW) })
  async function phone(name: string, role: string, rooms: readonly RoomName[], store: MemoryStore): Promise<PhoneCore> {
    const me: MeAnswer = {
      ...world.me(name, role, STREET),
      rooms: rooms.map((room) => ({ name: room, access: 'write' as const })),
    }
    const connect = world.connect(me.person.id)
    const opened = await createPhoneCore({
      me,
      store,
      // A room that the server does not get to: it was killed before its turn came.
      connect: (room, start, events) => (shut.has(room) ? dead : connect(room, start, events)),
      now: () => ++time,
      random: seeded(phones.length + 1).next,
    })
    phones.push(opened)
    await opened.lead()
    return opened
  }
  const dead = { push() {}, offer() {}, wake() {}, drop() {}, close() {} }
  const worker = (person: PersonId) => phone(person, 'cleaner', [weekOf(person)], memoryStore())
  const leader = (store = memoryStore()) => phone(LEADER, 'team_leader', [weekOf(ann), weekOf(bob)], store)
  /** What the screens give to a leader's acts. */
  function actsOf(core: PhoneCore) {
    const held = {
      me: core.me,
      records: Object.fromEntries(core.records),
      roleFor: core.roleFor,
      areaFor: () => STREET,
      serverNow: core.serverNow,
      create: core.create,
      change: core.change,
      together: core.together,
    } as unknown as Phone
    const ofKind = (kind: string) =>
      [...core.records.values()].map(({ record }) => record).filter((one) => one.kind === kind)
    const list: Worklist = { ofKind, planned: () => [], at: core.serverNow }
    return { ...createTeamActs(held, list), ofKind }
  }
  const day = (offset: number, from: number): Fields => ({
    date: isoDate(monday + offset * DAY + HOUR),
    shiftType: 'early',
    start: monday + offset * DAY + from * HOUR,
    end: monday + offset * DAY + (from + 8) * HOUR,
    mode: 'walking',
    routeIds: ['road1'],
  })
  async function planned(on: PhoneCore, owner: PersonId, days: readonly Fields[]): Promise<void> {
    const move = { id: 'publish', to: 'published' }
    const fields = { personId: owner, weekStart: MONDAY, days }
    await on.create('roster_entry', { owner, role: 'team_leader', area: STREET, fields, move })
  }
  async function asked(on: PhoneCore, kind: string, fields: Fields): Promise<RecordId> {
    const made = await on.create(kind, { role: 'cleaner', area: STREET, fields })
    if (!made.ok) throw new Error(made.problem.detail)
    return made.value
  }
  const stateOf = (on: PhoneCore, id: RecordId) => on.records.get(id)?.record.state
  const plan = (on: PhoneCore, person: PersonId) => {
    const held = [...on.records.values()].map(({ record }): PlanRecord => record)
    return plannedShifts(held, MONDAY, '2026-11-29')
      .filter((shift) => shift.person === person)
      .map(({ date, start, substituteFor = '' }) =>
        `${date.slice(-2)} ${((start - monday) % DAY) / HOUR} ${substituteFor}`.trim(),
      )
  }

  it('[SHIFT81] leave stands in the shifts that it covers, one that he was taken for absent in as well, in the same act', async () => {
    const [own, store] = [await worker(ann), memoryStore()]
    const on = await leader(store)
    await planned(on, ann, [day(1, 6), day(3, 6), day(4, 6), day(5, 6)])
    const absent = await on.create('shift', {
      owner: ann,
      role: 'team_leader',
      area: STREET,
      fields: {
        workerId: ann,
        date: isoDate(monday + DAY),
        plannedStart: monday + 30 * HOUR,
        plannedEnd: monday + 38 * HOUR,
        shiftType: 'early',
        mode: 'walking',
        routeIds: ['road1'],
      },
      move: { id: 'mark_absent', to: 'absent', note: '电话没人接' },
    })
    const span = { fromAt: monday + DAY, toAt: monday + 4 * DAY + 10 * HOUR }
    const id = await asked(own, 'leave_request', { personId: ann, leaveType: 'sick', ...span, reason: '发烧' })
    await until(() => on.records.has(id))
    const acts = actsOf(on)
    const request = on.records.get(id)?.record as never
    // The phone is full: neither the yes nor a shift of it is there, and nothing waits.
    const before = on.records.size
    await until(() => on.waiting() === 0)
    store.fill(1)
    expect(await acts.approve(request)).toBe(false)
    expect([stateOf(on, id), on.records.size, on.waiting()]).toEqual(['requested', before, 0])
    expect(await acts.approve(request)).toBe(true)
    await until(() => stateOf(own, id) === 'approved')
    const shifts = [...own.records.values()].map(({ record }) => record).filter(({ kind }) => kind === 'shift')
    expect(shifts.map(({ state, fields }) => [state, fields['date']]).sort()).toEqual([
      ['leave', '2026-11-24'],
      ['leave', '2026-11-26'],
    ])
    expect(absent.ok && stateOf(own, absent.value)).toBe('leave')
    expect(own.records.get(id)?.record.fields['shiftIds']).toHaveLength(2)
    expect(actsOf(on).leaveToMark()).toEqual([])
  })

  it('[SHIFT82] a swap whose second half the server was killed before is whole for the leader, and goes out when the phone is there again', async () => {
    const [own, colleague, store] = [await worker(ann), await worker(bob), memoryStore()]
    const on = await leader(store)
    await planned(on, ann, [day(3, 6), day(4, 6)])
    await planned(on, bob, [day(3, 14)])
    const id = await asked(own, 'swap_request', {
      personId: ann,
      withId: bob,
      date: isoDate(monday + 3 * DAY),
      reason: '孩子开家长会',
    })
    await until(() => on.records.has(id) && on.waiting() === 0 && plan(colleague, bob).length === 1)
    on.close()
    shut = new Set([weekOf(bob)])
    const again = await leader(store)
    const acts = actsOf(again)
    expect(acts.lacks(again.records.get(id)?.record as never)).toBeUndefined()
    expect(await acts.approve(again.records.get(id)?.record as never)).toBe(true)
    await until(() => stateOf(own, id) === 'approved' && plan(own, ann).length === 2)
    expect(plan(own, ann)).toEqual(['26 14 p-bob', '27 6'])
    expect(plan(colleague, bob)).toEqual(['26 14'])
    expect(plan(again, bob)).toEqual(['26 6 p-ann'])
    again.close()
    shut = new Set()
    const third = await leader(store)
    await until(() => third.waiting() === 0 && plan(colleague, bob)[0] === '26 6 p-ann')
    expect(third.needs()).toEqual([])
  })

  it('[SHIFT83] a swap of a week that is not on the phone, or a late clock of a shift that is not, waits for the desk', async () => {
    const own = await worker(ann)
    const on = await leader()
    const swap = await asked(own, 'swap_request', { personId: ann, withId: bob, date: '2026-12-03', reason: '有事' })
    const fix = await asked(own, 'clock_fix', {
      personId: ann,
      shiftId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      clockType: 'in',
      at: NOW,
      reason: '忘了',
    })
    await until(() => on.records.has(swap) && on.records.has(fix))
    const acts = actsOf(on)
    const record = (id: RecordId) => on.records.get(id)?.record as never
    expect([acts.lacks(record(swap)), acts.lacks(record(fix))]).toEqual(['week', 'shift'])
    expect([await acts.approve(record(swap)), await acts.approve(record(fix))]).toEqual([false, false])
    expect([stateOf(on, swap), stateOf(on, fix)]).toEqual(['requested', 'requested'])
  })

  it('[SHIFT84] leave that was granted before its week was planned is marked in one act, once the week is there', async () => {
    const own = await worker(ann)
    const on = await leader()
    const span = { fromAt: monday + 3 * DAY, toAt: monday + 4 * DAY }
    const id = await asked(own, 'leave_request', { personId: ann, leaveType: 'annual', ...span, reason: '年休' })
    await until(() => on.records.has(id))
    expect(await actsOf(on).approve(on.records.get(id)?.record as never)).toBe(true)
    await planned(on, ann, [day(3, 6)])
    expect(actsOf(on).leaveToMark()).toHaveLength(2)
    expect(await actsOf(on).markLeave()).toBe(true)
    expect(actsOf(on).leaveToMark()).toEqual([])
    await until(() =>
      [...own.records.values()].some(({ record }) => record.kind === 'shift' && record.state === 'leave'),
    )
  })
})
