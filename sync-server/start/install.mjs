// Plain JavaScript for Node 20: runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')
export const node = join(root, 'node_modules/.bin/node')
const built = join(root, 'dist/built-from')
const stamp = join(root, 'node_modules/.xunji-lock')

/** Runs a command in the repository and ends this process with a sentence if it fails. */
export function run(command, args, sentence) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (done.status === 0) return
  console.error(sentence)
  process.exit(done.status ?? 1)
}

/** Installs the locked dependencies, among them Node 24, unless exactly these are there. */
export function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  console.log('Installing …')
  run('npm', ['ci', '--no-audit', '--no-fund'], 'npm could not install. Check the network and try again.')
  writeFileSync(stamp, lock)
}

export function kinds() {
  run(node, ['domain/generate/kinds.ts'], 'The kinds could not be collected: mend the file that is named above.')
}

/** Runs until it ends or this process is ended; with the demo district, unless the environment says otherwise. */
export function serve(args, env = {}) {
  const child = spawn(node, args, { cwd: root, stdio: 'inherit', env: { DEMO: '1', ...process.env, ...env } })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 0))
}

/** Collects the kinds and builds the app, unless this very app was built before. */
export function build() {
  kinds()
  const from = sources()
  if (existsSync(join(root, 'dist/app/index.html')) && existsSync(built) && readFileSync(built, 'utf8') === from) return
  run(node, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], 'The app could not be built.')
  writeFileSync(built, from)
}

/** What the app is built from: a digest of names, sizes and times. */
function sources() {
  const digest = createHash('sha256')
  const files = ['app', 'domain', 'public'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)),
  )
  for (const file of [...files.sort(), 'vite.config.ts', 'package-lock.json']) {
    const { size, mtimeMs } = statSync(join(root, file))
    digest.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return digest.digest('hex')
}
