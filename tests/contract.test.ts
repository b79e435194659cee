import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { demoAccounts } from '../sync-server/demo/accounts.ts'
import { described } from '../sync-server/http/openapi/routes.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const contract = read('docs/contract.md')

/** First cells of the rows of a section that do not say "later". */
function promised(section: string): readonly string[] {
  const part = contract.split(/^## /m).find((text) => text.startsWith(`${section}\n`)) ?? ''
  const rows = part.split('\n').filter((line) => line.startsWith('| `') && !/[_*]later[_*]/.test(line))
  return rows.flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name as string),
  )
}
const sources = (folder: string): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => read(join(folder, name)))
    .join('\n')

describe('the contract', () => {
  it('[CONTRACT1] names each command that there is, and none that there is not', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: { [name: string]: string } }
    const named = promised('Commands').flatMap((text) => /^npm (?:run )?(\w+)/.exec(text)?.[1] ?? [])
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(scripts).toSorted())
    const help = spawnSync(process.execPath, ['sync-server/admin.ts'], { cwd: root, encoding: 'utf8' })
    expect(help.status).toBe(2)
    for (const text of promised('Commands')) {
      const command = /^npm run admin -- ([\w-]+)/.exec(text)?.[1]
      if (command) expect(help.stderr).toContain(`  ${command}`)
    }
  })
  it('[CONTRACT2] names each route that is described, and no other', () => {
    const own = promised('HTTP').filter((name) => /^[A-Z]+ \/(api|healthz|readyz|metrics)/.test(name))
    expect([...new Set(own)].toSorted()).toEqual(Object.keys(described).toSorted())
  })
  it('[CONTRACT3] names each variable that the configuration reads', () => {
    const config = read('sync-server/config.ts')
    for (const name of promised('Environment')) expect(config).toContain(name)
    const reads = [...config.matchAll(/(?:env\['|read\(')([A-Z_]+)/g)].map(([, name]) => name as string)
    expect(reads.filter((name) => !contract.includes(`\`${name}\``))).toEqual([])
  })
  it('[CONTRACT4] names only marks that the pages have', () => {
    const app = sources('app')
    for (const name of promised('Marks in the page')) {
      const stem = name.startsWith('data-') ? name : name.replace(/\{.*$/, '').replace(/^(nav|frame|link)-.*$/, '$1-')
      expect([name, app.includes(stem)]).toEqual([name, true])
    }
  })
  it('[CONTRACT5] names the accounts of the demo', () => {
    const part = contract.split('## Demo accounts')[1] ?? ''
    const named = [...part.matchAll(/`([a-z]+\d?)`/g)].map(([, name]) => name)
    expect(named.toSorted()).toEqual(demoAccounts.map(({ account }) => account).toSorted())
  })
})

describe('the two READMEs', () => {
  const texts = ['README.md', 'README.zh-CN.md'].map(read)
  it('[CONTRACT6] have the same headings, and name only files and commands that there are', () => {
    const [en, zh] = texts.map((text) => text.match(/^##? /gm)?.length)
    expect(zh).toBe(en)
    const named = texts.map((text) =>
      [...text.matchAll(/[`(]((?:tests|domain|docs|app|sync-server)\/[\w./-]+)[`)]/g)].map(
        ([, path]) => path as string,
      ),
    )
    for (const path of named.flat()) expect([path, existsSync(join(root, path))]).toEqual([path, true])
    const language = (path: string): string => path.replace(/-(zh|en)\.png$/, '')
    expect(named[1]?.map(language)).toEqual(named[0]?.map(language))
    const { scripts } = JSON.parse(read('package.json')) as { scripts: { [name: string]: string } }
    const commands = [...texts.join('\n').matchAll(/npm (?:run (\w+)|(start|test)\b)/g)]
    for (const [, script, short] of commands) expect(Object.keys(scripts)).toContain(script ?? short)
  })
})
