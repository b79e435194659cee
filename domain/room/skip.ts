import {
  bytesLeft,
  Malformed,
  type Reader,
  readByte,
  readBytes,
  readVarBytes,
  readVarInt,
  readVarUint,
} from './bytes.ts'

const GC = 0
const SKIP = 10
/** Deeper values than this are nobody's work. */
const MAX_LEVELS = 100

/**
 * Passes over one struct of Yjs' V1 form, whatever it is, so that the sections behind it can be read.
 * Nothing is built from it. Throws `Malformed` where its end cannot be told.
 */
export function skipStruct(r: Reader): void {
  const info = readByte(r)
  const content = info & 0x1f
  if (content === GC || content === SKIP) {
    readVarUint(r)
    return
  }
  const hasOrigin = (info & 0x80) !== 0
  const hasRightOrigin = (info & 0x40) !== 0
  if (hasOrigin) skipId(r)
  if (hasRightOrigin) skipId(r)
  if (!hasOrigin && !hasRightOrigin) {
    if (readVarUint(r) === 1) readVarBytes(r)
    else skipId(r)
    if ((info & 0x20) !== 0) readVarBytes(r)
  }
  skipContent(r, content)
}

function skipId(r: Reader): void {
  readVarUint(r)
  readVarUint(r)
}

function skipContent(r: Reader, content: number): void {
  switch (content) {
    case 1: // deleted: a length
      readVarUint(r)
      return
    case 2: // JSON texts
      repeat(r, () => readVarBytes(r))
      return
    case 3: // binary
    case 4: // string
    case 5: // embed
      readVarBytes(r)
      return
    case 6: // format: key and value
      readVarBytes(r)
      readVarBytes(r)
      return
    case 7: {
      // type: those of XML elements (3) and hooks (5) have a name
      const type = readVarUint(r)
      if (type > 6) throw new Malformed('form', `type ${type}`)
      if (type === 3 || type === 5) readVarBytes(r)
      return
    }
    case 8:
      repeat(r, () => skipAny(r, MAX_LEVELS))
      return
    case 9: // subdocument: guid and options
      readVarBytes(r)
      skipAny(r, MAX_LEVELS)
      return
    default:
      throw new Malformed('form', `content ${content}`)
  }
}

function repeat(r: Reader, skip: () => void): void {
  const count = readVarUint(r)
  if (count > bytesLeft(r)) throw new Malformed('truncated', `${count} entries announced`)
  for (let i = 0; i < count; i++) skip()
}

function skipAny(r: Reader, levels: number): void {
  if (levels <= 0) throw new Malformed('tooDeep', 'too many levels of objects and lists')
  const type = readByte(r)
  switch (type) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return
    case 125:
      readVarInt(r)
      return
    case 124:
      readBytes(r, 4)
      return
    case 123:
    case 122: // bigint
      readBytes(r, 8)
      return
    case 119:
    case 116:
      readVarBytes(r)
      return
    case 118:
      repeat(r, () => {
        readVarBytes(r)
        skipAny(r, levels - 1)
      })
      return
    case 117:
      repeat(r, () => skipAny(r, levels - 1))
      return
    default:
      throw new Malformed('form', `value of type ${type}`)
  }
}
