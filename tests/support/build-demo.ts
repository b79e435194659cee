import { startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'

/** `node build-demo.ts FOLDER`: lays the demo district in the folder, whole with its projection, and ends. */
const config = readConfig({ DEMO: '1', PORT: '0', DATA_DIR: process.argv[2], LIMITS: 'off', DEMO_MOVER: 'off' })
const server = await startServer({ config, progress: (line) => console.log(line) })
await server.close()
