import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
type Import = { readonly file: string; readonly from: string }

function filesOf(folder: string, tests: boolean): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(join(root, path)).isDirectory()) return filesOf(path, tests)
    return /\.(ts|tsx)$/.test(name) && (tests || !/\.test\.tsx?$/.test(name)) ? [path] : []
  })
}
/** Every import of a folder, of its unit tests only if asked for; relative ones as paths from the root. */
function importsOf(folder: string, tests: boolean): Import[] {
  return filesOf(folder, tests).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => {
      const from = match[1] as string
      return { file, from: from.startsWith('.') ? relative(root, resolve(root, dirname(file), from)) : from }
    })
  })
}
const breaches = (folder: string, bad: (one: Import) => boolean, tests = false): string[] =>
  importsOf(folder, tests)
    .filter(bad)
    .map((one) => `${one.file} imports ${one.from}`)

describe('the walls of the house', () => {
  it('[RUN1] app and sync-server never import each other, and domain imports neither', () => {
    expect(breaches('app', (one) => one.from.startsWith('sync-server'), true)).toEqual([])
    expect(breaches('sync-server', (one) => one.from.startsWith('app/'), true)).toEqual([])
    expect(breaches('domain', (one) => /^(app|sync-server)\//.test(one.from))).toEqual([])
  })
  it('[RUN2] domain has no I/O: nothing of Node but in its generator', () => {
    expect(
      breaches('domain', (one) => one.from.startsWith('node:') && !one.file.startsWith('domain/generate')),
    ).toEqual([])
  })
  it('[RUN3] only domain/room/doc.ts touches Yjs, and the server never reaches it', () => {
    for (const folder of ['domain', 'app', 'sync-server']) {
      expect(breaches(folder, (one) => one.from === 'yjs' && one.file !== 'domain/room/doc.ts')).toEqual([])
    }
    expect(breaches('sync-server', (one) => one.from === 'domain/room/doc.ts' || one.from === 'yjs', true)).toEqual([])
    expect(breaches('domain', (one) => one.from === 'domain/room/doc.ts')).toEqual([])
  })
  it('[RUN4] only app/store knows Dexie, only app/sync y-websocket, SQL stays in its folders', () => {
    expect(breaches('app', (one) => one.from === 'dexie' && !one.file.startsWith('app/store/'))).toEqual([])
    expect(breaches('app', (one) => one.from === 'y-websocket' && !one.file.startsWith('app/sync/'))).toEqual([])
    const sql = /^sync-server\/(storage|projection|people|told)\//
    expect(breaches('sync-server', (one) => one.from === 'node:sqlite' && !sql.test(one.file))).toEqual([])
  })
})
