import Papa from 'papaparse'
import { readSheet } from 'read-excel-file/universal'
import { fail, ok, type Result } from '../../../domain/result.ts'
import type { Cell } from '../../../domain/rural/roll-cells.ts'

/** A file as rows of cells. `encoding` is what it turned out to be written in. */
export type Table = {
  readonly rows: readonly (readonly Cell[])[]
  readonly encoding: 'UTF-8' | 'GB 18030' | 'UTF-16' | 'XLSX'
  readonly delimiter?: string
}
export type TableProblem =
  | { readonly why: 'empty' | 'noTable' | 'oldExcel' }
  | { readonly why: 'tooLarge'; readonly rows: number; readonly most: number }

/** A workbook of this many bytes holds far more than a district. */
const MOST_BYTES = 32 * 1024 * 1024

/** Reads a CSV (UTF-8 with or without BOM, GB 18030, UTF-16) or an XLSX of at most `most` rows under its heading. */
export async function readTable(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Result<Table, TableProblem>> {
  if (bytes.length === 0) return fail({ why: 'empty' })
  const starts = (...head: readonly number[]) => head.every((byte, i) => bytes[i] === byte)
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return fail({ why: 'oldExcel' })
  if (bytes.length > MOST_BYTES) return fail({ why: 'tooLarge', rows: most + 1, most })
  const read = starts(0x50, 0x4b, 0x03, 0x04)
    ? await workbook(bytes)
    : csv(bytes, starts(0xff, 0xfe), starts(0xfe, 0xff))
  if (!read) return fail({ why: 'noTable' })
  const rows = read.rows.filter((row) => row.some((cell) => String(cell ?? '').trim() !== ''))
  if (rows.length === 0) return fail({ why: 'empty' })
  if (rows.length > most + 1) return fail({ why: 'tooLarge', rows: rows.length - 1, most })
  return ok(read)
}

async function workbook(bytes: Uint8Array<ArrayBuffer>): Promise<Table | undefined> {
  try {
    return {
      rows: (await readSheet(bytes.slice().buffer)) as unknown as readonly (readonly Cell[])[],
      encoding: 'XLSX',
    }
  } catch {
    return undefined
  }
}

function csv(bytes: Uint8Array, little: boolean, big: boolean): Table | undefined {
  const decoded =
    little || big
      ? { text: new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(bytes), encoding: 'UTF-16' as const }
      : decode(bytes)
  // Bytes 0 stand in no text: a picture, a PDF, a database.
  if (!decoded || decoded.text.includes('\u0000')) return undefined
  const parsed = Papa.parse<string[]>(decoded.text.replace(/^\ufeff/, ''), {
    delimitersToGuess: [',', '\t', ';', '|', '，'],
    skipEmptyLines: false,
    newline: newlineOf(decoded.text) as '\n',
  })
  return { rows: parsed.data, encoding: decoded.encoding, delimiter: parsed.meta.delimiter }
}

/** Lines of an old Macintosh end with a carriage return alone. */
const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : text.includes('\n') ? '\n' : '\r')

/** UTF-8 if it is that to the last byte; what Chinese spreadsheets write otherwise is GBK, a part of GB 18030. */
function decode(bytes: Uint8Array): { readonly text: string; readonly encoding: 'UTF-8' | 'GB 18030' } | undefined {
  for (const [label, encoding] of [
    ['utf-8', 'UTF-8'],
    ['gb18030', 'GB 18030'],
  ] as const) {
    try {
      return { text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding }
    } catch {
      // The next one, or none.
    }
  }
  return undefined
}
