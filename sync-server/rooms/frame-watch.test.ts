import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from '../../tests/hostile/values.ts'
import { watchFrames } from './frame-watch.ts'

type Frame = { readonly opcode: number; readonly fin: boolean; readonly length: number; readonly masked: boolean }

function bytesOf({ opcode, fin, length, masked }: Frame): number[] {
  const mask = masked ? 0x80 : 0
  const head = [(fin ? 0x80 : 0) | opcode]
  if (length < 126) head.push(mask | length)
  else if (length < 65_536) head.push(mask | 126, length >> 8, length & 0xff)
  else head.push(mask | 127, 0, 0, 0, 0, 0, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff)
  return [...head, ...(masked ? [1, 2, 3, 4] : []), ...new Array<number>(length).fill(7)]
}

const length = fc.oneof(fc.nat(10), fc.constantFrom(125, 126, 127, 300, 65_535, 65_536))
/** A message in some fragments, with pings between them. */
const message = fc
  .array(fc.tuple(length, fc.boolean()), { minLength: 1, maxLength: 3 })
  .map((parts) =>
    parts.flatMap(([size, ping], i): Frame[] => [
      { opcode: i === 0 ? 2 : 0, fin: i === parts.length - 1, length: size, masked: true },
      ...(ping ? [{ opcode: 9, fin: true, length: 3, masked: true }] : []),
    ]),
  )

it('[SYNC19] it is known at each byte whether a message stands half sent, however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(message, { minLength: 1, maxLength: 3 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 9000 })),
      (messages, cuts) => {
        let time = 0
        const watch = watchFrames(() => time)
        const whole = new Set<number>([0])
        const bytes: number[] = []
        for (const frames of messages) {
          for (const frame of frames) {
            // A ping behind the last fragment stands alone.
            bytes.push(...bytesOf(frame))
            const last = frames.findLastIndex((one) => one.opcode !== 9)
            if (frames.indexOf(frame) >= last) whole.add(bytes.length)
          }
        }
        for (let at = 0; at < bytes.length; ) {
          const cut = cuts.next().value as number
          time = 0
          watch.saw(Uint8Array.from(bytes.slice(at, at + cut)))
          at = Math.min(bytes.length, at + cut)
          time = 5
          expect(watch.standing()).toBe(whole.has(at) ? 0 : 5)
        }
      },
    ),
    runs(150),
  )
})

it('[SYNC19] what stands still is measured from its last byte', () => {
  let time = 0
  const watch = watchFrames(() => time)
  watch.saw(Uint8Array.from([0x82]))
  time += 9000
  watch.saw(Uint8Array.from([0x05]))
  time += 9000
  expect(watch.standing()).toBe(9000)
  watch.saw(Uint8Array.from([1, 2, 3, 4, 5]))
  expect(watch.standing()).toBe(0)
})
