import type { Kind } from '../kinds/define.ts'
import { sameValue } from '../record/equal.ts'
import type { Fields, Value } from '../record/event.ts'
import { type Cell, cleanText, type Fault, type Reading, readCell } from './roll-cells.ts'
import { ruralFields } from './roll-fields.ts'

/** At most so many households at once: a room of a village is made for 20,000 events. */
export const MOST_ROWS = 5000

/** Which column of the file fills which field; −1: none. */
export type Columns = { readonly [field: string]: number }
/** Corrections made on the page, by `row:field`. */
export type Edits = { readonly [cell: string]: string }

export type Village = { readonly code: string; readonly name: string }
/** A household of the register: its area and what it says. */
export type Known = { readonly area: string; readonly fields: Fields }

export type RowFault = Fault & { readonly row: number; readonly field: string; readonly text: string }
export type GoodRow = { readonly row: number; readonly area: string; readonly fields: Fields }
/** What would come of an import. Nothing of it is written. */
export type Trial = {
  readonly good: readonly GoodRow[]
  /** Rows that the register holds already, word for word. */
  readonly same: readonly number[]
  readonly faults: readonly RowFault[]
}

export type TrialOf = {
  readonly kind: Kind
  /** Without the heading; `firstRow` is the number that the first of them has in the file. */
  readonly rows: readonly (readonly Cell[])[]
  readonly firstRow: number
  readonly columns: Columns
  readonly edits: Edits
  /** The villages that this person may write into. */
  readonly villages: readonly Village[]
  /** Where a row belongs that names no village. */
  readonly village: string
  readonly known: readonly Known[]
}

/** Reads every row, and says of each what would come of it: written, skipped as known, or faulty and why. */
export function tryRoll(deps: TrialOf): Trial {
  const { kind, rows, firstRow, columns, edits, villages, village, known } = deps
  const fields = ruralFields(kind)
  const byCode = new Map(known.map((one) => [keyOf(one.area, one.fields['fileNo']), one]))
  const seen = new Map<string, number>()
  const [good, same, faults]: [GoodRow[], number[], RowFault[]] = [[], [], []]
  rows.forEach((cells, i) => {
    const row = firstRow + i
    if (cells.every((cell) => textOf(cell) === '')) return
    const own: RowFault[] = []
    const set: { [field: string]: Value } = {}
    let area = village
    const fail = (field: string, text: string, fault: Fault): void => void own.push({ ...fault, row, field, text })
    for (const field of fields) {
      const column = columns[field.id] ?? -1
      const edited = edits[`${row}:${field.id}`]
      const cell = edited ?? (column < 0 ? null : (cells[column] ?? null))
      if (field.id === 'villageCode') {
        const found = villageOf(textOf(cell), villages, village)
        if (typeof found === 'string') area = found
        else fail(field.id, textOf(cell), found)
        continue
      }
      const reading: Reading = readCell(kind, field, cell)
      if (reading.fault) fail(field.id, textOf(cell), reading.fault)
      else if (reading.value !== undefined) set[field.id] = reading.value
    }
    const key = keyOf(area, set['fileNo'])
    const twin = seen.get(key)
    if (set['fileNo'] !== undefined) {
      if (twin !== undefined) fail('fileNo', String(set['fileNo']), { why: 'twinInFile', other: String(twin) })
      else seen.set(key, row)
    }
    const full = { ...set, villageCode: area }
    const there = byCode.get(key)
    if (there && own.length === 0) {
      const isSame = Object.entries(full).every(([id, value]) => sameValue(there.fields[id] ?? null, value))
      if (isSame) {
        same.push(row)
        return
      }
      fail('fileNo', String(set['fileNo']), { why: 'twinInRegister' })
    }
    if (own.length > 0) faults.push(...own)
    else good.push({ row, area, fields: full })
  })
  return { good, same, faults }
}

const keyOf = (area: string, fileNo: Value | undefined): string => `${area}/${String(fileNo ?? '')}`
export const textOf = (cell: Cell): string =>
  cell instanceof Date ? cell.toISOString().slice(0, 10) : cleanText(String(cell ?? ''))

/** The village that a cell names by code or name; the one chosen above the table where it says nothing. */
function villageOf(text: string, villages: readonly Village[], fallback: string): string | Fault {
  if (text === '') return fallback === '' ? { why: 'missing' } : fallback
  const bare = (name: string) => name.replace(/(村民委员会|村委会|行政村|村|社区)$/, '')
  const found = villages.filter((one) => one.code === text || one.name === text || bare(one.name) === bare(text))
  if (found.length === 1) return (found[0] as Village).code
  return { why: found.length > 1 ? 'villageTwice' : 'village' }
}

/** The first row with at least two names that fit fields is the heading; where there is none, the first row. */
export function findColumns(
  kind: Kind,
  rows: readonly (readonly Cell[])[],
): { readonly heading: number; readonly columns: Columns } {
  const tries = rows.slice(0, 10).map((row) => columnsOf(kind, row))
  const filled = (columns: Columns) => Object.values(columns).filter((at) => at >= 0).length
  const best = tries.reduce((top, one, i) => (filled(one) > filled(tries[top] as Columns) ? i : top), 0)
  return { heading: best, columns: tries[best] ?? {} }
}

function columnsOf(kind: Kind, row: readonly Cell[]): Columns {
  const names = row.map((cell) =>
    textOf(cell)
      .replace(/[\s（(*：:].*$/, '')
      .toLowerCase(),
  )
  const taken = new Set<number>()
  return Object.fromEntries(
    ruralFields(kind).map((field) => {
      const words = [field.zh, field.en, field.id, ...(ALSO[field.id] ?? [])]
        // A phone has the English words of its kinds only when it speaks English.
        .flatMap((word?: string) => word?.toLowerCase() ?? [])
      const at = names.findIndex((name, i) => !taken.has(i) && words.includes(name))
      if (at >= 0) taken.add(at)
      return [field.id, at]
    }),
  )
}

/** Other names under which lists of villages know these columns. */
const ALSO: { readonly [field: string]: readonly string[] } = {
  fileNo: ['编号', '户编号', '档案编号', '门牌档案号', '档案'],
  villageCode: ['村', '村名', '所在村', '村庄', '村代码'],
  headName: ['姓名', '户主姓名', '农户', '农户姓名', 'name'],
  phone: ['手机', '手机号', '联系电话', '联系方式', '电话号码'],
  doorNo: ['门牌号', '住址', '地址'],
  familySize: ['人口', '人数', '常住人口', '家庭人口数'],
  poor: ['提高补助', '低保', '困难户'],
  exclusion: ['排除原因', '不计入原因', '不计入基数'],
  before: ['改造前', '原厕类型', '改前类型'],
  latrineNow: ['现厕', '厕所类型', '现状'],
}
