import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { asPerson, asRoom, newEventId } from '../../domain/ids.ts'
import type { RoomEvent } from '../../domain/record/event.ts'
import { decodeItem, type Item } from '../../domain/room/grammar.ts'
import { joinItems } from '../../domain/room/join.ts'
import { CLOSE, parseRetryAfter } from '../../domain/room/protocol.ts'
import { itemOf, type RawClient, RECORD, rawClient, remark } from '../support/raw-client.ts'
import { AREA, NOON, ROOM, type SyncServer, syncServer } from '../support/sync-server.ts'

describe('a room through real sockets', () => {
  let server: SyncServer
  let clients: RawClient[] = []
  beforeEach(async () => {
    server = await syncServer()
  })
  afterEach(async () => {
    for (const client of clients) client.close()
    clients = []
    await server.close()
  })
  async function join(person: string, how: Parameters<typeof rawClient>[2] = {}): Promise<RawClient> {
    const client = await rawClient(server.url, person, how)
    clients.push(client)
    return client
  }
  /** Joined, and everything that the room holds was sent. */
  async function inRoom(person: string, how: Parameters<typeof rawClient>[2] = {}): Promise<RawClient> {
    const client = await join(person, how)
    client.ask()
    await client.until(() => client.all('step2').length === 1)
    return client
  }
  const stored = async () => (await server.rooms.log.tail(ROOM, 0)).map((row) => row.id)
  const eventOf = (item: Item | undefined): RoomEvent | undefined => {
    const decoded = item && decodeItem(item.bytes)
    return decoded?.ok ? decoded.value.event : undefined
  }

  it('[SYNC4] what was written has a receipt, reaches the others, and is not sent back', async () => {
    const [ann, bob] = [await inRoom('ann'), await inRoom('bob')]
    const first = remark('ann', 2 ** 40, 0)
    ann.live(first)
    await ann.until(() => ann.receipts().length === 1)
    expect(ann.receipts()).toEqual([{ id: first.id, seq: 1 }])
    await bob.until(() => bob.items().length === 1)
    expect(bob.items()).toEqual([first])
    expect(bob.all('caughtUp').at(-1)?.cursor).toEqual({ log: server.rooms.log.id, room: 0, seq: 1 })
    expect(ann.items()).toEqual([])
    expect(ann.all('caughtUp').at(-1)?.cursor.seq).toBe(1)
  })

  it('[SYNC5] the same event again, also under another writer, has the receipt of the first; clocks go on', async () => {
    const [ann, bob] = [await inRoom('ann'), await inRoom('bob')]
    const first = remark('ann', 2 ** 40, 0)
    ann.live(first)
    ann.live(first)
    ann.live({ ...first, writer: 2 ** 41 })
    ann.live(remark('ann', 2 ** 41, 1))
    await ann.until(() => ann.receipts().length === 4)
    expect(ann.receipts().map((one) => one.seq)).toEqual([1, 1, 1, 3])
    await bob.until(() => bob.items().length === 3)
    const placeholder = bob.items().find((item) => item.writer === 2 ** 41 && item.clock === 0)
    expect(eventOf(placeholder)).toEqual({ type: 'again', of: first.id })
    const doc = new Y.Doc()
    Y.applyUpdate(doc, joinItems(bob.items()))
    expect(doc.getMap('e').size).toBe(3)
    expect(doc.store.pendingStructs).toBeNull()
  })

  it('[SYNC6] after a gap nothing is stored; the server says where it stands, and takes what was missing', async () => {
    const ann = await inRoom('ann')
    const [a, b, c] = [0, 1, 2].map((clock) => remark('ann', 2 ** 40, clock)) as [Item, Item, Item]
    ann.live(a)
    const asked = ann.all('step1').length
    ann.offer()
    ann.live(c)
    await ann.until(() => ann.all('step1').length === asked + 1)
    expect(await stored()).toEqual([a.id])
    expect(ann.all('step1').at(-1)?.heads).toEqual(new Map([[2 ** 40, 1]]))
    ann.offer(b, c)
    await ann.until(() => ann.receipts().length === 3)
    expect(await stored()).toEqual([a.id, b.id, c.id])
  })

  it('[SYNC7] a live update is taken whole or not at all; who speaks the extension is told which event was at fault', async () => {
    const ann = await inRoom('ann')
    const items = [
      remark('ann', 2 ** 40, 0),
      remark('ann', 2 ** 40, 1, { by: 'bob' }),
      remark('ann', 2 ** 40, 2),
      remark('ann', 2 ** 41, 0),
    ]
    ann.live(...items)
    await ann.until(() => ann.refused().length === 4)
    expect(Object.fromEntries(ann.refused().map((one) => [one.id, one.code]))).toEqual({
      [items[0]?.id as string]: 'behind',
      [items[1]?.id as string]: 'notYours',
      [items[2]?.id as string]: 'behind',
      [items[3]?.id as string]: 'behind',
    })
    expect([await stored(), ann.closed()]).toEqual([[], undefined])
    const plain = await inRoom('ann', { ext: false })
    plain.live(...items)
    expect(await plain.ending()).toBe(CLOSE.outsideGrammar)
    expect(await stored()).toEqual([])
  })

  it('[SYNC8] of an answer to a state vector each own section is stored up to its first bad event', async () => {
    const [ann, bob] = [await inRoom('ann'), await inRoom('bob')]
    const ofBob = remark('bob', 2 ** 39, 0)
    bob.live(ofBob)
    await bob.until(() => bob.receipts().length === 1)
    const good = remark('ann', 2 ** 40, 0)
    const forged = remark('ann', 2 ** 40, 1, { by: 'bob' })
    const behind = remark('ann', 2 ** 40, 2)
    const other = remark('ann', 2 ** 41, 0)
    const unknown = remark('bob', 2 ** 38, 0)
    ann.offer(ofBob, good, forged, behind, other, unknown)
    await ann.until(() => ann.receipts().length === 2 && ann.refused().length === 3)
    expect((await stored()).toSorted()).toEqual([ofBob.id, good.id, other.id].toSorted())
    expect(Object.fromEntries(ann.refused().map((one) => [one.id, one.code]))).toEqual({
      [forged.id]: 'notYours',
      [behind.id]: 'behind',
      [unknown.id]: 'notYours',
    })
    expect(ann.closed()).toBeUndefined()
  })

  it('[SYNC9] a writer id of somebody else ends the socket with 4409', async () => {
    const [ann, bob] = [await inRoom('ann'), await inRoom('bob')]
    ann.live(remark('ann', 2 ** 40, 0))
    await ann.until(() => ann.receipts().length === 1)
    bob.live(remark('bob', 2 ** 40, 1))
    expect(await bob.ending()).toBe(CLOSE.writerTaken)
    expect(bob.refused()).toMatchObject([{ code: 'writerTaken' }])
    expect(await stored()).toHaveLength(1)
  })

  it('[SYNC10] at a cursor the log goes on where the reader stood; with nothing new that costs less than 100 bytes', async () => {
    const ann = await inRoom('ann')
    for (let clock = 0; clock < 5; clock++) ann.live(remark('ann', 2 ** 40, clock))
    await ann.until(() => ann.receipts().length === 5)
    const cursor = { log: server.rooms.log.id, room: 0, seq: 3 }
    const late = await join('bob', { since: cursor })
    await late.until(() => late.all('caughtUp').length === 1)
    expect(late.items().map((item) => item.clock)).toEqual([3, 4])
    expect(late.all('caughtUp')[0]?.cursor.seq).toBe(5)
    const there = await join('bob', { since: { ...cursor, seq: 5 } })
    await there.until(() => there.all('caughtUp').length === 1)
    expect(there.all('step1')).toEqual([])
    expect(there.counts.bytes).toBeLessThan(100)
    ann.live(remark('ann', 2 ** 40, 5))
    await there.until(() => there.items().length === 1)
  })

  it('[SYNC11] a cursor of another log, of another count of rebuilds, or ahead of the log makes both sides compare', async () => {
    const ann = await inRoom('ann')
    ann.live(remark('ann', 2 ** 40, 0))
    await ann.until(() => ann.receipts().length === 1)
    const own = { log: server.rooms.log.id, room: 0, seq: 1 }
    for (const since of [{ ...own, log: 'before' }, { ...own, room: 1 }, { ...own, seq: 2 }, 'nonsense']) {
      const reader = await join('bob', { since })
      await reader.until(() => reader.all('step1').length === 1)
      expect(reader.all('caughtUp')).toEqual([])
      reader.ask()
      await reader.until(() => reader.all('caughtUp').length === 1)
      expect(reader.items()).toHaveLength(1)
      reader.close()
    }
  })

  it('[SYNC12] who may no longer read is let go at once and hears nothing more; the session ended: 4401', async () => {
    const [ann, bob, olga] = [await inRoom('ann'), await inRoom('bob'), await inRoom('olga')]
    const [grant] = server.grants.get(asPerson('bob')) ?? []
    if (!grant) throw new Error('no grant')
    server.grants.set(asPerson('bob'), [{ ...grant, to: NOON - 1 }])
    // Not even told of it: what comes next is not his.
    ann.live(remark('ann', 2 ** 40, 0))
    expect(await bob.ending()).toBe(CLOSE.noAccess)
    expect(bob.items()).toEqual([])
    server.grants.set(asPerson('olga'), undefined)
    server.sockets.recheck(asPerson('olga'))
    expect(await olga.ending()).toBe(CLOSE.signIn)
    await ann.until(() => ann.receipts().length === 1)
    server.sockets.drop('session of ann', CLOSE.signIn)
    expect(await ann.ending()).toBe(CLOSE.signIn)
  })

  it('[SYNC13] a server that stops says how long to wait', async () => {
    const ann = await inRoom('ann')
    server = await server.restart()
    expect(await ann.ending()).toBe(CLOSE.shuttingDown)
    expect(parseRetryAfter(ann.closed()?.reason ?? '')).toBeLessThan(60_000)
  })

  it('[SYNC14] an org room is written by the server only, and says only what changed', async () => {
    const org = asRoom('org')
    const topics = [
      { topic: 'calendar', value: { holidays: ['2026-10-01'] } },
      { topic: 'switches', value: { gps: true } },
    ]
    await server.rooms.publish(org, topics)
    await Promise.all([server.rooms.publish(org, topics), server.rooms.publish(org, topics)])
    expect((await server.rooms.log.cursor(org)).seq).toBe(2)
    server = await server.restart()
    await server.rooms.publish(org, [...topics.slice(1), { topic: 'calendar', value: { holidays: [] } }])
    expect((await server.rooms.log.cursor(org)).seq).toBe(3)
    const reader = await inRoom('ann', { room: org })
    expect(reader.items().map((item) => (eventOf(item) as { topic: string }).topic)).toEqual([
      'calendar',
      'switches',
      'calendar',
    ])
    expect(new Set(reader.items().map((item) => item.writer)).size).toBe(1)
    expect(reader.all('step1')).toEqual([])
    reader.offer(...reader.items())
    reader.live(remark('ann', 2 ** 40, 0))
    expect(await reader.ending()).toBe(CLOSE.noAccess)
    expect((await server.rooms.log.cursor(org)).seq).toBe(3)
  })

  it('[SYNC15] a held event is a placeholder until it is accepted, then its readers get it with both names', async () => {
    const [ann, bob] = [await inRoom('ann'), await inRoom('bob')]
    const [yes, no] = [0, 1].map((clock) => remark('ann', 2 ** 40, clock, { role: 'officer' })) as [Item, Item]
    ann.live(yes, no)
    await ann.until(() => ann.receipts().length === 2)
    expect(ann.receipts().map((one) => one.held)).toEqual(['roleNotHeld', 'roleNotHeld'])
    await bob.until(() => bob.items().length === 2)
    expect(bob.items().map(eventOf)).toEqual([{ type: 'withheld' }, { type: 'withheld' }])
    const by = asPerson('olga')
    expect(await server.rooms.decide(ROOM, no.id, { accept: false, by, reason: 'not his' })).toMatchObject({ ok: true })
    expect(await server.rooms.decide(ROOM, yes.id, { accept: true, by, reason: 'asked' })).toMatchObject({ ok: true })
    const late = await server.rooms.decide(ROOM, yes.id, { accept: false, by, reason: 'no' })
    expect(late).toMatchObject({ ok: false, problem: { why: 'decidedBefore', as: { accept: true } } })
    const none = await server.rooms.decide(ROOM, newEventId(1), { accept: true, by, reason: '' })
    expect(none).toMatchObject({ ok: false, problem: { why: 'notHeld' } })
    // Its own author hears of it too: his phone folds the wrapper.
    for (const reader of [bob, ann]) {
      await reader.until(() => reader.items().some((item) => eventOf(item)?.type === 'accepted'))
      expect(eventOf(reader.items().at(-1))).toMatchObject({
        of: yes.id,
        by: 'ann',
        acceptedBy: 'olga',
        event: eventOf(yes),
      })
    }
    ann.live(yes)
    ann.live(no)
    await ann.until(() => ann.receipts().length === 4)
    expect(
      ann
        .receipts()
        .slice(2)
        .map((one) => one.held),
    ).toEqual([undefined, 'roleNotHeld'])
    const held = (await server.rooms.log.tail(ROOM, 0)).filter((row) => row.held)
    expect(held.map((row) => row.id)).toEqual([yes.id, no.id])
  })

  it('[SYNC16] a move of the system is written once for its cause, also by a server that starts again', async () => {
    const event = {
      type: 'move',
      record: RECORD,
      by: asPerson('x'),
      role: 'x',
      at: NOON,
      base: [],
      move: 'open_follow_up',
      to: 'follow_up',
    } as const
    const first = await server.rooms.writeSystem(ROOM, [{ event, cause: 'overdue' }])
    server = await server.restart()
    expect(await server.rooms.writeSystem(ROOM, [{ event, cause: 'overdue' }])).toEqual(first)
    await server.rooms.writeSystem(ROOM, [{ event, cause: 'another' }])
    const rows = await server.rooms.log.tail(ROOM, 0)
    expect(rows.map((row) => [row.clock, row.person])).toEqual([
      [0, 'system'],
      [1, 'system'],
    ])
    expect(eventOf(rows[0])).toEqual({ ...event, by: 'system', role: 'system' })
  })

  it('[SYNC17] a record is created only in a room of its book and area, and only the rooms of about now are opened', async () => {
    const create = (kind: string, area: string) =>
      itemOf(2 ** 40 + Math.floor(Math.random() * 2 ** 40), 0, {
        type: 'create',
        kind,
        version: 1,
        area,
        by: asPerson('ann'),
        role: 'assistant',
        at: NOON,
        set: {},
      })
    const ann = await inRoom('ann')
    ann.live(create('toilet_repair', AREA))
    ann.live(create('home_visit', '370303005004'))
    ann.live(create('household', AREA))
    ann.live(create('home_visit', AREA))
    ann.live(create('not_known_here', AREA))
    await ann.until(() => ann.receipts().length === 2 && ann.refused().length === 3)
    expect(ann.refused().map((one) => one.code)).toEqual(['wrongRoom', 'wrongRoom', 'wrongRoom'])
    for (const [quarter, fine] of [
      ['2026q3', true],
      ['2027q1', true],
      ['1970q1', false],
      ['2030q1', false],
    ] as const) {
      const room = asRoom(`${AREA}/police/${quarter}`)
      const other = await inRoom('ann', { room })
      other.live(remark('ann', 2 ** 40, 0))
      await other.until(() => other.receipts().length + other.refused().length === 1)
      expect((await server.rooms.log.cursor(room)).seq).toBe(fine ? 1 : 0)
    }
  })

  it('[SYNC18] what several write at once comes to a reader as one update a commit', async () => {
    const reader = await inRoom('olga')
    const writers = await Promise.all(Array.from({ length: 8 }, (_, n) => inRoom(n % 2 ? 'ann' : 'bob')))
    const before = server.rooms.stats().commits
    for (let clock = 0; clock < 20; clock++) {
      writers.forEach((writer, n) => {
        writer.live(remark(n % 2 ? 'ann' : 'bob', 2 ** 40 + n, clock))
      })
    }
    await reader.until(() => reader.items().length === 160)
    const commits = server.rooms.stats().commits - before
    expect(reader.all('update').length).toBe(commits)
    expect(commits).toBeLessThan(160)
  })
})
