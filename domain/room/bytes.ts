import { fail, ok, type Result } from '../result.ts'

/**
 * Bounded reading and writing of lib0's binary encoding, in its canonical form only.
 * A reader never allocates what the input asks for before the bytes for it are known to be there.
 */

/** Thrown inside a reader, caught at the door of each public function that reads. */
export class Malformed extends Error {
  readonly code: MalformedCode
  constructor(code: MalformedCode, detail: string) {
    super(detail)
    this.name = 'Malformed'
    this.code = code
  }
}
export type MalformedCode =
  | 'form'
  | 'value'
  | 'tooDeep'
  | 'tooLarge'
  | 'badKey'
  | 'badId'
  | 'tooMany'
  | 'truncated'
  | 'deletes'
  | 'duplicate'

/** Why bytes are not what they should be. */
export type GrammarProblem = { readonly code: MalformedCode; readonly detail: string }

/** Turns what a reader throws about its input into a problem; anything else is a bug and goes on. */
export function guarded<T>(read: () => T): Result<T, GrammarProblem> {
  try {
    return ok(read())
  } catch (error) {
    if (error instanceof Malformed) return fail({ code: error.code, detail: error.message })
    throw error
  }
}

/** For what must be read to its last byte. */
export function expectEnd(r: Reader): void {
  if (bytesLeft(r) > 0) throw new Malformed('form', `${bytesLeft(r)} bytes too many`)
}

/** Most keys and words are short ASCII: handling them byte by byte is several times faster than a call of the codec. */
const SHORT = 32
const utf8Encoder = new TextEncoder()
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A place in bytes. `end` can be drawn in for one part, so that no part is read beyond its own limit. */
export type Reader = { readonly bytes: Uint8Array; readonly view: DataView; at: number; end: number }

export const readerOf = (bytes: Uint8Array): Reader => ({
  // Node's Buffer slices to views; what is handed out here must be copies.
  bytes: bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  at: 0,
  end: bytes.length,
})

export const bytesLeft = (r: Reader): number => r.end - r.at

export function readByte(r: Reader): number {
  if (r.at >= r.end) throw new Malformed('truncated', `ends at byte ${r.end}`)
  return r.bytes[r.at++] as number
}

/** A whole number below 2^53, in its shortest form. */
export function readVarUint(r: Reader): number {
  let value = 0
  let scale = 1
  for (let i = 0; i < 8; i++) {
    const byte = readByte(r)
    value += (byte & 0x7f) * scale
    if (byte < 0x80) {
      if (byte === 0 && i > 0) throw new Malformed('form', 'number is not in its shortest form')
      if (value > Number.MAX_SAFE_INTEGER) throw new Malformed('form', 'number above 2^53')
      return value
    }
    scale *= 128
  }
  throw new Malformed('form', 'number above 2^53')
}

/** lib0's signed form: six bits and a sign in the first byte. */
export function readVarInt(r: Reader): number {
  const first = readByte(r)
  const negative = (first & 0x40) !== 0
  let value = first & 0x3f
  let scale = 64
  let byte = first
  for (let i = 1; byte >= 0x80; i++) {
    if (i > 7) throw new Malformed('form', 'number above 2^53')
    byte = readByte(r)
    value += (byte & 0x7f) * scale
    if (byte === 0) throw new Malformed('form', 'number is not in its shortest form')
    scale *= 128
  }
  if (value > Number.MAX_SAFE_INTEGER) throw new Malformed('form', 'number above 2^53')
  return negative ? -value : value
}

/** The next `length` bytes, not copied. */
export function readBytes(r: Reader, length: number): Uint8Array {
  if (length > bytesLeft(r)) throw new Malformed('truncated', `${length} bytes announced, ${bytesLeft(r)} there`)
  const part = r.bytes.subarray(r.at, r.at + length)
  r.at += length
  return part
}

export const readVarBytes = (r: Reader): Uint8Array => readBytes(r, readVarUint(r))

export function readVarString(r: Reader): string {
  const length = readVarUint(r)
  const start = r.at
  if (length > SHORT || length > bytesLeft(r)) return decodeUtf8(readBytes(r, length))
  let text = ''
  for (let i = 0; i < length; i++) {
    const byte = r.bytes[start + i] as number
    if (byte >= 0x80) return decodeUtf8(readBytes(r, length))
    text += String.fromCharCode(byte)
  }
  r.at += length
  return text
}

/** Keys met before, by a hash of their bytes: a room's events have the same few dozen. */
const metKeys: string[] = new Array<string>(512).fill('')

/** Reads a key of an object: as `readVarString`, but `check` (which throws) is asked only about keys not met lately. */
export function readKey(r: Reader, check: (key: string) => void): string {
  const start = r.at
  const length = readVarUint(r)
  if (length > SHORT || length > bytesLeft(r)) return checkedKey(r, start, check)
  let hash = length
  for (let i = 0; i < length; i++) hash = (hash * 31 + (r.bytes[r.at + i] as number)) | 0
  const met = metKeys[hash & 511] as string
  if (met.length === length && startsWith(r, met)) {
    r.at += length
    if (length > 0) return met
  }
  const key = checkedKey(r, start, check)
  if (key.length === length) metKeys[hash & 511] = key
  return key
}

function checkedKey(r: Reader, start: number, check: (key: string) => void): string {
  r.at = start
  const key = readVarString(r)
  check(key)
  return key
}

function startsWith(r: Reader, ascii: string): boolean {
  for (let i = 0; i < ascii.length; i++) if (r.bytes[r.at + i] !== ascii.charCodeAt(i)) return false
  return true
}

function decodeUtf8(raw: Uint8Array): string {
  try {
    return utf8Decoder.decode(raw)
  } catch {
    throw new Malformed('form', 'text is not UTF-8')
  }
}

export type Writer = { bytes: Uint8Array<ArrayBuffer>; view: DataView; at: number }

export function newWriter(capacity = 256): Writer {
  const bytes = new Uint8Array(capacity)
  return { bytes, view: new DataView(bytes.buffer), at: 0 }
}

/** Makes room for `extra` more bytes. */
export function reserve(w: Writer, extra: number): void {
  if (w.at + extra <= w.bytes.length) return
  const grown = new Uint8Array(Math.max(w.bytes.length * 2, w.at + extra))
  grown.set(w.bytes.subarray(0, w.at))
  w.bytes = grown
  w.view = new DataView(grown.buffer)
}

/** A copy of what was written, with a buffer of its own. */
export const written = (w: Writer): Uint8Array<ArrayBuffer> => w.bytes.slice(0, w.at)

export function writeByte(w: Writer, byte: number): void {
  reserve(w, 1)
  w.bytes[w.at++] = byte
}

export function writeVarUint(w: Writer, value: number): void {
  reserve(w, 8)
  let rest = value
  while (rest > 0x7f) {
    w.bytes[w.at++] = (rest % 128) | 0x80
    rest = Math.floor(rest / 128)
  }
  w.bytes[w.at++] = rest
}

export function writeVarInt(w: Writer, value: number): void {
  reserve(w, 8)
  const negative = value < 0 || Object.is(value, -0)
  let rest = negative ? -value : value
  w.bytes[w.at++] = (rest > 0x3f ? 0x80 : 0) | (negative ? 0x40 : 0) | (rest % 64)
  rest = Math.floor(rest / 64)
  while (rest > 0) {
    w.bytes[w.at++] = (rest > 0x7f ? 0x80 : 0) | (rest % 128)
    rest = Math.floor(rest / 128)
  }
}

export function writeBytes(w: Writer, part: Uint8Array): void {
  reserve(w, part.length)
  w.bytes.set(part, w.at)
  w.at += part.length
}

export function writeVarBytes(w: Writer, part: Uint8Array): void {
  writeVarUint(w, part.length)
  writeBytes(w, part)
}

export function writeVarString(w: Writer, text: string): void {
  if (text.length > SHORT || !writeAscii(w, text)) writeVarBytes(w, utf8Encoder.encode(text))
}

/** Writes a short text of ASCII with its length; writes nothing and says so if it is another. */
function writeAscii(w: Writer, text: string): boolean {
  reserve(w, text.length + 1)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x80) return false
    w.bytes[w.at + 1 + i] = code
  }
  w.bytes[w.at] = text.length
  w.at += text.length + 1
  return true
}
