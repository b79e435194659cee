import type { Value } from '../record/event.ts'
import {
  bytesLeft,
  Malformed,
  type Reader,
  readByte,
  readBytes,
  readKey,
  readVarBytes,
  readVarInt,
  readVarString,
  readVarUint,
  reserve,
  type Writer,
  writeByte,
  writeVarBytes,
  writeVarInt,
  writeVarString,
  writeVarUint,
} from './bytes.ts'

const INT31 = 0x7fffffff
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
const INTEGER_LIKE = /^(0|[1-9][0-9]*)$/
const LONE_SURROGATE = /[\uD800-\uDFFF]/u

// lib0's type bytes
const NULL = 126
const INTEGER = 125
const FLOAT32 = 124
const FLOAT64 = 123
const FALSE = 121
const TRUE = 120
const STRING = 119
const OBJECT = 118
const ARRAY = 117
const BYTES = 116

/** An object keeps the order of its keys only if none looks like an index; some names would reach its prototype. */
function checkKey(key: string): void {
  if (FORBIDDEN_KEYS.has(key) || INTEGER_LIKE.test(key) || LONE_SURROGATE.test(key)) {
    throw new Malformed('badKey', `key "${key.slice(0, 40)}" is not allowed`)
  }
}

/** Reads one value in lib0's canonical form, objects and arrays at most `levels` deep. Throws `Malformed`. */
export function readAny(r: Reader, levels: number): Value {
  const type = readByte(r)
  switch (type) {
    case NULL:
      return null
    case TRUE:
      return true
    case FALSE:
      return false
    case INTEGER: {
      const value = readVarInt(r)
      if (Math.abs(value) > INT31) throw new Malformed('form', 'integer above 31 bits')
      return value
    }
    case FLOAT32:
    case FLOAT64:
      return readFloat(r, type)
    case STRING:
      return readVarString(r)
    case BYTES:
      return readVarBytes(r).slice()
    case ARRAY:
      return readArray(r, levels)
    case OBJECT:
      return readObject(r, levels)
    default:
      throw new Malformed('value', `value of type ${type} is not allowed`)
  }
}

function readFloat(r: Reader, type: number): number {
  const size = type === FLOAT32 ? 4 : 8
  const start = r.at
  readBytes(r, size)
  const value = size === 4 ? r.view.getFloat32(start, false) : r.view.getFloat64(start, false)
  if (!Number.isFinite(value)) throw new Malformed('value', 'number is not finite')
  const asInteger = Number.isInteger(value) && Math.abs(value) <= INT31
  if (asInteger || (size === 8 && Math.fround(value) === value)) {
    throw new Malformed('form', 'number is not in its shortest form')
  }
  return value
}

function readCount(r: Reader, least: number, levels: number): number {
  if (levels <= 0) throw new Malformed('tooDeep', 'too many levels of objects and lists')
  const count = readVarUint(r)
  if (count * least > bytesLeft(r)) throw new Malformed('truncated', `${count} entries announced, too few bytes there`)
  return count
}

function readArray(r: Reader, levels: number): Value {
  const count = readCount(r, 1, levels)
  const list: Value[] = []
  for (let i = 0; i < count; i++) list.push(readAny(r, levels - 1))
  return list
}

function readObject(r: Reader, levels: number): Value {
  const count = readCount(r, 2, levels)
  const object: { [key: string]: Value } = {}
  for (let i = 0; i < count; i++) {
    const key = readKey(r, checkKey)
    if (Object.hasOwn(object, key)) throw new Malformed('duplicate', `key "${key.slice(0, 40)}" stands twice`)
    object[key] = readAny(r, levels - 1)
  }
  return object
}

/**
 * Writes one value as lib0's `writeAny` does, byte for byte: half a surrogate pair becomes U+FFFD as there.
 * Throws `Malformed` on what the grammar does not know.
 */
export function writeAny(w: Writer, value: unknown, levels: number): void {
  if (value === null) writeByte(w, NULL)
  else if (typeof value === 'boolean') writeByte(w, value ? TRUE : FALSE)
  else if (typeof value === 'number') writeNumber(w, value)
  else if (typeof value === 'object') writeObject(w, value, levels)
  else if (typeof value === 'string') {
    writeByte(w, STRING)
    writeVarString(w, value)
  } else throw new Malformed('value', `a ${typeof value} cannot be written`)
}

function writeNumber(w: Writer, value: number): void {
  if (!Number.isFinite(value)) throw new Malformed('value', 'number is not finite')
  if (Number.isInteger(value) && Math.abs(value) <= INT31) {
    writeByte(w, INTEGER)
    writeVarInt(w, value)
    return
  }
  const single = Math.fround(value) === value
  writeByte(w, single ? FLOAT32 : FLOAT64)
  reserve(w, 8)
  if (single) w.view.setFloat32(w.at, value, false)
  else w.view.setFloat64(w.at, value, false)
  w.at += single ? 4 : 8
}

function writeObject(w: Writer, value: object, levels: number): void {
  if (value instanceof Uint8Array) {
    writeByte(w, BYTES)
    writeVarBytes(w, value)
    return
  }
  if (levels <= 0) throw new Malformed('tooDeep', 'too many levels of objects and lists')
  if (Array.isArray(value)) {
    writeByte(w, ARRAY)
    writeVarUint(w, value.length)
    for (const entry of value) writeAny(w, entry, levels - 1)
    return
  }
  if (!isPlain(value)) throw new Malformed('value', 'only plain objects can be written')
  const keys = Object.keys(value)
  writeByte(w, OBJECT)
  writeVarUint(w, keys.length)
  for (const key of keys) {
    checkKey(key)
    writeVarString(w, key)
    writeAny(w, (value as { readonly [key: string]: unknown })[key], levels - 1)
  }
}

/** No instance of a class (Date, Map …), from whatever window it comes. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
