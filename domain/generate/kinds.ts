/**
 * Writes `domain/kinds/all.ts` from the folder's listing, so that a new kind is one new file and nothing else.
 * Run by `npm run generate`, and before every build, start and test.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../kinds')
const target = join(folder, 'all.ts')
const OTHER = new Set(['all.ts', 'define.ts', 'registry.ts', 'vocabulary.ts'])

const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !OTHER.has(name))
  .sort()

const found = files.map((file) => {
  const match = /^export const (\w+) = defineKind\(/m.exec(readFileSync(join(folder, file), 'utf8'))
  if (!match) throw new Error(`domain/kinds/${file}: exports no kind. Write: export const myKind = defineKind({ … })`)
  return { file, name: match[1] as string }
})

const text = `// Written by \`npm run generate\` from the files of this folder. Do not edit.
${[...found.map(({ file, name }) => `import { ${name} } from './${file}'`), "import type { Kind } from './define.ts'"]
  .sort((a, b) => (a.split("'")[1] as string).localeCompare(b.split("'")[1] as string, 'en'))
  .join('\n')}

export const kinds: readonly Kind[] = [${found.map(({ name }) => name).join(', ')}]
`

const before = (() => {
  try {
    return readFileSync(target, 'utf8')
  } catch {
    return ''
  }
})()
if (before !== text) writeFileSync(target, text)
