import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asPerson, newEventId } from '../../domain/ids.ts'
import { encodeItem, type Item, LIMITS } from '../../domain/room/grammar.ts'
import { joinItems } from '../../domain/room/join.ts'
import { CLOSE, encodeEmptyAwareness, encodeStep2, parseRetryAfter } from '../../domain/room/protocol.ts'
import { type RawClient, RECORD, rawClient, remark } from '../support/raw-client.ts'
import { NOON, ROOM, type SyncServer, syncServer } from '../support/sync-server.ts'

const WRITER = 2 ** 40
/** A track of `size` bytes of points. */
function large(size: number, clock: number, writer = WRITER): Item {
  const id = newEventId(NOON + clock)
  const points = new Uint8Array(size).fill(clock)
  const act = { by: asPerson('ann'), role: 'assistant', at: NOON }
  return { id, writer, clock, bytes: encodeItem(id, { type: 'track', record: RECORD, ...act, from: 0, to: 1, points }) }
}

describe('the limits of a socket', () => {
  let server: SyncServer
  let time = NOON
  const clients: RawClient[] = []
  beforeEach(async () => {
    time = NOON
    server = await syncServer({ limits: true, now: () => time })
  })
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close()
    await server.close()
  })
  async function join(person: string, how: Parameters<typeof rawClient>[2] = {}): Promise<RawClient> {
    const client = await rawClient(server.url, person, how)
    clients.push(client)
    client.ask()
    await client.until(() => client.all('step2').length > 0 || client.closed() !== undefined)
    return client
  }
  const wait = (client: RawClient): number | undefined => parseRetryAfter(client.closed()?.reason ?? '')

  it('[SYNC20] 200 messages at once are heard, and 50 a second; more is told to slow down', async () => {
    const ann = await join('ann')
    for (let i = 0; i < 199; i++) ann.send(encodeEmptyAwareness())
    ann.live(remark('ann', WRITER, 0))
    expect(await ann.ending()).toBe(CLOSE.slowDown)
    expect(wait(ann)).toBeGreaterThan(0)
    time += 60_000
    const again = await join('ann')
    for (let i = 0; i < 198; i++) again.send(encodeEmptyAwareness())
    again.live(remark('ann', WRITER, 0))
    await again.until(() => again.receipts().length === 1)
    time += 1000
    for (let i = 0; i < 49; i++) again.send(encodeEmptyAwareness())
    again.live(remark('ann', WRITER, 1))
    await again.until(() => again.receipts().length === 2)
    again.send(encodeEmptyAwareness())
    expect(await again.ending()).toBe(CLOSE.slowDown)
  })

  it('[SYNC21] a person has five sockets in a room; the sixth is told to come later, and who leaves makes room', async () => {
    const five = await Promise.all(Array.from({ length: 5 }, () => join('ann')))
    const sixth = await join('ann')
    expect(await sixth.ending()).toBe(CLOSE.slowDown)
    expect(wait(sixth)).toBeGreaterThan(0)
    expect(five.map((one) => one.closed())).toEqual(Array(5).fill(undefined))
    five[0]?.close()
    await expect.poll(async () => (await join('ann')).closed()).toBeUndefined()
    expect((await join('bob')).closed()).toBeUndefined()
  })

  it('[SYNC29] sockets that nobody holds any more make room as soon as their places are wanted', async () => {
    const gone = await Promise.all(Array.from({ length: 5 }, () => join('ann')))
    for (const client of gone) client.socket.pause()
    const early = await join('ann')
    expect(await early.ending()).toBe(CLOSE.slowDown)
    expect(wait(early)).toBeLessThanOrEqual(5000)
    await expect.poll(() => server.sockets.count(), { timeout: 5000 }).toBe(0)
    const late = await join('ann')
    expect(late.closed()).toBeUndefined()
  })

  it('[SYNC22] a live update has at most 256 KB; an answer above that is read once a minute', async () => {
    const ann = await join('ann')
    const many = (from: number) => Array.from({ length: 5 }, (_, n) => large(60_000, from + n))
    ann.offer(...many(0))
    await ann.until(() => ann.receipts().length === 5)
    ann.live(...many(5))
    expect(await ann.ending()).toBe(CLOSE.tooLarge)
    const again = await join('ann')
    again.offer(...many(5))
    expect(await again.ending()).toBe(CLOSE.slowDown)
    expect(wait(again)).toBe(60_000)
    time += 60_000
    const later = await join('ann')
    later.offer(...many(5))
    await later.until(() => later.receipts().length === 5)
    expect((await server.rooms.log.cursor(ROOM)).seq).toBe(10)
  })

  it('[SYNC23] the whole of a large room is told four times a minute, then later', async () => {
    const ann = await join('ann')
    ann.offer(...Array.from({ length: 5 }, (_, n) => large(60_000, n)))
    await ann.until(() => ann.receipts().length === 5)
    for (let i = 0; i < 5; i++) ann.ask()
    expect(await ann.ending()).toBe(CLOSE.slowDown)
    expect(ann.all('step2').length).toBe(1 + 4)
  })

  it('[SYNC24] an answer of 8 MB is stored to its end, and others are heard meanwhile', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')]
    const items = Array.from({ length: 130 }, (_, n) => large(60_000, n))
    const update = joinItems(items)
    expect(update.length).toBeLessThan(LIMITS.offer)
    ann.send(encodeStep2(update))
    bob.live(remark('bob', WRITER + 1, 0))
    await bob.until(() => bob.receipts().length === 1)
    await ann.until(() => ann.receipts().length === 130)
    const frame = encodeStep2(new Uint8Array(LIMITS.offer + 100))
    ann.send(frame)
    expect(await ann.ending()).toBe(1009)
  })

  it('[SYNC25] a reader that does not read is let go, and the others go on', async () => {
    const [slow, bob] = [await join('olga'), await join('bob')]
    slow.socket.pause()
    const ann = await join('ann')
    // Above what the kernel takes for a socket that nobody reads.
    for (let round = 0; round < 10; round++) {
      const items = Array.from({ length: 34 }, (_, n) => large(60_000, round * 34 + n))
      for (let i = 0; i < items.length; i += 4) ann.live(...items.slice(i, i + 4))
      await ann.until(() => ann.receipts().length === (round + 1) * 34)
    }
    await bob.until(() => bob.items().length === 340)
    await expect.poll(() => server.sockets.count()).toBe(2)
    slow.socket.resume()
    expect(await slow.ending()).toBe(1006)
  })

  it('[SYNC26] a message that stands half sent for ten seconds ends its socket; a silent socket stays', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')]
    const inner = (ann.socket as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket
    inner.write(Uint8Array.from([0x82, 0xfe, 0x10, 0x00, 1, 2, 3, 4, 5]))
    const from = Date.now()
    expect(await ann.ending()).toBe(1006)
    expect(Date.now() - from).toBeGreaterThan(9000)
    expect(bob.closed()).toBeUndefined()
  })

  it('[SYNC27] a message in more than 64 fragments, or as text, ends its socket', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')]
    for (let i = 0; i < 70; i++) ann.socket.send(new Uint8Array(1), { fin: i === 69 })
    expect(await ann.ending()).toBe(1008)
    bob.socket.send('hello')
    expect(await bob.ending()).toBe(CLOSE.outsideGrammar)
  })
})
