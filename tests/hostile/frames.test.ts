import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { decodeStateVector, readLive, readOffer } from '../../domain/room/grammar.ts'
import { closeCodeOf, decodeClientMessage } from '../../domain/room/protocol.ts'
import { cutFrames, type HostileFrame, hostileFrames, type Verdict } from './frames.ts'
import { bombV2 } from './structs.ts'

vi.setConfig({ testTimeout: 60_000 })

/** What follows from the bytes of a frame alone. `taken` is what no frame of the corpus may be. */
function judge(frame: Uint8Array): Verdict | 'taken' {
  const message = decodeClientMessage(frame)
  if (!message.ok) return `closed-${closeCodeOf(message.problem)}` as Verdict
  switch (message.value.type) {
    case 'awareness':
      return 'ignored'
    case 'unknown':
      return 'closed-4422'
    case 'step2':
      return readOffer(message.value.update).items.length === 0 ? 'ignored' : 'taken'
    case 'step1':
    case 'update': {
      const { type } = message.value
      const read = type === 'step1' ? decodeStateVector(message.value.stateVector) : readLive(message.value.update)
      return read.ok ? 'taken' : (`closed-${closeCodeOf(read.problem)}` as Verdict)
    }
  }
}

const wrong = (frames: readonly HostileFrame[]): readonly string[] =>
  frames.filter((one) => judge(one.frame) !== one.expect).map((one) => `${one.name}: ${judge(one.frame)}`)

describe('hostile frames', () => {
  const frames = hostileFrames()

  it('[GRAM32] each is refused or ignored by its form alone', () => {
    expect(wrong(frames)).toEqual([])
    expect(frames.length).toBeGreaterThan(600)
    expect(new Set(frames.map((one) => one.name)).size).toBe(frames.length)
  })

  it('[GRAM32] a good frame cut at any byte is refused', () => {
    const cut = cutFrames()
    expect(wrong(cut)).toEqual([])
    expect(cut.length).toBeGreaterThan(4000)
  })

  it('[GRAM33] none takes 50 ms', () => {
    const slow = frames.filter(({ frame }) => {
      const times = Array.from({ length: 3 }, () => {
        const start = performance.now()
        judge(frame)
        return performance.now() - start
      })
      return Math.min(...times) >= 50
    })
    expect(slow.map((one) => one.name)).toEqual([])
  })

  it('the recipe of the V2 bomb is one that Yjs takes', () => {
    const doc = new Y.Doc()
    doc.getMap('e')
    Y.applyUpdateV2(doc, bombV2(1000))
    expect(doc.store.clients.get(5)?.length).toBeGreaterThan(0)
    expect(bombV2(60_000_000).length).toBeLessThan(40)
  })
})
