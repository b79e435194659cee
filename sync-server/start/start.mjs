// `npm start`: installs, builds, and serves the product with the demo district.
import { build, install, serve } from './install.mjs'

const [mode, ...more] = process.argv.slice(2)
if ((mode !== undefined && mode !== '--lan') || more.length > 0) {
  console.error(`There is no "npm start -- ${process.argv.slice(2).join(' ')}". There is:
  npm start            the demo district on http://127.0.0.1:8080
  npm start -- --lan   the same over HTTPS, for phones on the same network`)
  process.exit(2)
}
install()
build()
serve([mode === '--lan' ? 'sync-server/start/lan.ts' : 'sync-server/main.ts'])
