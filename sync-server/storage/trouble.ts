import type { Unavailable } from './log.ts'

/** SQLite's primary result codes. */
const BUSY = 5
const LOCKED = 6
const READONLY = 8
const IOERR = 10
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26
/** Extended: a flush of the file or of its folder failed, so that the pages may or may not be on the disk. */
const FLUSHES = [1034, 1290]

const RETRY = 5000

/** What a failed transaction means for receipts; undefined for what is no fault of the disk but a mistake of ours. */
export function troubleOf(error: unknown): Unavailable | undefined {
  const code = (error as { readonly errcode?: unknown } | null)?.errcode
  if (typeof code !== 'number') return undefined
  if (FLUSHES.includes(code)) return { why: 'uncertain', retryAfterMs: 60_000 }
  switch (code & 0xff) {
    case BUSY:
    case LOCKED:
      return { why: 'unreachable', retryAfterMs: 1000 }
    case FULL:
      return { why: 'full', retryAfterMs: RETRY }
    case READONLY:
    case IOERR:
    case CANTOPEN:
      return { why: 'readOnly', retryAfterMs: RETRY }
    case CORRUPT:
    case NOTADB:
      return { why: 'uncertain', retryAfterMs: 60_000 }
    default:
      return undefined
  }
}
