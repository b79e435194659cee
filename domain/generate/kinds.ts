/**
 * Checks the kinds and writes `domain/kinds/all.ts` from the folder's listing, so that a new kind is one new file and
 * nothing else. Run before every build, start and test; a wrong name in a kind ends it with a sentence that says where.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Kind } from '../kinds/define.ts'
import { faultsOf } from './check-kind.ts'

const folder = join(import.meta.dirname, '../kinds')
const target = join(folder, 'all.ts')
const OTHER = new Set([
  'all.ts',
  'chunks.ts',
  'deadline-rules.ts',
  'define.ts',
  'enums.ts',
  'registry.ts',
  'retention.ts',
  'vocabulary.ts',
])

const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !OTHER.has(name))
  .sort((a, b) => (a.replace('.ts', '') < b.replace('.ts', '') ? -1 : 1))

const found = files.map((file) => {
  const match = /^export const (\w+) = defineKind\(/m.exec(readFileSync(join(folder, file), 'utf8'))
  if (!match) throw new Error(`domain/kinds/${file}: exports no kind. Write: export const myKind = defineKind({ … })`)
  return { file, name: match[1] as string }
})

const declared: Kind[] = []
for (const { file, name } of found) {
  const module = (await import(pathToFileURL(join(folder, file)).href)) as { readonly [name: string]: Kind }
  declared.push(module[name] as Kind)
}
const faults = declared.flatMap((kind) => faultsOf(kind, declared))
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exit(1)
}

/** The formatter's order: by module name without its ending. */
const stem = (line: string): string => (line.split("'")[1] as string).replace('.ts', '')
const imports = [
  ...found.map(({ file, name }) => `import { ${name} } from './${file}'`),
  "import type { Kind } from './define.ts'",
].sort((a, b) => (stem(a) < stem(b) ? -1 : 1))
const names = found.map(({ name }) => name)
const oneLine = `export const kinds: readonly Kind[] = [${names.join(', ')}]`
const list = oneLine.length <= 120 ? oneLine : `export const kinds: readonly Kind[] = [\n  ${names.join(',\n  ')},\n]`

const text = `// Written by \`npm run generate\` from the files of this folder. Do not edit.
${imports.join('\n')}

${list}
`

const before = (() => {
  try {
    return readFileSync(target, 'utf8')
  } catch {
    return ''
  }
})()
if (before !== text) writeFileSync(target, text)
