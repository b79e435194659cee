import { lang } from '../../words/words.ts'

/** A list to hang on a wall or to carry along. */
export type PrintList = {
  readonly title: string
  readonly text: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly foot: string
}

/** Puts a list on paper: it stands beside the page, and only it is printed (`rural.css`). */
export function printList({ title, text, head, rows, foot }: PrintList): void {
  document.querySelector('.print-list')?.remove()
  const sheet = document.createElement('section')
  sheet.className = 'print-list'
  sheet.lang = lang() === 'zh' ? 'zh-CN' : 'en'
  const add = (parent: Element, tag: string, content = ''): Element => {
    const element = document.createElement(tag)
    element.textContent = content
    parent.append(element)
    return element
  }
  add(sheet, 'h1', title)
  add(sheet, 'p', text)
  const table = add(sheet, 'table')
  const first = add(add(table, 'thead'), 'tr')
  for (const name of head) add(first, 'th', name)
  const body = add(table, 'tbody')
  for (const row of rows) {
    const line = add(body, 'tr')
    for (const cell of row) add(line, 'td', cell)
  }
  add(sheet, 'footer', foot)
  document.body.append(sheet)
  window.addEventListener('afterprint', () => sheet.remove(), { once: true })
  window.print()
}
