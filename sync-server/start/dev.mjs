// `npm run dev`: the app with hot reload and the server, which starts anew when it changes, on the demo district.
import { install, kinds, serve } from './install.mjs'

const unknown = process.argv.slice(2)
if (unknown.length > 0) {
  console.error(`npm run dev takes no "${unknown.join(' ')}".`)
  process.exit(2)
}
const port = Number(process.env.PORT || 8080)
const api = port + 1
install()
kinds()
serve(['--watch-path=sync-server', '--watch-path=domain', 'sync-server/main.ts'], { PORT: String(api) })
serve(['node_modules/vite/bin/vite.js', '--port', String(port), '--strictPort'], { XUNJI_API_PORT: String(api) })
