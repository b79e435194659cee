import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Our own files that come with `file`: what it imports, and what that imports, but nothing lazily. */
export function loadedAtOnce(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file) || !existsSync(file)) return found
  found.add(file)
  const imports = /^(?:import\s+|(?:import|export)\s+(?!type\b)[\w\s{},*]+\sfrom\s+)'(\.[^']+\.tsx?)'/gm
  for (const [, from] of readFileSync(file, 'utf8').matchAll(imports)) {
    loadedAtOnce(join(dirname(file), from as string), found)
  }
  return found
}
