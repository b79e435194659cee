import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOf, type EventId, type PersonId, type RecordId, type RoomName, recordOf } from '../../domain/ids.ts'
import { seeded } from '../../domain/random.ts'
import { AREA, coreWorld, until } from '../../tests/support/core-world.ts'
import { type MemoryStore, memoryStore } from '../../tests/support/memory-store.ts'
import { createPhoneCore, type PhoneCore } from './phone-core.ts'

const START = Date.UTC(2026, 10, 25, 2)
/** The server takes no remark of more than 4,000 characters. */
const TOO_LONG = 'x'.repeat(5000)

describe('the phone without a screen', () => {
  let world: ReturnType<typeof coreWorld>
  let time = START
  let phones: PhoneCore[] = []
  let seed = 1

  beforeEach(() => {
    time = START
    world = coreWorld(() => time)
  })
  afterEach(() => {
    for (const phone of phones) phone.close()
    phones = []
    world.close()
  })

  async function phone(
    name: string,
    options: { store?: MemoryStore; random?: () => number; lead?: false; now?: () => number } = {},
  ): Promise<PhoneCore> {
    const opened = await createPhoneCore({
      me: world.me(name),
      store: options.store ?? memoryStore(),
      connect: world.connect(world.me(name).person.id),
      now: options.now ?? (() => time),
      random: options.random ?? seeded(seed++).next,
      monotonic: () => time,
    })
    phones.push(opened)
    if (options.lead !== false) await opened.lead()
    return opened
  }
  async function visit(on: PhoneCore, note = ''): Promise<RecordId> {
    const saved = await on.create('home_visit', { fields: { note }, role: 'assistant', area: AREA })
    if (!saved.ok) throw new Error(saved.problem.detail)
    return saved.value
  }
  const aside = (on: PhoneCore) => on.needs().map((row) => [row.state, row.reason])

  it('[OUT1] [OUT2] every event waits until its receipt, and two phones show the same', async () => {
    const [a, b] = [await phone('p-a'), await phone('p-b')]
    const id = await visit(a)
    expect(a.waiting()).toBe(1)
    await until(() => a.waiting() === 0 && b.records.has(id))
    expect(a.records.get(id)?.status).toBe('received')
    expect(a.receivedAt(createOf(id))).toBe(START)
    expect(b.records.get(id)?.record).toEqual(a.records.get(id)?.record)
  })

  it('[OUT3] a refused event is set aside with its reason; what came before and after it goes on', async () => {
    const store = memoryStore()
    const a = await phone('p-a', { store, lead: false })
    const id = await visit(a)
    const bad = [await a.remark(id, 'assistant', TOO_LONG), await a.remark(id, 'assistant', TOO_LONG)]
    for (let i = 0; i < 3; i++) bad.push(await a.remark(id, 'assistant', TOO_LONG))
    expect(bad.every((one) => one.ok)).toBe(true)
    await a.remark(id, 'assistant', 'good')
    expect(a.waiting()).toBe(7)
    await a.lead()
    await until(() => a.waiting() === 0)
    expect(aside(a)).toEqual(Array.from({ length: 5 }, () => ['aside', 'form']))
    expect(a.records.get(id)?.status).toBe('needs')
    const b = await phone('p-b')
    await until(() => b.records.get(id)?.record.remarks.length === 1)
    // What was set aside survives a restart, and is not sent again.
    a.close()
    const again = await phone('p-a', { store })
    await visit(again)
    await until(() => again.waiting() === 0)
    expect(again.needs()).toHaveLength(5)
  })

  it('[OUT4] under a writer id that belongs to somebody else everything is written anew', async () => {
    const a = await phone('p-a')
    const first = await visit(a)
    await until(() => a.waiting() === 0)
    const taken = a.item(a.roomOf(first) as RoomName, createOf(first))?.writer as number
    const store = memoryStore()
    const offline = await phone('p-b', { store, lead: false })
    const ids = [await visit(offline, 'one'), await visit(offline, 'two')].map(createOf)
    await store.rewrite((await store.items(ids)).map((item, clock) => ({ ...item, clock, writer: taken })))
    const b = await phone('p-b', { store })
    await until(() => b.waiting() === 0)
    await until(() => ids.every((id) => a.records.has(recordOf(id))))
    expect(b.needs()).toEqual([])
    expect(b.records.has(first)).toBe(true)
    for (const item of await store.items(ids)) expect(item.writer).not.toBe(taken)
  })

  it('[OUT5] another tab’s events go out through the tab that syncs, also behind a refused one', async () => {
    const store = memoryStore()
    const leader = await phone('p-a', { store })
    const other = await phone('p-a', { store, lead: false })
    leader.watch(({ events }) => void (events.length > 0 && other.takeIn(events)))
    other.watch(({ events }) => void (events.length > 0 && leader.takeIn(events)))
    const id = await visit(other, 'from the other tab')
    await until(() => other.waiting() === 0 && leader.waiting() === 0)
    await other.remark(id, 'assistant', TOO_LONG)
    await until(() => other.needs().length === 1)
    await other.remark(id, 'assistant', 'after it')
    await until(() => other.waiting() === 0 && leader.waiting() === 0)
    expect(aside(leader)).toEqual([['aside', 'form']])
    const reader = await phone('p-b')
    await until(() => reader.records.get(id)?.record.remarks[0]?.text === 'after it')
  })

  it('[SAVE3] what did not fit is not saved: nothing waits, nothing is shown, and the next one is', async () => {
    const store = memoryStore()
    const a = await phone('p-a', { store })
    store.fill(1)
    const lost = await a.create('home_visit', { fields: {}, role: 'assistant', area: AREA })
    expect(lost).toMatchObject({ ok: false, problem: { why: 'full' } })
    expect([a.waiting(), a.records.size]).toEqual([0, 0])
    const id = await visit(a)
    await until(() => a.records.get(id)?.status === 'received')
    const huge = await a.create('home_visit', { fields: { note: 'x'.repeat(70_000) }, role: 'assistant', area: AREA })
    expect(huge).toMatchObject({ ok: false, problem: { why: 'tooLarge' } })
    expect(a.waiting()).toBe(0)
  })

  it('[OUT6] what others wrote and did not fit waits, and is kept once there is room', async () => {
    const [a, store] = [await phone('p-a'), memoryStore()]
    const b = await phone('p-b', { store })
    await until(() => b.online())
    store.fill(1000)
    const id = await visit(a)
    await until(() => b.notStored() !== undefined)
    const other = await visit(a)
    expect([b.records.has(id), b.records.has(other)]).toEqual([false, false])
    store.fill(0)
    b.wake()
    await until(() => b.records.has(id) && b.records.has(other))
    expect(b.notStored()).toBeUndefined()
    b.close()
    const again = await phone('p-b', { store })
    await until(() => again.records.has(id))
  })

  it('[OUT7] in a role not held, an event is held: it is durable, needs somebody, and counts no longer as waiting', async () => {
    const a = await phone('p-a')
    const id = await visit(a)
    await a.change(id, { role: 'officer', set: { note: 'as an officer' } })
    await until(() => a.waiting() === 0)
    expect(aside(a)).toEqual([['held', 'roleNotHeld']])
    expect(a.records.get(id)?.status).toBe('needs')
    const [held] = a.needs()
    const decision = { accept: true, by: 'p-s' as PersonId, reason: 'known' }
    const decided = await world.rooms.decide(a.roomOf(id) as RoomName, held?.id as EventId, decision)
    expect(decided.ok).toBe(true)
    await until(() => a.needs().length === 0)
    expect(a.records.get(id)?.record.fields['note']).toBe('as an officer')
  })

  it('[OUT8] two who edit one record offline both see both values, and one of them settles it', async () => {
    const a = await phone('p-a')
    const id = await visit(a)
    const stores = [memoryStore(), memoryStore()] as const
    for (const [i, name] of ['p-a', 'p-b'].entries()) {
      const first = await phone(name, { store: stores[i] as MemoryStore })
      await until(() => first.records.has(id))
      first.close()
    }
    const offline = [
      await phone('p-a', { store: stores[0], lead: false }),
      await phone('p-b', { store: stores[1], lead: false }),
    ] as const
    await offline[0].change(id, { role: 'assistant', set: { note: 'three live here' } })
    await offline[1].change(id, { role: 'assistant', set: { note: 'four live here' } })
    await Promise.all(offline.map((one) => one.lead()))
    const values = (on: PhoneCore) => on.records.get(id)?.record.conflicts[0]?.values.map((one) => one.value)
    await until(() => offline.every((one) => values(one)?.length === 2))
    expect(values(offline[0])).toEqual(values(offline[1]))
    expect([...(values(offline[0]) ?? [])].sort()).toEqual(['four live here', 'three live here'])
    expect(offline.map((one) => one.records.get(id)?.status)).toEqual(['needs', 'needs'])
    await offline[1].change(id, { role: 'assistant', set: { note: 'three live here' } })
    await until(() => offline.every((one) => one.records.get(id)?.record.conflicts.length === 0))
    await until(() => offline.every((one) => one.records.get(id)?.status === 'received'))
  })

  it('[OUT10] what two write offline into the restricted part of a household stands beside each other at the household', async () => {
    const a = await phone('p-a')
    const fields = { householdNo: '601', ownerPhone: '10000000001' }
    const made = await a.create('household', { fields, role: 'assistant', area: AREA })
    if (!made.ok) throw new Error(made.problem.detail)
    const id = made.value
    const stores = [memoryStore(), memoryStore()] as const
    for (const [i, name] of ['p-a', 'p-b'].entries()) {
      const first = await phone(name, { store: stores[i] as MemoryStore })
      await until(() => first.fieldsOf(id)['ownerPhone'] === '10000000001')
      first.close()
    }
    const both = [
      await phone('p-a', { store: stores[0], lead: false }),
      await phone('p-b', { store: stores[1], lead: false }),
    ] as const
    await both[0].change(id, { role: 'assistant', set: { ownerPhone: '10000000002' } })
    await both[1].change(id, { role: 'assistant', set: { ownerPhone: '10000000003' } })
    expect(both.map((one) => one.records.get(id)?.status)).toEqual(['waiting', 'waiting'])
    const shown: RecordId[] = []
    both[0].watch(({ records }) => void shown.push(...records))
    await Promise.all(both.map((one) => one.lead()))
    const sides = (on: PhoneCore) => on.records.get(id)?.clashes[0]?.conflict.values.map((one) => [one.by, one.value])
    await until(() => both.every((one) => sides(one)?.length === 2))
    expect(new Set(sides(both[0])?.map(String))).toEqual(new Set(['p-a,10000000002', 'p-b,10000000003']))
    expect(both.map((one) => one.records.get(id)?.status)).toEqual(['needs', 'needs'])
    expect(shown).toContain(id)
    const [clash] = both[1].records.get(id)?.clashes ?? []
    if (!clash) throw new Error('no clash')
    await both[1].settle(clash, 'assistant', '10000000002')
    await until(() => both.every((one) => one.records.get(id)?.status === 'received'))
    expect(both.map((one) => one.fieldsOf(id)['ownerPhone'])).toEqual(['10000000002', '10000000002'])
    // Nothing restricted has come into what everybody reads.
    expect(both[0].records.get(id)?.record.fields).not.toHaveProperty('ownerPhone')
  })

  it('[OUT11] two who each begin the restricted part offline see what differs, and one settles it in both', async () => {
    const a = await phone('p-a')
    const made = await a.create('household', { fields: { householdNo: '602' }, role: 'assistant', area: AREA })
    if (!made.ok) throw new Error(made.problem.detail)
    const id = made.value
    const store = memoryStore()
    const first = await phone('p-b', { store })
    await until(() => first.records.has(id) && a.waiting() === 0)
    first.close()
    const b = await phone('p-b', { store, lead: false })
    await b.change(id, { role: 'assistant', set: { ownerPhone: '10000000003', ownerName: 'Lian' } })
    await a.change(id, { role: 'assistant', set: { ownerPhone: '10000000002' } })
    await b.lead()
    const both = [a, b]
    await until(() => both.every((one) => one.records.get(id)?.clashes.length === 1))
    const [clash] = a.records.get(id)?.clashes ?? []
    expect([clash?.conflict.field, clash?.records.length]).toEqual(['ownerPhone', 2])
    if (clash) await a.settle(clash, 'assistant', '10000000003')
    await until(() => both.every((one) => one.records.get(id)?.status === 'received'))
    for (const one of both) expect(one.fieldsOf(id)).toMatchObject({ ownerPhone: '10000000003', ownerName: 'Lian' })
  })

  it('[OUT9] a phone that may no longer read keeps its work, waits, and sends it when it may again', async () => {
    const a = await phone('p-a')
    await until(() => a.online())
    world.revoke('p-a')
    await until(() => a.shut().size === 3)
    const id = await visit(a)
    await until(() => a.shut().size === 3)
    expect([a.waiting(), a.records.get(id)?.status]).toEqual([1, 'waiting'])
    expect(a.session()).toBe('in')
    await a.learn(world.me('p-a'))
    await until(() => a.waiting() === 0)
    expect(a.shut().size).toBe(0)
  })

  it('[PHONE6] an event carries the last server time and what has gone by since, so that a wrong clock shows', async () => {
    const DAY = 86_400_000
    const store = memoryStore()
    const a = await phone('p-a', { store, now: () => time + DAY })
    time += 60_000
    const id = await visit(a)
    await until(() => a.waiting() === 0)
    const event = a.records.get(id)?.record.history[0]?.event
    expect(event?.anchor).toEqual([START, 60_000])
    expect(event?.at).toBe(START + DAY + 60_000)
    // Across a restart only the phone's own clock tells how long it was: what was known of it is still known.
    a.close()
    time += 3_600_000
    const kept = await createPhoneCore({
      me: { ...world.me('p-a'), serverTime: START },
      store,
      connect: world.connect('p-a' as PersonId),
      now: () => time + DAY,
      random: seeded(9).next,
      monotonic: () => 5,
    })
    phones.push(kept)
    expect(kept.serverNow()).toBe(time)
  })
})
