import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asPerson, asRoom, newEventId } from '../../domain/ids.ts'
import { seeded } from '../../domain/random.ts'
import { checkEvent } from '../../domain/record/check-event.ts'
import { decodeItem, encodeItem, type Item } from '../../domain/room/grammar.ts'
import { joinItems } from '../../domain/room/join.ts'
import { CLOSE, encodeUpdate } from '../../domain/room/protocol.ts'
import { type RawClient, RECORD, rawClient, remark } from '../support/raw-client.ts'
import { AREA, NOON, ROOM, type SyncServer, syncServer } from '../support/sync-server.ts'
import { cutFrames, type HostileFrame, hostileFrames } from './frames.ts'

const OTHER = asRoom(`${AREA}/police/2026q3`)
const FUZZ_MS = 6000

describe('hostile clients at a real socket', () => {
  let server: SyncServer
  /** Reads the room under attack, and works in the room beside it. */
  let witness: RawClient
  let neighbour: RawClient
  let written = 0
  beforeAll(async () => {
    server = await syncServer()
    witness = await rawClient(server.url, 'bob')
    neighbour = await rawClient(server.url, 'bob', { room: OTHER })
    witness.ask()
    neighbour.ask()
    await witness.until(() => witness.all('step2').length === 1)
  })
  afterAll(async () => {
    witness.close()
    neighbour.close()
    await server.close()
  })

  /** The room beside it goes on, within a second; nothing of the attack is stored or was shown. */
  async function unhurt(): Promise<void> {
    neighbour.live(remark('bob', 2 ** 40, written++))
    await expect.poll(() => neighbour.receipts().length, { timeout: 1000, interval: 5 }).toBe(written)
    expect((await server.rooms.log.cursor(ROOM)).seq).toBe(0)
    expect([witness.items(), witness.closed()]).toEqual([[], undefined])
  }

  /** What the server did: the code of its close, or 0 if it still answers. */
  async function attack(frame: Uint8Array): Promise<number> {
    const client = await rawClient(server.url, 'ann', { ext: false })
    client.send(frame)
    client.ask()
    await client.until(() => client.all('step2').length > 0 || client.closed() !== undefined)
    client.close()
    return client.closed()?.code ?? 0
  }
  const codeOf = { 'closed-4422': CLOSE.outsideGrammar, 'closed-4413': CLOSE.tooLarge, ignored: 0 } as const
  async function misjudged(frames: readonly HostileFrame[]): Promise<readonly string[]> {
    const wrong: string[] = []
    const queue = [...frames]
    const one = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const code = await attack(next.frame)
        if (code !== codeOf[next.expect]) wrong.push(`${next.name}: ${code} instead of ${next.expect}`)
      }
    }
    await Promise.all(Array.from({ length: 8 }, one))
    return wrong
  }

  it('[HOST1] each frame of the corpus has its verdict, and nobody else notices', async () => {
    expect(await misjudged(hostileFrames())).toEqual([])
    await unhurt()
  })

  it('[HOST2] a good frame cut anywhere is refused', async () => {
    expect(await misjudged(cutFrames().filter((_, i) => i % 9 === 0))).toEqual([])
    await unhurt()
  })

  it('[HOST3] no event of the server, in another name or of no known form is taken', async () => {
    const id = newEventId(NOON)
    const act = { by: asPerson('ann'), role: 'assistant', at: NOON }
    const values: readonly object[] = [
      { type: 'withheld' },
      { type: 'erased' },
      { type: 'again', of: id },
      { type: 'accepted', of: id, by: 'ann', acceptedBy: 'ann', event: { type: 'remark' } },
      { type: 'copied', of: id, from: 'org', event: { type: 'remark' } },
      { type: 'publish', topic: 'switches', ...act, value: true },
      { type: 'remark', record: RECORD, ...act, by: 'system', role: 'system', text: 'x' },
      { type: 'remark', record: RECORD, ...act, by: 'bob', text: 'x' },
      { type: 'remark', record: 'x', ...act, text: 'x' },
      { type: 'remark', record: RECORD, ...act, at: 1e300, text: 'x' },
      { type: 'set', record: RECORD, ...act, base: Array(33).fill(id), set: {} },
      { type: 'nonsense', ...act },
      {},
    ]
    for (const [n, value] of values.entries()) {
      const item: Item = { id, writer: 2 ** 41 + n, clock: 0, bytes: encodeItem(id, value as never) }
      expect([value, await attack(encodeUpdate(joinItems([item])))]).toEqual([value, CLOSE.outsideGrammar])
    }
    await unhurt()
  })

  it('[HOST4] thousands of updates that hang in the air cost nothing and are answered once', async () => {
    const client = await rawClient(server.url, 'ann', { ext: false })
    const before = client.all('step1').length
    for (let n = 0; n < 4000; n++) client.live(remark('ann', 2 ** 42 + n, 5))
    client.ask()
    await client.until(() => client.all('step2').length === 1)
    expect(client.closed()).toBeUndefined()
    expect(client.all('step1').length - before).toBeLessThan(3)
    client.close()
    await unhurt()
  })

  it('[HOST5] noise, and real traffic with bits turned, crash nothing and store nothing that is not whole and their own', async () => {
    const random = seeded(11)
    const good = Array.from({ length: 20 }, (_, n) =>
      encodeUpdate(joinItems(Array.from({ length: 1 + (n % 4) }, (_i, clock) => remark('ann', 2 ** 43 + n, clock)))),
    )
    const turned = (): Uint8Array => {
      if (random.next() < 0.3) return Uint8Array.from({ length: 1 + random.below(40) }, () => random.below(256))
      const frame = random.pick(good).slice()
      for (let i = 1 + random.below(3); i > 0; i--) {
        const at = random.below(frame.length)
        frame[at] = (frame[at] as number) ^ (1 << random.below(8))
      }
      return frame
    }
    let client = await rawClient(server.url, 'ann')
    let sent = 0
    for (const until = Date.now() + FUZZ_MS; Date.now() < until; sent++) {
      if (client.closed()) client = await rawClient(server.url, 'ann')
      client.send(turned())
      if (sent % 20 === 0) await new Promise((done) => setTimeout(done, 1))
    }
    client.close()
    for (const row of await server.rooms.log.tail(ROOM, 0)) {
      const decoded = decodeItem(row.bytes)
      // A bit of the writer id turned: the event is known, its clock is taken.
      if (decoded.ok && decoded.value.event.type === 'again') continue
      const checked = decoded.ok ? checkEvent(decoded.value.event) : decoded
      expect([row.person, checked.ok && checked.value.by]).toEqual(['ann', 'ann'])
    }
    expect(sent).toBeGreaterThan(500)
    neighbour.live(remark('bob', 2 ** 40, written++))
    await expect.poll(() => neighbour.receipts().length, { timeout: 1000, interval: 5 }).toBe(written)
  })
})
