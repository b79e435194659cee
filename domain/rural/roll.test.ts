import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Kind } from '../kinds/define.ts'
import { kindOf } from '../kinds/registry.ts'
import { tryPaid } from './paid.ts'
import { findColumns, tryRoll } from './roll.ts'
import { type Cell, readDay } from './roll-cells.ts'

const kind = kindOf('rural_household') as Kind
const V = '370303008200'
const villages = [
  { code: V, name: '铁冶村' },
  { code: '370303008201', name: '官庄村' },
]
const HEAD = ['档案号', '行政村', '户主', '电话', '家庭人口', '改造前类型', '现厕类型', '门牌']
const good = ['031', '铁冶', '崔示例', '13800000031', '4', '旱厕', '旱厕', '3-4']
const attempt = (rows: readonly (readonly Cell[])[], more: Partial<Parameters<typeof tryRoll>[0]> = {}) => {
  const { columns } = findColumns(kind, [HEAD])
  return tryRoll({ kind, rows, firstRow: 2, columns, edits: {}, villages, village: V, known: [], ...more })
}
const withCell = (name: string, cell: Cell) => [good.map((value, i): Cell => (HEAD[i] === name ? cell : value))]

describe('the list of a village', () => {
  it('[RURAL10] is read by its headings, wherever they stand', () => {
    const rows = [
      ['铁冶村农户名单', ''],
      ['户主姓名', '编号（一户一档）', '人口'],
      ['崔示例', '031', '4'],
    ]
    expect(findColumns(kind, rows)).toMatchObject({
      heading: 1,
      columns: { headName: 0, fileNo: 1, familySize: 2, phone: -1 },
    })
    expect(attempt([good])).toMatchObject({
      faults: [],
      good: [
        {
          row: 2,
          area: V,
          fields: { fileNo: '031', familySize: 4, before: 'dry_pit', exclusion: 'none', villageCode: V },
        },
      ],
    })
  })
  it('[RURAL11] says of each faulty row what is wrong, in which cell, and what was probably meant', () => {
    const faultOf = (name: string, cell: Cell) => attempt(withCell(name, cell)).faults[0]
    expect(faultOf('家庭人口', '四口')).toMatchObject({ row: 2, field: 'familySize', text: '四口', why: 'number' })
    expect(faultOf('家庭人口', '99')).toMatchObject({ why: 'range', other: '0–20' })
    expect(faultOf('改造前类型', '旱厠')).toMatchObject({ why: 'option', suggestion: '旱厕' })
    expect(faultOf('改造前类型', 'xyz')).not.toHaveProperty('suggestion')
    expect(faultOf('户主', '')).toMatchObject({ field: 'headName', why: 'missing' })
    expect(faultOf('户主', '崔'.repeat(10_000))).toMatchObject({ why: 'long', other: '100' })
    expect(faultOf('户主', '崔\ud800')).toMatchObject({ why: 'badText' })
    expect(faultOf('门牌', new Date(Date.UTC(2026, 3, 3)))).toMatchObject({ field: 'doorNo', why: 'becameDate' })
    expect(faultOf('行政村', '柳泉村')).toMatchObject({ field: 'villageCode', why: 'village' })
    expect(attempt(withCell('家庭人口', '４人')).good[0]?.fields['familySize']).toBe(4)
    expect(attempt(withCell('户主', '\u202e崔\u200b示例\u200f')).good[0]?.fields['headName']).toBe('崔示例')
  })
  it('[RURAL12] finds the same file number in the file and in the register; what is there word for word is skipped', () => {
    const twice = attempt([good, good])
    expect(twice.good.length).toBe(1)
    expect(twice.faults).toEqual([{ row: 3, field: 'fileNo', text: '031', why: 'twinInFile', other: '2' }])
    const fields = attempt([good]).good[0]?.fields ?? {}
    expect(attempt([good], { known: [{ area: V, fields }] })).toEqual({ good: [], same: [2], faults: [] })
    const other = { ...fields, familySize: 5 }
    expect(attempt([good], { known: [{ area: V, fields: other }] }).faults).toMatchObject([{ why: 'twinInRegister' }])
    // The same number in another village is another household.
    expect(attempt([good], { known: [{ area: '370303008201', fields: other }] }).faults).toEqual([])
  })
  it('[RURAL11] takes a correction made on the page', () => {
    const rows = withCell('家庭人口', '四口')
    expect(attempt(rows, { edits: { '2:familySize': '4' } })).toMatchObject({ faults: [], good: [{ row: 2 }] })
  })
  it('[RURAL11] no cell of any sort breaks the trial: each row is written, skipped or named', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.boolean(),
      fc.date({ noInvalidDate: false }),
      fc.constant(null),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 20 }), (rows) => {
        const { good, same, faults } = attempt(
          rows.map((row) => row.map((one) => (one instanceof Date && Number.isNaN(one.getTime()) ? null : one))),
        )
        const named = new Set(faults.map((one) => one.row))
        for (const { row } of good) expect(named.has(row)).toBe(false)
        expect(good.length + same.length + named.size).toBeLessThanOrEqual(rows.length)
      }),
    )
  })
})

describe('days and payments', () => {
  it('[RURAL13] a day is read as people and spreadsheets write it', () => {
    for (const text of [
      '2026-11-20',
      '2026/11/20',
      '2026.11.20',
      '2026年11月20日',
      '20261120',
      '46346',
      '２０２６-１１-２０',
    ])
      expect(readDay(text), text).toBe('2026-11-20')
    expect(readDay(new Date(Date.UTC(2026, 10, 20)))).toBe('2026-11-20')
    for (const text of ['', '11月20日', '2026-02-30', '20.11.2026', 'x', '99999999'])
      expect(readDay(text), text).toBeUndefined()
  })
  it('[RURAL13] the paid list is tried row by row', () => {
    const now = Date.parse('2026-11-25T09:00:00+08:00')
    const posted = Date.parse('2026-11-10T09:00:00+08:00')
    const one = (fileNo: string, state = 'publicised', signed = true) => ({
      id: fileNo as never,
      state,
      fields: { fileNo, publicisedAt: posted, ...(signed ? { handSign: 'M' } : {}) },
    })
    const latrines = [
      one('1'),
      one('2', 'publicised', false),
      one('3', 'accepted'),
      one('4', 'in_service'),
      one('5'),
      one('6'),
    ]
    const rows = [
      ['区奖补发放清单'],
      ['档案号', '户主', '发放日期'],
      ['1', '', '2026-11-20'],
      ['2', '', '2026-11-20'],
      ['3', '', '2026-11-20'],
      ['4', '', '2026-11-20'],
      ['5', '', '2026-11-12'],
      ['6', '', '2027-01-01'],
      ['7', '', '2026-11-20'],
      ['1', '', '2026-11-20'],
      ['6', '', ''],
      ['6', '', '昨天'],
    ]
    const told = tryPaid(rows, latrines, now)
    expect(told.map((row) => row.why)).toEqual([
      undefined,
      'notSigned',
      'notPublicised',
      'paid',
      'tooEarly',
      'future',
      'unknown',
      'twice',
      'noDay',
      'badDay',
    ])
    expect(told[0]).toEqual({ row: 3, fileNo: '1', id: '1', at: Date.parse('2026-11-20T12:00:00+08:00') })
  })
})
