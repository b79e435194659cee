import { isEventId } from '../ids.ts'
import { MAX_PHOTO_BYTES } from '../photo.ts'
import { fail, ok, type Result } from '../result.ts'
import type { ClientEvent } from './event.ts'

/** Why a value is no event that a person may write. `detail` is for the log; the app has its own sentences by `code`. */
export type EventProblem = {
  readonly code:
    | 'notAnObject'
    | 'type'
    | 'actor'
    | 'time'
    | 'record'
    | 'base'
    | 'fields'
    | 'place'
    | 'text'
    | 'photo'
    | 'track'
  readonly detail: string
}

export const MAX_BASES = 32
/** Letters of a reason or a remark. */
export const MAX_TEXT = 4000
const NAME = /^[A-Za-z0-9_.-]{1,64}$/
/** 9999-12-31: later times are no times. */
const LAST_TIME = 253_402_214_400_000

type Raw = { readonly [key: string]: unknown }
const isObject = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
const isName = (value: unknown): value is string => typeof value === 'string' && NAME.test(value)
const isTime = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) <= LAST_TIME
const within = (value: unknown, min: number, max: number): boolean =>
  typeof value === 'number' && value >= min && value <= max
const optional = (value: unknown, check: (value: unknown) => boolean): boolean => value === undefined || check(value)
const isPlace = (value: unknown): boolean =>
  isObject(value) &&
  within(value['lat'], -90, 90) &&
  within(value['lon'], -180, 180) &&
  within(value['acc'], 0, 1e7) &&
  isTime(value['fixAt']) &&
  optional(value['qr'], isTime) &&
  ['gps', 'map', 'qr'].includes(value['source'] as string)
const isAnchor = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && isTime(value[0]) && within(value[1], 0, LAST_TIME)
const isNote = (value: unknown): boolean => typeof value === 'string' && value.length <= MAX_TEXT
const isFieldNames = (value: unknown): boolean => Array.isArray(value) && value.length <= 200 && value.every(isName)

/** Checks shape and limits only: whether its author may write it, and what it does to the record, is decided elsewhere. */
export function checkEvent(value: unknown): Result<ClientEvent, EventProblem> {
  if (!isObject(value)) return fail({ code: 'notAnObject', detail: 'an event is an object' })
  const problem = checkAct(value) ?? checkBody(value)
  return problem ? fail(problem) : ok(value as unknown as ClientEvent)
}

function checkAct(e: Raw): EventProblem | undefined {
  if (!isName(e['by']) || !isName(e['role'])) return { code: 'actor', detail: 'by and role are names' }
  if (!isTime(e['at']) || !optional(e['anchor'], isAnchor)) return { code: 'time', detail: 'at and anchor are times' }
  if (e['type'] !== 'create' && !isEventId(e['record'])) return { code: 'record', detail: 'record is no record id' }
  return undefined
}

function checkBody(e: Raw): EventProblem | undefined {
  switch (e['type']) {
    case 'create':
      if (!isName(e['kind']) || !isName(e['area'])) return { code: 'record', detail: 'kind and area are names' }
      if (!within(e['version'], 1, 1e6)) return { code: 'record', detail: 'version is a number from 1' }
      if (e['record'] !== undefined) return { code: 'record', detail: 'a create names no record: its id is the record' }
      return checkPlace(e) ?? checkSet(e)
    case 'set':
      if (!optional(e['proposal'], (v) => typeof v === 'boolean'))
        return { code: 'fields', detail: 'proposal is yes or no' }
      return checkBase(e) ?? checkSet(e)
    case 'move':
      if (!isName(e['move']) || !isName(e['to'])) return { code: 'fields', detail: 'move and to are names' }
      if (!optional(e['fields'], isFieldNames)) return { code: 'fields', detail: 'fields is a list of field names' }
      if (!optional(e['note'], isNote)) return { code: 'text', detail: `note is a text of at most ${MAX_TEXT}` }
      return checkBase(e) ?? checkPlace(e)
    case 'remark':
      return isNote(e['text']) ? undefined : { code: 'text', detail: `text is a text of at most ${MAX_TEXT}` }
    case 'photo':
      return checkPlace(e) ?? checkPhoto(e)
    case 'track':
      return isTime(e['from']) && isTime(e['to']) && e['points'] instanceof Uint8Array
        ? undefined
        : { code: 'track', detail: 'a track has from, to and points' }
    default:
      return { code: 'type', detail: `"${String(e['type'])}" is no type that a person writes` }
  }
}

const checkPlace = (e: Raw): EventProblem | undefined =>
  optional(e['place'], isPlace) ? undefined : { code: 'place', detail: 'place is lat, lon, acc, fixAt and source' }

function checkBase(e: Raw): EventProblem | undefined {
  const base = e['base']
  return Array.isArray(base) && base.length <= MAX_BASES && base.every(isEventId)
    ? undefined
    : { code: 'base', detail: `base is a list of at most ${MAX_BASES} event ids` }
}

const checkSet = (e: Raw): EventProblem | undefined =>
  isObject(e['set']) && Object.keys(e['set']).every(isName)
    ? undefined
    : { code: 'fields', detail: 'set is an object of field names and values' }

function checkPhoto(e: Raw): EventProblem | undefined {
  const fits =
    typeof e['sha256'] === 'string' &&
    /^[0-9a-f]{64}$/.test(e['sha256']) &&
    isName(e['label']) &&
    within(e['width'], 1, 100_000) &&
    within(e['height'], 1, 100_000) &&
    within(e['bytes'], 1, MAX_PHOTO_BYTES)
  return fits ? undefined : { code: 'photo', detail: 'a photo has sha256, label, width, height and bytes' }
}
