import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyId, runs, seed, visit } from '../../tests/hostile/values.ts'
import {
  CLOSE,
  type Cursor,
  closeCodeOf,
  decodeCaughtUp,
  decodeClientMessage,
  decodeReceipts,
  decodeRefused,
  encodeCaughtUp,
  encodeDenied,
  encodeEmptyAwareness,
  encodeReceipts,
  encodeRefused,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  formatCursor,
  formatRetryAfter,
  MESSAGE,
  parseCursor,
  parseRetryAfter,
  type Receipt,
  type Refusal,
  splitMessage,
} from './protocol.ts'

const log = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_'), minLength: 1, maxLength: 64 })
const seq = fc.nat(2 ** 40)
const receipt: fc.Arbitrary<Receipt> = fc.oneof(
  fc.record({ id: anyId, seq }),
  fc.record({ id: anyId, seq, held: fc.constantFrom('roleNotHeld', 'areaNotGranted', 'sessionRevoked') }),
)
const refusal: fc.Arbitrary<Refusal> = fc.record({
  id: anyId,
  code: fc.constantFrom('form', 'tooLarge', 'notYours', 'idTaken', 'writerTaken', 'behind', 'erased', 'wrongRoom'),
})
const cursor: fc.Arbitrary<Cursor> = fc.record({ log, room: fc.nat(1000), seq })

const bodyOf = (message: Uint8Array, number: number): Uint8Array => {
  const split = splitMessage(message)
  if (!split.ok || split.value.number !== number) throw new Error('another message')
  return split.value.body
}
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }): string =>
  result.ok ? 'taken' : result.problem.code

describe(`protocol (seed ${seed})`, () => {
  it('[GRAM34] receipts, "caught up" and refusals come back as they were sent', () => {
    fc.assert(
      fc.property(log, fc.array(receipt), fc.array(refusal), cursor, (name, receipts, refusals, place) => {
        const sent = encodeReceipts(name, receipts)
        expect(decodeReceipts(bodyOf(sent, 64))).toEqual({ ok: true, value: { log: name, receipts } })
        expect(decodeRefused(bodyOf(encodeRefused(refusals), 66))).toEqual({ ok: true, value: refusals })
        expect(decodeCaughtUp(bodyOf(encodeCaughtUp(place), 65))).toEqual({ ok: true, value: place })
      }),
      runs(2000),
    )
  })

  it('[GRAM34] the sync messages are those of y-protocols', () => {
    const body = new Uint8Array([1, 2, 3])
    expect([...encodeStep1(body)]).toEqual([0, 0, 3, 1, 2, 3])
    expect([...encodeStep2(body)]).toEqual([0, 1, 3, 1, 2, 3])
    expect([...encodeUpdate(body)]).toEqual([0, 2, 3, 1, 2, 3])
    expect([...encodeEmptyAwareness()]).toEqual([1, 1, 0])
    expect([...encodeDenied('no')]).toEqual([2, 0, 2, 110, 111])
    expect(decodeClientMessage(encodeStep1(body))).toEqual({ ok: true, value: { type: 'step1', stateVector: body } })
    expect(decodeClientMessage(encodeStep2(body))).toEqual({ ok: true, value: { type: 'step2', update: body } })
    expect(decodeClientMessage(encodeUpdate(body))).toEqual({ ok: true, value: { type: 'update', update: body } })
    expect(decodeClientMessage(encodeEmptyAwareness())).toEqual({ ok: true, value: { type: 'awareness' } })
    expect(decodeClientMessage(new Uint8Array([MESSAGE.queryAwareness]))).toEqual({
      ok: true,
      value: { type: 'awareness' },
    })
    expect(decodeClientMessage(new Uint8Array([99, 1]))).toEqual({ ok: true, value: { type: 'unknown', number: 99 } })
  })

  it('[GRAM35] a message of the server that is cut, too long or unknown is a problem, never a guess', () => {
    const { id } = visit()
    const frames = [
      [encodeReceipts('log', [{ id, seq: 300, held: 'roleNotHeld' }]), decodeReceipts],
      [encodeRefused([{ id, code: 'erased' }]), decodeRefused],
      [encodeCaughtUp({ log: 'log', room: 0, seq: 12 }), decodeCaughtUp],
    ] as const
    for (const [frame, decode] of frames) {
      const body = frame.slice(1)
      for (let length = 0; length < body.length; length++) expect(decode(body.slice(0, length)).ok).toBe(false)
      expect(codeOf(decode(new Uint8Array([...body, 0])))).toBe('form')
      expect(codeOf(decode(body))).toBe('taken')
    }
    const unknown = encodeRefused([{ id, code: 'someday' as never }]).slice(1)
    expect(codeOf(decodeRefused(unknown))).toBe('value')
    expect(codeOf(decodeRefused(encodeRefused([{ id: 'x' as never, code: 'form' }]).slice(1)))).toBe('badId')
    expect(codeOf(decodeRefused(encodeRefused([{ id, code: 'toString' as never }]).slice(1)))).toBe('value')
    expect(codeOf(decodeReceipts(new Uint8Array([1, 97, 0xff, 0xff, 0xff, 0x7f])))).toBe('truncated')
  })

  it('[GRAM36] a cursor has one form', () => {
    expect(parseCursor(formatCursor({ log: 'Ab-_9', room: 2, seq: 18 }))).toEqual({ log: 'Ab-_9', room: 2, seq: 18 })
    for (const text of [
      '',
      'a',
      'a.1',
      'a.1.2.3',
      'a.-1.2',
      'a.1.2x',
      'a.01.2',
      '.1.2',
      'a b.1.2',
      `a.1.${'9'.repeat(16)}`,
    ]) {
      expect(parseCursor(text)).toBeUndefined()
    }
  })

  it('[GRAM37] a problem has its close code, and a wait its reason', () => {
    expect(closeCodeOf({ code: 'tooLarge', detail: '' })).toBe(CLOSE.tooLarge)
    expect(closeCodeOf({ code: 'tooMany', detail: '' })).toBe(4413)
    expect(closeCodeOf({ code: 'deletes', detail: '' })).toBe(4422)
    expect(parseRetryAfter(formatRetryAfter(61_234.4))).toBe(61_234)
    for (const reason of ['', 'retryAfter=', 'retryAfter=-1', 'retryAfter=1e9', 'wait']) {
      expect(parseRetryAfter(reason)).toBeUndefined()
    }
  })
})
