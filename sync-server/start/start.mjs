// `npm start`: installs, builds, and serves the product with the demo district.
import { spawn } from 'node:child_process'
import { build, install, node, root } from './install.mjs'

const unknown = process.argv.slice(2)
if (unknown.length > 0) {
  console.error(`npm start takes no "${unknown.join(' ')}" yet. Use: npm start`)
  process.exit(2)
}
install()
build()
const server = spawn(node, ['sync-server/main.ts'], { cwd: root, stdio: 'inherit', env: { DEMO: '1', ...process.env } })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', (code) => process.exit(code ?? 0))
