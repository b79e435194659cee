import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { demoFolder } from './shared-demo.ts'

const root = join(import.meta.dirname, '../..')
const SOURCES = [
  'app',
  'domain',
  'sync-server',
  'public',
  'package.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'vite.config.ts',
]

/** The product's sources in a folder of their own, with the same libraries. */
export function scratchCopy() {
  const folder = mkdtempSync(join(tmpdir(), 'xunji-copy-'))
  for (const name of SOURCES) cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  cpSync(demoFolder(), join(folder, 'data'), { recursive: true })
  const servers: (() => Promise<void>)[] = []
  return {
    folder,
    /** The digest of each source, by its path. */
    digests: (): ReadonlyMap<string, string> =>
      new Map(
        SOURCES.flatMap((name) => filesOf(join(folder, name))).map((path) => [relative(folder, path), digest(path)]),
      ),
    /** Runs a script of the copy; throws what it said if it fails. */
    run(script: string, ...args: readonly string[]): void {
      const done = spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8', env: plainEnv() })
      if (done.status !== 0) throw new Error(`${script} ${args.join(' ')}\n${done.stdout}\n${done.stderr}`)
    },
    /** Starts the copy's server on the demo district and any free port; tells its address. */
    async serve(): Promise<string> {
      const env = {
        ...plainEnv(),
        DEMO: '1',
        DEMO_MOVER: 'off',
        PORT: '0',
        DATA_DIR: join(folder, 'data'),
        LIMITS: 'off',
      }
      const child = spawn(process.execPath, ['sync-server/main.ts'], { cwd: folder, env })
      const ended = new Promise<void>((done) => child.once('exit', () => done()))
      servers.push(async () => {
        child.kill('SIGTERM')
        await ended
      })
      let said = ''
      return new Promise((found, failed) => {
        const listen = (chunk: Buffer): void => {
          said += chunk.toString()
          const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
          if (url) found(url)
        }
        child.stdout.on('data', listen)
        child.stderr.on('data', listen)
        void ended.then(() => failed(new Error(`the copy's server ended:\n${said}`)))
      })
    },
    async remove(): Promise<void> {
      for (const stop of servers) await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Without what the test runner sets: a build in its `NODE_ENV` would be one without a service worker. */
function plainEnv(): NodeJS.ProcessEnv {
  const { NODE_ENV: _, ...env } = process.env
  return env
}

function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).flatMap((name) => filesOf(join(path, name)))
}
const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
