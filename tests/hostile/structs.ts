import {
  newWriter,
  type Writer,
  writeByte,
  writeBytes,
  writeVarBytes,
  writeVarString,
  writeVarUint,
  written,
} from '../../domain/room/bytes.ts'
import { visit } from './values.ts'

/** Bytes of Yjs' V1 form written by hand, so that they can say what no honest client would. */

export const bytesOf = (write: (w: Writer) => void): Uint8Array => {
  const w = newWriter()
  write(w)
  return written(w)
}
export const joined = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array =>
  bytesOf((w) => {
    for (const part of parts) writeBytes(w, part instanceof Uint8Array ? part : new Uint8Array(part))
  })
export const numberRun = (list: readonly number[]): Uint8Array =>
  bytesOf((w) => {
    for (const n of list) writeVarUint(w, n)
  })
export const numbers = (...list: readonly number[]): Uint8Array => numberRun(list)

type Struct = {
  /** The low five bits of the info byte. */
  readonly content: number
  readonly origin?: readonly [writer: number, clock: number]
  readonly rightOrigin?: readonly [writer: number, clock: number]
  readonly root?: string
  readonly key?: string
  /** What stands behind the key. */
  readonly body: Uint8Array
}
/** One struct; without an origin its parent is the root `e`, or what `root` says. */
export const struct = ({ content, origin, rightOrigin, root = 'e', key, body }: Struct): Uint8Array =>
  bytesOf((w) => {
    writeByte(w, content | (origin ? 0x80 : 0) | (rightOrigin ? 0x40 : 0) | (key === undefined ? 0 : 0x20))
    for (const id of [origin, rightOrigin]) if (id) for (const n of id) writeVarUint(w, n)
    if (!origin && !rightOrigin) {
      writeVarUint(w, 1)
      writeVarString(w, root)
      if (key !== undefined) writeVarString(w, key)
    }
    writeBytes(w, body)
  })

/** An update of one section, its counts true unless `count` says otherwise, and a list of deletions. */
export const update = (
  structs: readonly Uint8Array[],
  { writer = 77, clock = 0, count = structs.length, deletions = numbers(0) } = {},
): Uint8Array => joined(numbers(1, count, writer, clock), ...structs, deletions)

/** The struct of an item of the right form around any bytes as its value. */
export const itemAround = (value: Uint8Array | readonly number[], key: string = visit(0).id): Uint8Array =>
  struct({ content: 8, key, body: joined([1], value) })

/** `n` lists, each the only entry of the one around it. */
export const nestedLists = (n: number): Uint8Array =>
  joined(
    new Uint8Array(2 * n).map((_, i) => (i % 2 === 0 ? 117 : 1)),
    [126],
  )

/** An object of one entry; the key is not looked at. */
export const objectWith = (key: string, value: Uint8Array | readonly number[] = [126]): Uint8Array =>
  bytesOf((w) => {
    writeByte(w, 118)
    writeVarUint(w, 1)
    writeVarString(w, key)
    writeBytes(w, value instanceof Uint8Array ? value : new Uint8Array(value))
  })

/** A V2 update of some 25 bytes that announces `count` structs by run-length encoding (yjs issue 687). */
export const bombV2 = (count: number): Uint8Array => {
  const infos = joined([0], numbers(count))
  const lengths = joined([0x41], numbers(count))
  return bytesOf((w) => {
    writeByte(w, 0)
    // key clocks, writers, left and right clocks, infos, strings, parents, types, lengths
    for (const part of [[], [5], [], [], infos, [0], [], [], lengths]) writeVarBytes(w, new Uint8Array(part))
    writeBytes(w, numbers(1, count, 0, 0))
  })
}
