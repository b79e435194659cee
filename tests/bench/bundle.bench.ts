import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type InlineConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { chunksFor } from '../../domain/kinds/chunks.ts'
import type { Bench } from './bench.ts'

const root = join(import.meta.dirname, '../..')

/** What the phone's first screen cannot do without, each as far as the phone uses it. */
const LIBRARIES = `
import { createEffect, createMemo, createResource, createSignal, For, lazy, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import { createStore, reconcile, unwrap } from 'solid-js/store'
import { render } from 'solid-js/web'
import { Navigate, Route, Router, useLocation, useNavigate, useParams, useSearchParams } from '@solidjs/router'
import { Dexie } from 'dexie'
import { monotonicFactory, ulid } from 'ulid'
import { Virtualizer } from 'virtua/solid'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
globalThis.kept = [
  createEffect, createMemo, createResource, createSignal, For, lazy, Match, onCleanup, onMount, Show, Switch,
  createStore, reconcile, unwrap, render, Navigate, Route, Router, useLocation, useNavigate, useParams,
  useSearchParams, Dexie, monotonicFactory, ulid, Virtualizer, WebsocketProvider, Y.Doc, Y.applyUpdate,
]
`

/** JavaScript that the page loads at once (bytes): its module script and what that names to preload. */
function firstLoad(folder: string): number {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const files = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1] as string)
  return [...new Set(files)].reduce((sum, file) => sum + sizeOf(join(folder, file)), 0)
}
/** The declarations of kinds that a role's phone loads before it shows anything (bytes). */
const kindsFor = (folder: string, role: string): number =>
  chunksFor([role]).reduce((sum, chunk) => {
    const files = readdirSync(join(folder, 'assets')).filter((file) => partOf(file) === `kinds-${chunk}`)
    return files.reduce((size, file) => size + sizeOf(join(folder, 'assets', file)), sum)
  }, 0)
/** The name of a built file without its hash. */
const partOf = (file: string): string => file.replace(/-[\w-]{8}\.js$/, '')
const WORKERS = ['assistant', 'cleaner', 'toilet_keeper', 'village_staff']
/** gzip -9 (bytes) */
const sizeOf = (file: string): number => gzipSync(readFileSync(file), { level: 9 }).length

/** Everything that the phone keeps after one visit, as the service worker lists it. */
function precached(folder: string): number {
  const listed = readFileSync(join(folder, 'service-worker.js'), 'utf8')
  const files = [...listed.matchAll(/"?url"?:"([^"]+)"/g)].map((match) => match[1] as string)
  return files.reduce((sum, file) => sum + sizeOf(join(folder, file)), 0)
}

async function built(from: string, to: string, config: InlineConfig): Promise<string> {
  await build({ ...config, root: from, logLevel: 'error', build: { outDir: to, emptyOutDir: true, target: 'es2022' } })
  return to
}

export const bench: Bench = {
  about: 'the first load of the phone against the bare libraries that it stands on, built in the same run',
  async run() {
    // Inside the repository, so that the libraries are found from there.
    const bare = mkdtempSync(join(root, 'node_modules/.bundle-'))
    try {
      writeFileSync(join(bare, 'index.html'), '<script type="module" src="./main.js"></script>')
      writeFileSync(join(bare, 'main.js'), LIBRARIES)
      const floor = firstLoad(await built(bare, join(bare, 'out'), { configFile: false, plugins: [solid()] }))
      const app = await built(join(root, 'app'), join(bare, 'app'), { configFile: join(root, 'vite.config.ts') })
      const page = firstLoad(app)
      const kinds = Math.max(...WORKERS.map((role) => kindsFor(app, role)))
      const first = page + kinds
      const all = precached(app)
      const kilobytes = (bytes: number) => bytes / 1000
      return [
        { name: 'bare libraries', value: kilobytes(floor), unit: 'kB gzip' },
        { name: 'first load: the page', value: kilobytes(page), unit: 'kB gzip' },
        { name: 'first load: kinds of the four workers, the most', value: kilobytes(kinds), unit: 'kB gzip' },
        { name: 'everything precached', value: kilobytes(all), unit: 'kB gzip' },
        {
          name: 'first load to bare libraries',
          value: first / floor,
          unit: '×',
          peer: { name: 'bare libraries, kB', value: kilobytes(floor) },
          atMost: 1.4,
        },
        {
          name: 'everything precached to bare libraries',
          value: all / floor,
          unit: '×',
          peer: { name: 'bare libraries, kB', value: kilobytes(floor) },
          atMost: 4,
        },
      ]
    } finally {
      rmSync(bare, { recursive: true, force: true })
    }
  },
}
