import { startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'

/** The server in a process of its own, which may write to receivers on this machine and waits for nothing. */
const told = { anywhere: true, grace: 100, gather: 100, again: [200, 200] }
const server = await startServer({ config: readConfig(process.env), told })
console.log(server.url)
