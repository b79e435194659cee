// `npm test`: runs on Node 20 with nothing installed, then everything on Node 24.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { build, install, node, root, run } from '../../sync-server/start/install.mjs'

install()
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some((path) =>
  existsSync(path),
)
if (!chromium && !process.argv.includes('--check')) {
  const sentence = 'Chromium could not be installed from the system packages. Install it, then try again.'
  run('apt-get', ['update', '-qq'], sentence)
  run('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk'], sentence)
}
build()
const done = spawnSync(node, ['tests/run/run.ts', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
process.exit(done.status ?? 1)
