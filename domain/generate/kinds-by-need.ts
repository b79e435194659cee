import { kinds } from '../kinds/all.ts'
import { chunkOf, kindChunks, withoutEnglish } from '../kinds/chunks.ts'
import { deadlineRules } from '../kinds/deadline-rules.ts'
import { enums } from '../kinds/enums.ts'

const NAME = 'virtual:kinds'
const NOTHING = '\0nothing-declared'
const chunks = kindChunks(kinds, enums, deadlineRules)

/** The module that knows the parts and how each is loaded: small, in the first load. */
const index = (): string => {
  const loader = (ending: string) =>
    [...chunks.keys()].map((name) => `${JSON.stringify(name)}:()=>import('${NAME}/${name}${ending}')`).join(',')
  const chunkOfKind = Object.fromEntries(kinds.map((kind) => [kind.id, chunkOf(kind)]))
  return `export const chunks={${loader('')}}
export const english={${loader('/en')}}
export const chunkOfKind=${JSON.stringify(chunkOfKind)}`
}

function text(id: string): string | undefined {
  if (id === NOTHING) return 'export const kinds=[];export const enums={};export const deadlineRules=[]'
  if (id === `\0${NAME}`) return index()
  const [, name = '', language] = /^\0virtual:kinds\/([\w-]+)(\/en)?$/.exec(id) ?? []
  const chunk = chunks.get(name)
  if (!chunk) return undefined
  const { data, english } = withoutEnglish(chunk)
  return `export default ${JSON.stringify(language ? english : data)}`
}

/** The chunk of the build in which a module of this plugin belongs; undefined for all others. */
export function kindFile(id: string): string | undefined {
  const [, name, language] = /^\0virtual:kinds\/([\w-]+)(\/en)?$/.exec(id) ?? []
  return name && `kinds-${name}${language ? '-en' : ''}`
}
export const isKindIndex = (id: string): boolean => id === `\0${NAME}` || id === NOTHING

/**
 * For Vite: the app's registry of kinds begins empty and is filled with the parts that the signed-in person needs
 * (`app/state/kinds.ts`). Everybody else, the server first of all, imports `all.ts` as it is.
 */
export const kindsByNeed = () => ({
  name: 'kinds-by-need',
  enforce: 'pre' as const,
  resolveId(source: string, importer: string | undefined): string | undefined {
    if (source === NAME || source.startsWith(`${NAME}/`)) return `\0${source}`
    const asked =
      /^\.\/(all|enums|deadline-rules)\.ts$/.test(source) &&
      importer?.split('?')[0]?.endsWith('/domain/kinds/registry.ts')
    return asked ? NOTHING : undefined
  },
  load: text,
})
