import { DAY, fromIsoDate, isoDate } from '../clock.ts'
import type { Field, Kind } from '../kinds/define.ts'
import { enumOf } from '../kinds/registry.ts'
import type { Value } from '../record/event.ts'
import { checkValue } from '../record/values.ts'

/** A cell of a file: text from a CSV; numbers, truth and dates from a workbook. */
export type Cell = string | number | boolean | Date | null

export type Fault = {
  readonly why:
    | 'missing'
    | 'number'
    | 'range'
    | 'long'
    | 'option'
    | 'becameDate'
    | 'badText'
    | 'village'
    | 'villageTwice'
    | 'twinInFile'
    | 'twinInRegister'
  /** What the fault is about: a limit, or the row of the twin. */
  readonly other?: string
  /** What was probably meant. */
  readonly suggestion?: string
}
export type Reading = { readonly value?: Value; readonly fault?: Fault }

// Marks of writing direction, zero-width characters and control characters: nobody sees them, and twins differ by them.
const UNSEEN = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** A text without what nobody sees, in one normal form. */
export const cleanText = (text: string): string => text.normalize('NFC').replace(UNSEEN, '').trim()

/** One cell as a value of its field, or what is wrong with it. */
export function readCell(kind: Kind, field: Field, cell: Cell): Reading {
  const text = cell instanceof Date ? '' : cleanText(String(cell ?? ''))
  if (text === '' && !(cell instanceof Date)) return absent(kind, field)
  // A spreadsheet turns 3-4 into the third of April: what stood there is lost.
  if (cell instanceof Date) return { fault: { why: 'becameDate' } }
  if (!text.isWellFormed()) return { fault: { why: 'badText' } }
  switch (field.type) {
    case 'int':
      return number(kind, field, text)
    case 'bool':
      return truth(text)
    case 'enum':
      return option(kind, field, text)
    default: {
      const bad = checkValue(kind, field, text, {})[0]
      return bad ? { fault: { why: 'long', other: String(field.maxLength ?? '') } } : { value: text }
    }
  }
}

function absent(kind: Kind, field: Field): Reading {
  if (field.type === 'enum' && enumOf(kind, field.enum ?? '').some((one) => one.id === field.default))
    return { value: field.default as string }
  return field.need === 'always' && field.default === undefined ? { fault: { why: 'missing' } } : {}
}

function number(kind: Kind, field: Field, text: string): Reading {
  // Full-width digits, and the unit behind the number.
  const plain = text
    .normalize('NFKC')
    .replace(field.unit ?? '人', '')
    .trim()
  if (!/^-?\d{1,15}(\.0+)?$/.test(plain)) return { fault: { why: 'number' } }
  const value = Number(plain)
  const bad = checkValue(kind, field, value, {})[0]
  return bad ? { fault: { why: 'range', other: `${field.min ?? ''}–${field.max ?? ''}` } } : { value }
}

const YES = ['是', '有', 'y', 'yes', 'true', '1', '√', '✓']
const NO = ['否', '无', 'n', 'no', 'false', '0', '×']
function truth(text: string): Reading {
  const word = text.toLowerCase()
  if (YES.includes(word)) return { value: true }
  return NO.includes(word) ? { value: false } : { fault: { why: 'option', suggestion: '是' } }
}

function option(kind: Kind, field: Field, text: string): Reading {
  const word = text.toLowerCase()
  const options = enumOf(kind, field.enum ?? '')
  const found = options.find((one) => [one.id, one.zh, one.en].some((name) => name?.toLowerCase() === word))
  if (found) return { value: found.id }
  const near = options
    .map((one) => ({ one, far: distance(word, one.zh) / Math.max(word.length, one.zh.length) }))
    .sort((a, b) => a.far - b.far)[0]
  return { fault: { why: 'option', ...(near && near.far <= 0.6 ? { suggestion: near.one.zh } : {}) } }
}

/** How many characters must change so that one text becomes the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** Day 0 of a spreadsheet is 30 December 1899 (with the leap day that 1900 did not have). */
const SERIAL_ZERO = fromIsoDate('1899-12-30') as number

/** A day as people and spreadsheets write it: 2026-11-20, 2026/11/20, 2026年11月20日, 20261120, 46346; ISO, or undefined. */
export function readDay(cell: Cell): string | undefined {
  if (cell instanceof Date) return Number.isFinite(cell.getTime()) ? cell.toISOString().slice(0, 10) : undefined
  const text = cleanText(String(cell ?? '')).normalize('NFKC')
  if (/^\d{5}$/.test(text)) return isoDate(SERIAL_ZERO + Number(text) * DAY)
  const parts =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(\s.*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (!parts) return undefined
  const [, year, month = '', day = ''] = parts
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return fromIsoDate(iso) === undefined ? undefined : iso
}
