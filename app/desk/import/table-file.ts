import Papa from 'papaparse'

type Cells = readonly (readonly (string | number)[])[]

/** What a spreadsheet would take for a formula stands behind an apostrophe. */
const harmless = (cell: string | number): string | number =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell

/** A CSV with BOM: without it Excel reads Chinese as something else. */
export const csvFile = (rows: Cells): Blob =>
  new Blob(
    [
      `\ufeff${Papa.unparse(
        rows.map((row) => row.map(harmless)),
        { newline: '\r\n' },
      )}\r\n`,
    ],
    {
      type: 'text/csv;charset=utf-8',
    },
  )

/** A workbook of one sheet; its writer comes when somebody asks for it. */
export async function xlsxFile(rows: Cells, sheet: string): Promise<Blob> {
  const { default: write } = await import('write-excel-file/universal')
  return write(
    rows.map((row) => [...row]),
    { sheet },
  ).toBlob()
}
