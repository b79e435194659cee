import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOUR, isoDate } from '../../domain/clock.ts'

/**
 * One demo district for all tests: built once, copied by each test that wants one. It is kept for some hours, as long as
 * nothing changes that it is made of, so that the next run begins at once.
 */
const root = join(import.meta.dirname, '../..')
const kept = join(root, '.cache/demo')
const KEPT_FOR = 2 * HOUR
const MADE_OF = ['domain', 'sync-server', 'package-lock.json']
const PATH = 'XUNJI_SHARED_DEMO'

/** vitest's global set-up: once a run, before its first test. */
export default async function setup(): Promise<void> {
  process.env[PATH] = await sharedDemo()
}

/** A folder of the caller's own with the district in it, as a server left it that was stopped. */
export function demoFolder(): string {
  const shared = process.env[PATH]
  if (!shared) throw new Error('no demo was built: the project of this test has no globalSetup (vitest.config.ts)')
  const folder = mkdtempSync(join(tmpdir(), 'xunji-'))
  cpSync(shared, folder, { recursive: true })
  return folder
}

async function sharedDemo(): Promise<string> {
  mkdirSync(kept, { recursive: true })
  for (const name of readdirSync(kept)) {
    const old = Date.now() - statSync(join(kept, name)).mtimeMs > KEPT_FOR
    if (old) rmSync(join(kept, name), { recursive: true, force: true })
  }
  const target = join(kept, `${isoDate(Date.now())}-${digest()}`)
  if (existsSync(target)) return target
  const folder = mkdtempSync(join(kept, 'building-'))
  await build(folder)
  try {
    renameSync(folder, target)
  } catch (error) {
    // Another run was faster.
    if (!existsSync(target)) throw error
    rmSync(folder, { recursive: true, force: true })
  }
  return target
}

/** In a process of its own: the server as it runs, not as a test runner would load it. */
async function build(folder: string): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'build-demo.ts'), folder], { cwd: root })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise((done) => child.once('exit', done))
  if (code !== 0) throw new Error(`the demo was not built:\n${said}`)
}

/** Of everything that the demo is made of. */
function digest(): string {
  const hash = createHash('sha256')
  const read = (path: string): void => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) read(join(path, name))
    else if (!path.endsWith('.test.ts')) hash.update(path).update(readFileSync(path))
  }
  for (const name of MADE_OF) read(join(root, name))
  return hash.digest('hex').slice(0, 16)
}
