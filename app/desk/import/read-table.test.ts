import { describe, expect, it } from 'vitest'
import { readTable } from './read-table.ts'
import { csvFile, xlsxFile } from './table-file.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const rowsOf = async (data: Uint8Array<ArrayBuffer>, most = 100) => {
  const table = await readTable(data, most)
  if (!table.ok) throw new Error(table.problem.why)
  return table.value
}
const why = async (data: Uint8Array<ArrayBuffer>, most = 100) => {
  const table = await readTable(data, most)
  return table.ok ? undefined : table.problem
}
/** “户主,人口\n崔,4” in GBK. */
const GBK = Uint8Array.from([0xbb, 0xa7, 0xd6, 0xf7, 0x2c, 0xc8, 0xcb, 0xbf, 0xda, 0x0a, 0xb4, 0xde, 0x2c, 0x34])

describe('the file of a list', () => {
  it('[RURAL14] is read in UTF-8 with and without BOM, GBK and UTF-16', async () => {
    const want = [
      ['户主', '人口'],
      ['崔', '4'],
    ]
    expect(await rowsOf(GBK)).toMatchObject({ rows: want, encoding: 'GB 18030' })
    expect(await rowsOf(bytes('户主,人口\n崔,4'))).toMatchObject({ rows: want, encoding: 'UTF-8' })
    expect((await rowsOf(bytes('\ufeff户主,人口\n崔,4'))).rows).toEqual(want)
    const wide = new Uint8Array(Uint16Array.from('\ufeff户主,人口\n崔,4', (char) => char.charCodeAt(0)).buffer)
    expect(await rowsOf(wide)).toMatchObject({ rows: want, encoding: 'UTF-16' })
  })
  it('[RURAL14] quotes, commas and line ends of every sort', async () => {
    const quoted = '户主,备注\r\n"崔,明","他说""好""\r\n再来"\r\n李,\r\n'
    const { rows } = await rowsOf(bytes(quoted))
    expect(rows.slice(0, 3)).toEqual([
      ['户主', '备注'],
      ['崔,明', '他说"好"\r\n再来'],
      ['李', ''],
    ])
    for (const [end, sign] of [
      ['\r', ','],
      ['\n', ';'],
      ['\r\n', '\t'],
    ] as const) {
      const text = [
        ['户主', '人口'],
        ['崔', '4'],
        ['李', '3'],
      ]
        .map((row) => row.join(sign))
        .join(end)
      expect((await rowsOf(bytes(text))).rows, JSON.stringify([end, sign])).toEqual([
        ['户主', '人口'],
        ['崔', '4'],
        ['李', '3'],
      ])
    }
  })
  it('[RURAL14] a workbook, and what we write ourselves', async () => {
    const rows = [
      ['档案号', '人口'],
      ['031', 4],
    ]
    const book = new Uint8Array(await (await xlsxFile(rows, '农户')).arrayBuffer())
    expect(await rowsOf(book)).toMatchObject({ rows, encoding: 'XLSX' })
    const file = new Uint8Array(await csvFile([['=1+1', '崔']]).arrayBuffer())
    expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect((await rowsOf(file)).rows[0]).toEqual(["'=1+1", '崔'])
  })
  it('[RURAL15] too many rows, no table at all, an empty file: each has its answer', async () => {
    const many = `户主,人口\n${'崔,4\n'.repeat(100_000)}`
    expect(await why(bytes(many), 5000)).toEqual({ why: 'tooLarge', rows: 100_000, most: 5000 })
    expect(await why(new Uint8Array())).toEqual({ why: 'empty' })
    expect(await why(bytes(' \n \n'))).toEqual({ why: 'empty' })
    expect(await why(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0xff, 0xff]))).toEqual({ why: 'noTable' })
    expect(await why(Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]))).toEqual({ why: 'noTable' })
    expect(await why(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1]))).toEqual({ why: 'oldExcel' })
  })
})
