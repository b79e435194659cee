import { isEventId, type RecordId } from '../../domain/ids.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'

/** What a scanned or typed text says. */
type Read = { readonly id: RecordId; readonly host?: string } | { readonly assetCode: string } | undefined

/** What the phone makes of a code: the thing itself, or why it is not what was wanted. */
export type Verdict =
  | { readonly found: RecordId }
  /** A code of the district, of a thing that this phone does not hold: another street, or not here yet. */
  | { readonly why: 'notHere' }
  | { readonly why: 'retired' | 'otherKind'; readonly record: FoldedRecord }
  /** Several things end with the typed digits. */
  | { readonly why: 'several'; readonly records: readonly FoldedRecord[] }
  | { readonly why: 'foreign' | 'unknownCode' }

const ASSET_CODE = /^370303-[A-Z]{1,4}-\d{4}$/
/** Nobody has to type more of a code than its letters and digits without the leading zeros: T37. */
const SHORT_CODE = /^([A-Z]{0,4})-?(\d{1,4})$/
/** A text longer than this is no code of ours; nothing of it is looked at. */
const MOST = 300

/** The address that the code on a thing holds. */
export const addressOf = (origin: string, record: RecordId): string => `${origin}/q/${record}`

function read(text: string): Read {
  const plain = text.trim()
  if (plain.length > MOST) return undefined
  const path = /^https?:\/\/([^/\s]+)\/q\/([0-9A-Z]{26})\/?$/.exec(plain)
  if (path && isEventId(path[2])) return { id: path[2] as string as RecordId, host: path[1] as string }
  const code = plain.toUpperCase()
  return ASSET_CODE.test(code) ? { assetCode: code } : undefined
}

type Asked = {
  /** What the phone holds. */
  readonly records: readonly FoldedRecord[]
  /** The host of this installation: a code of ours that is not held here belongs to another street. */
  readonly host: string
  /** Only things of this type (`assetType`). */
  readonly type?: string | undefined
}

/**
 * What a scanned code means. A record that the phone holds counts whatever host its code was printed for (an
 * installation may have several addresses); one that it does not hold is ours only with our own host.
 */
export function judgeScanned(text: string, asked: Asked): Verdict {
  const said = read(text)
  if (!said) return { why: 'foreign' }
  const assets = asked.records.filter(({ kind }) => kind === 'asset')
  if ('assetCode' in said) {
    const own = assets.filter(({ fields }) => fields['assetCode'] === said.assetCode)
    return own[0] ? chosen(own, asked) : { why: 'notHere' }
  }
  const held = assets.find(({ id }) => id === said.id)
  if (held) return chosen([held], asked)
  return { why: said.host === asked.host ? 'notHere' : 'foreign' }
}

/** What a typed code means: the whole of it, its letters and number, or the number alone. */
export function judgeTyped(text: string, asked: Asked): Verdict {
  const said = read(text)
  if (said) return judgeScanned(text, asked)
  const short = SHORT_CODE.exec(text.trim().toUpperCase())
  if (!short) return { why: 'unknownCode' }
  const [, letters = '', digits = ''] = short
  const tail = digits.padStart(4, '0')
  const own = asked.records.filter(({ kind, fields }) => {
    const [, group, number] = kind === 'asset' ? String(fields['assetCode'] ?? '').split('-') : []
    if (number !== tail || (letters !== '' && group !== letters)) return false
    return letters !== '' || asked.type === undefined || fields['assetType'] === asked.type
  })
  return own.length > 0 ? chosen(own, asked) : { why: 'unknownCode' }
}

/** The registry may hold an old entry beside the one in use: the live one counts. */
function chosen(held: readonly FoldedRecord[], { type }: Asked): Verdict {
  const live = held.filter(({ state }) => state !== 'retired')
  const fitting = live.filter(({ fields }) => type === undefined || fields['assetType'] === type)
  const [one] = fitting
  if (fitting.length > 1) return { why: 'several', records: fitting }
  if (one) return { found: one.id }
  const other = live[0]
  return other ? { why: 'otherKind', record: other } : { why: 'retired', record: held[0] as FoldedRecord }
}
