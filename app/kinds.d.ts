/** Made by domain/generate/kinds-by-need.ts when the app is built. */
declare module 'virtual:kinds' {
  import type { KindChunk } from '../domain/kinds/chunks.ts'

  type Loaders<T> = { readonly [chunk: string]: () => Promise<{ readonly default: T }> }
  export const chunks: Loaders<KindChunk>
  export const english: Loaders<readonly string[]>
  export const chunkOfKind: { readonly [kind: string]: string }
}
