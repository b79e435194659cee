import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadedAtOnce } from '../../domain/generate/first-load.ts'
import { en } from './en.ts'
import { common } from './zh/common.ts'
import { phone } from './zh/phone.ts'
import { sync } from './zh/sync.ts'
import { zh } from './zh.ts'

const app = join(import.meta.dirname, '..')
const keys = Object.keys(zh) as (keyof typeof zh)[]
const glossary = JSON.parse(readFileSync(join(app, '../domain/data/glossary.json'), 'utf8')) as {
  terms: readonly { readonly zh: string; readonly en: string; readonly key: string }[]
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return name === 'zh' || name === 'en' ? [] : sources(path)
    return /(?<!\.test)\.tsx?$/.test(name) ? [readFileSync(path, 'utf8')] : []
  })
}

describe('the words of the screens', () => {
  it('[WORD1] each key stands in one file', () => {
    const found = readdirSync(join(app, 'words/zh')).flatMap((name) =>
      [...readFileSync(join(app, 'words/zh', name), 'utf8').matchAll(/^ {2}(\w+):/gm)].map((match) => match[1]),
    )
    expect(found.filter((key, at) => found.indexOf(key) !== at)).toEqual([])
    expect(found.length).toBe(keys.length)
  })
  it('[WORD2] both languages fill in the same', () => {
    const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
    expect(keys.filter((key) => holes(zh[key]).join() !== holes(en[key]).join())).toEqual([])
  })
  it('[WORD3] no key is left over', () => {
    const text = sources(app).join('\n')
    // Some keys are put together from a stem: `look_${look()}`.
    const stems = [...text.matchAll(/t\(`(\w+)\$\{/g)].map((match) => match[1] as string)
    const unused = keys.filter(
      (key) => !new RegExp(`['"\`]${key}['"\`]`).test(text) && !stems.some((stem) => key.startsWith(stem)),
    )
    expect(unused).toEqual([])
  })
  it('[WORD4] a term of the field is called as the glossary calls it', () => {
    const wrong = glossary.terms.flatMap((term) =>
      keys
        .filter((key) => zh[key] === term.zh && en[key].toLowerCase() !== term.en.toLowerCase())
        .map((key) => `${key}: ${zh[key]} is “${term.en}”, not “${en[key]}”`),
    )
    expect(wrong).toEqual([])
  })
  it('[WORD5] short sentences of a colleague: no exclamation, no “operation failed”', () => {
    expect(keys.filter((key) => /[!！]|操作失败|operation failed/i.test(zh[key] + en[key]))).toEqual([])
  })
  it('[WORD6] what loads at once says only words that load at once', () => {
    const first = { ...common, ...phone, ...sync }
    const late = [...loadedAtOnce(join(app, 'main.tsx')), ...loadedAtOnce(join(app, 'shell.tsx'))].flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bt\('(\w+)'/g)]
        .map((match) => match[1] as string)
        .filter((key) => !(key in first))
        .map((key) => `${file}: ${key}`),
    )
    expect(late).toEqual([])
  })
})
