import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { zh } from './zh.ts'

const app = join(import.meta.dirname, '..')
const keys = Object.keys(zh) as (keyof typeof zh)[]
const glossary = JSON.parse(readFileSync(join(app, '../domain/data/glossary.json'), 'utf8')) as {
  terms: readonly { readonly zh: string; readonly en: string; readonly key: string }[]
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
})
