import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import solid from 'vite-plugin-solid'
import { loadedAtOnce } from './domain/generate/first-load.ts'
import { isKindIndex, kindFile, kindsByNeed } from './domain/generate/kinds-by-need.ts'

const api = `http://127.0.0.1:${process.env['XUNJI_API_PORT'] ?? 8081}`

/** The first picture, and what it stands on. */
const early = loadedAtOnce(join(import.meta.dirname, 'app/main.tsx'))
const EARLY_LIBRARIES = /node_modules\/solid-js\/(dist|web)\/|vite\/preload-helper/
// What the registry of kinds names comes by need; the desk asks for some of it by itself.
const BY_NEED = /\/domain\/kinds\/(all|enums|deadline-rules)\.ts$/
const atOnce = new Set(
  [...loadedAtOnce(join(import.meta.dirname, 'app/shell.tsx'))].filter((file) => !BY_NEED.test(file)),
)
const LIBRARIES = /node_modules\/(solid-js|@solidjs|dexie|ulid)\//

/** The page names what comes after the first picture, so that it is fetched meanwhile. */
const namesShell = (): Plugin => ({
  name: 'names-shell',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) =>
      Object.values(bundle ?? {})
        .flatMap((one) => (one.type === 'chunk' && one.name === 'first' ? [one.fileName, ...one.imports] : []))
        .filter((file) => !file.includes('/early-'))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
          injectTo: 'head',
        })),
  },
})

export default defineConfig({
  root: 'app',
  publicDir: '../public',
  build: {
    outDir: '../dist/app',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      output: {
        // Two files compress better, and come sooner, than the two dozen that sharing with later parts would make.
        codeSplitting: {
          groups: [
            { name: 'early', test: (id: string) => early.has(id.split('?')[0] ?? id) || EARLY_LIBRARIES.test(id) },
            { name: (id: string) => kindFile(id) ?? null },
            {
              name: 'first',
              test: (id: string) => atOnce.has(id.split('?')[0] ?? id) || LIBRARIES.test(id) || isKindIndex(id),
            },
          ],
        },
      },
    },
  },
  // `npm run dev`: the server stands beside it, and hears the page's own host: it refuses what comes from another.
  server: {
    proxy: {
      '/api/': { target: api },
      '/authority.crt': { target: api },
      // Only sockets: the sources in app/sync/ have the same address.
      '/sync/': { target: api, ws: true, bypass: (request) => (request.headers.upgrade ? undefined : request.url) },
    },
  },
  plugins: [
    kindsByNeed(),
    solid(),
    namesShell(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '.',
      filename: 'service-worker.ts',
      injectRegister: false,
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,webmanifest}'] },
      manifest: {
        name: '巡迹 Xunji',
        short_name: '巡迹',
        lang: 'zh-CN',
        start_url: '/',
        display: 'standalone',
        background_color: '#ffffff',
        theme_color: '#0b4a7d',
        icons: [{ src: 'mark.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
    }),
  ],
})
