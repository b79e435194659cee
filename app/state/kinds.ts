import { chunkOfKind, chunks, english } from 'virtual:kinds'
import { addEnglish, chunksFor, type KindChunk } from '../../domain/kinds/chunks.ts'
import { addKinds, kindOf } from '../../domain/kinds/registry.ts'
import { beforeLanguage, lang } from '../words/words.ts'

/** The declarations of kinds come by need; a kind of a part that is not there yet is shown raw until it is. */

const RETRY = [500, 2000]
const loaded = new Map<string, KindChunk>()
const translated = new Set<string>()

async function translate(name: string): Promise<void> {
  const chunk = loaded.get(name)
  const words = english[name]
  if (!chunk || !words || translated.has(name)) return
  addEnglish(chunk, (await words()).default)
  translated.add(name)
}
// Before a screen is painted in English its kinds have their English names.
beforeLanguage(async (next) => {
  if (next === 'en') await Promise.all([...loaded.keys()].map(translate))
})

async function loadChunk(name: string): Promise<void> {
  const load = chunks[name]
  if (!load || loaded.has(name)) return
  const chunk = (await load()).default
  // Two may have asked at once.
  if (loaded.has(name)) return
  loaded.set(name, chunk)
  if (lang() === 'en') await translate(name)
  addKinds(chunk.kinds, chunk.enums, chunk.rules)
}

/** A bad network may cost the first visit a file: then its records are raw until the next start brings it. */
async function patiently(names: Iterable<string>): Promise<void> {
  for (const wait of [...RETRY, undefined]) {
    try {
      await Promise.all([...names].map(loadChunk))
      return
    } catch {
      if (wait !== undefined) await new Promise((done) => setTimeout(done, wait))
    }
  }
}

/** Before anything is shown: the kinds of the books that these roles write. */
export const loadKindsOf = (roles: readonly string[]): Promise<void> => patiently(chunksFor(roles))

/** Loads the kinds among these that the app has but this page has not; true if there were such. */
export async function loadKinds(ids: Iterable<string>): Promise<boolean> {
  const missing = new Set([...ids].flatMap((id) => (kindOf(id) ? [] : (chunkOfKind[id] ?? []))))
  if (missing.size === 0) return false
  await patiently(missing)
  return true
}
