import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asPerson, asRoom, type EventId, newEventId, recordOf, SYSTEM } from '../../domain/ids.ts'
import { encodeItem, LIMITS } from '../../domain/room/grammar.ts'
import { joinItems } from '../../domain/room/join.ts'
import type { Appended, EventLog, Incoming, Message, Stored } from '../../sync-server/storage/log.ts'
import { runs } from '../hostile/values.ts'

const ROOM = asRoom('370303005003/police/2026q4')
const ann = asPerson('p-ann')
const bob = asPerson('p-bob')
const RECORD = recordOf(newEventId(0))

const idOf = (n: number): EventId => `01KAV9FT00${String(n).padStart(16, '0')}` as EventId
const bytesOf = (id: EventId, text: string): Uint8Array =>
  encodeItem(id, { type: 'remark', record: RECORD, by: ann, role: 'assistant', at: 1, text })
const item = (n: number, writer: number, clock: number, text = `${n}`): Incoming => ({
  id: idOf(n),
  placed: { writer, clock },
  bytes: bytesOf(idOf(n), text),
})
const message = (items: readonly Incoming[], more: Partial<Message> = {}): Message => ({
  room: ROOM,
  person: ann,
  whole: false,
  items,
  ...more,
})

/** What every engine of the log must do. `open` opens the same log again after `close`; `forget` removes it. */
export function describeEventLog(
  name: string,
  make: () => { open(now: () => number): EventLog; forget(): void },
): void {
  describe(`the log on ${name}`, () => {
    let engine: ReturnType<typeof make>
    let log: EventLog
    let time = 1000
    const now = (): number => time
    beforeEach(() => {
      engine = make()
      log = engine.open(now)
    })
    afterEach(() => {
      log.close()
      engine.forget()
    })
    async function put(...messages: Message[]): Promise<readonly Appended[]> {
      const outcome = await log.append(messages)
      if (!outcome.ok) throw new Error(outcome.problem.why)
      return outcome.value.outcomes.flat()
    }
    const brief = (list: readonly Appended[]): string[] =>
      list.map((one) => {
        if (one.outcome === 'gap') return 'gap'
        return one.outcome === 'refused' ? one.why : `${one.outcome} ${one.seq}${one.held ? ` ${one.held}` : ''}`
      })
    const rows = (): Promise<readonly Stored[]> => log.tail(ROOM, 0)

    it('[LOG2] counts a room from 1 without gaps, whoever writes', async () => {
      expect(
        brief(await put(message([item(1, 7, 0), item(2, 7, 1)]), message([item(3, 9, 0)], { person: bob }))),
      ).toEqual(['stored 1', 'stored 2', 'stored 3'])
      expect((await rows()).map(({ seq, id, person }) => [seq, id, person])).toEqual([
        [1, idOf(1), ann],
        [2, idOf(2), ann],
        [3, idOf(3), bob],
      ])
      expect(await log.cursor(ROOM)).toEqual({ log: log.id, room: 0, seq: 3 })
      expect(await log.tail(ROOM, 1, 1)).toHaveLength(1)
      expect(await log.positions()).toEqual(new Map([[ROOM, 3]]))
    })

    it('[LOG3] the same again gives the receipt again and stores nothing', async () => {
      const sent = message([item(1, 7, 0), item(2, 7, 1)])
      await put(sent)
      expect(brief(await put(sent))).toEqual(['known 1', 'known 2'])
      expect(await rows()).toHaveLength(2)
    })

    it('[LOG4] the same event under another writer takes the clock with a placeholder', async () => {
      await put(message([item(1, 7, 0)]))
      expect(brief(await put(message([item(1, 8, 0), item(2, 8, 1)])))).toEqual(['known 1', 'stored 3'])
      const placeholder = (await rows())[1] as Stored
      expect([placeholder.writer, placeholder.clock, placeholder.id === idOf(1)]).toEqual([8, 0, false])
      expect(Buffer.from(placeholder.bytes).includes(idOf(1))).toBe(true)
    })

    it('[LOG5] another value under an id is refused, and what follows of its writer with it', async () => {
      await put(message([item(1, 7, 0)]))
      const sent = [item(1, 8, 0, 'other'), item(2, 8, 1), item(3, 9, 0)]
      expect(brief(await put(message(sent)))).toEqual(['idTaken', 'behind', 'stored 2'])
      expect(await rows()).toHaveLength(2)
    })

    it('[LOG6] a message that is to be taken whole is taken whole or not at all', async () => {
      await put(message([item(1, 7, 0)]))
      const refused = [item(3, 9, 0), item(1, 8, 0, 'other')]
      expect(brief(await put(message(refused, { whole: true })))).toEqual(['behind', 'idTaken'])
      const gap = [item(3, 9, 0), item(4, 7, 2)]
      expect(brief(await put(message(gap, { whole: true }), message([item(5, 5, 0)])))).toEqual([
        'gap',
        'gap',
        'stored 2',
      ])
      expect(await rows()).toHaveLength(2)
    })

    it('[LOG7] after a gap nothing of that writer is stored', async () => {
      expect(brief(await put(message([item(1, 7, 1), item(2, 7, 2), item(3, 8, 0)])))).toEqual([
        'gap',
        'gap',
        'stored 1',
      ])
      expect(await log.heads(ROOM)).toEqual(new Map([[8, 1]]))
    })

    it('[LOG8] a writer id belongs to the first person who used it in the room, and a clock to one event', async () => {
      await put(message([item(1, 7, 0)]))
      expect(brief(await put(message([item(2, 7, 1)], { person: bob })))).toEqual(['writerTaken'])
      expect(brief(await put(message([item(3, 7, 0)])))).toEqual(['writerTaken'])
      const elsewhere = message([item(4, 7, 0)], { person: bob, room: asRoom('370303005/sanitation/2026q4') })
      expect(brief(await put(elsewhere))).toEqual(['stored 1'])
    })

    it('[LOG9] what has no place goes behind what the log keeps for its person, also after a restart', async () => {
      const own = (n: number): Incoming => ({ id: idOf(n), bytes: bytesOf(idOf(n), `${n}`) })
      await put(message([own(1), own(2)]), message([own(3)], { person: SYSTEM }))
      const { id } = log
      log.close()
      log = engine.open(now)
      expect(log.id).toBe(id)
      expect(brief(await put(message([own(1), own(4)]), message([own(5)], { person: SYSTEM })))).toEqual([
        'known 1',
        'stored 4',
        'stored 5',
      ])
      const places = (await rows()).map(({ writer, clock, person }) => [writer, clock, person] as const)
      const [desk, , server] = places.map(([writer]) => writer)
      expect(desk).not.toBe(server)
      expect(places).toEqual([
        [desk, 0, ann],
        [desk, 1, ann],
        [server, 0, SYSTEM],
        [desk, 2, ann],
        [server, 1, SYSTEM],
      ])
    })

    it('[LOG10] a held event is decided once; accepted, it has a wrapper, and its receipt says held no more', async () => {
      const held = (n: number): Incoming => ({ ...item(n, 7, n - 1), held: 'roleNotHeld' })
      expect(brief(await put(message([held(1), held(2)])))).toEqual(['stored 1 roleNotHeld', 'stored 2 roleNotHeld'])
      const wrapper = { id: idOf(11), bytes: bytesOf(idOf(11), 'wrapper') }
      const yes = { accept: true, by: bob, at: 5, reason: 'was asked to' }
      const no = { accept: false, by: bob, at: 6, reason: 'was not there' }
      const accepted = await log.decide(ROOM, idOf(1), yes, wrapper)
      expect(accepted).toMatchObject({ ok: true, value: { outcome: 'decided', stored: [{ id: wrapper.id, seq: 3 }] } })
      expect(await log.decide(ROOM, idOf(1), no)).toMatchObject({
        ok: true,
        value: { outcome: 'decidedBefore', as: { ...yes, wrapper: wrapper.id } },
      })
      expect(await log.decide(ROOM, idOf(2), no)).toMatchObject({ ok: true, value: { outcome: 'decided', stored: [] } })
      expect(await log.decide(ROOM, idOf(3), no)).toMatchObject({ ok: true, value: { outcome: 'notHeld' } })
      expect(brief(await put(message([held(1), held(2)])))).toEqual(['known 1', 'known 2 roleNotHeld'])
      expect((await log.decisions(ROOM)).map(({ id, accept, reason }) => [id, accept, reason])).toEqual([
        [idOf(1), true, 'was asked to'],
        [idOf(2), false, 'was not there'],
      ])
    })

    it('[LOG11] a room has at most 32,768 writers; those that it has go on', async () => {
      const many = Array.from({ length: LIMITS.writers }, (_, n) => item(n, n + 1, 0))
      await put(message(many))
      const last = await put(message([item(40_000, 40_000, 0), item(40_001, 5, 1)]))
      expect(brief(last)).toEqual(['roomFull', `stored ${LIMITS.writers + 1}`])
    })

    it('[LOG12] whatever comes in, and comes again, is dense in its room and of each writer, and stored once', async () => {
      const any = fc.array(
        fc.record({
          person: fc.constantFrom(ann, bob),
          whole: fc.boolean(),
          items: fc.array(fc.tuple(fc.nat(12), fc.constantFrom(0, 1, 2, 3), fc.nat(5), fc.nat(1)), { maxLength: 6 }),
        }),
        { maxLength: 12 },
      )
      let n = 0
      await fc.assert(
        fc.asyncProperty(any, async (list) => {
          const room = asRoom(`${String(370_303_000_000 + n++)}/police/2026q4`)
          const batch = list.map(({ person, whole, items }) =>
            message(
              // Without a place where the writer is 0.
              items.map(([id, writer, clock, text]) =>
                writer === 0
                  ? { id: idOf(id), bytes: bytesOf(idOf(id), `${text}`) }
                  : item(id, writer, clock, `${text}`),
              ),
              { person, whole, room },
            ),
          )
          const first = await put(...batch)
          const stored = await log.tail(room, 0)
          expect(stored.map((row) => row.seq)).toEqual(stored.map((_, i) => i + 1))
          expect(new Set(stored.map((row) => row.id)).size).toBe(stored.length)
          // Joining throws where a writer's clocks have a gap or come twice.
          joinItems(stored)
          for (const own of Map.groupBy(stored, (row) => row.writer).values()) {
            expect(own[0]?.clock).toBe(0)
            expect(new Set(own.map((row) => row.person)).size).toBe(1)
          }
          const at = new Map(stored.map((row) => [row.seq, row.id]))
          const sent = batch.flatMap((one) => one.items)
          first.forEach((one, i) => {
            if (one.outcome === 'stored' || one.outcome === 'known') expect(at.get(one.seq)).toBe(sent[i]?.id)
          })
          // Nothing that had a receipt gets another answer the second time, and no row changes.
          const again = await put(...batch)
          first.forEach((one, i) => {
            if (one.outcome === 'stored' || one.outcome === 'known')
              expect(again[i]).toEqual({ ...one, outcome: 'known' })
          })
          expect((await log.tail(room, 0)).slice(0, stored.length)).toEqual(stored)
        }),
        runs(300),
      )
    })

    it('[LOG13] what is missing to any heads completes them', async () => {
      await put(message([item(1, 7, 0), item(2, 7, 1), item(3, 8, 0), item(4, 9, 0), item(5, 9, 1)]))
      const all = await rows()
      for (const heads of [
        new Map(),
        new Map([[7, 1]]),
        new Map([
          [7, 2],
          [8, 1],
        ]),
        new Map([
          [9, 5],
          [6, 3],
        ]),
      ]) {
        const { at, rows: missing } = await log.missing(ROOM, heads)
        expect(at.seq).toBe(5)
        const expected = all.filter((row) => row.clock >= (heads.get(row.writer) ?? 0))
        expect(missing.toSorted((a, b) => a.seq - b.seq)).toEqual(expected)
      }
      expect(await log.missing(asRoom('370303005/sanitation/2026q4'), new Map())).toMatchObject({
        rows: [],
        at: { seq: 0 },
      })
    })

    it('[LOG14] a restart finds everything that was appended', async () => {
      time = 77
      await put(message([item(1, 7, 0)]))
      log.close()
      log = engine.open(now)
      expect(await rows()).toMatchObject([{ id: idOf(1), receivedAt: 77, bytes: bytesOf(idOf(1), '1') }])
      expect(await log.one(ROOM, idOf(1))).toEqual((await rows())[0])
      expect(await log.one(ROOM, idOf(2))).toBeUndefined()
    })
  })
}
