import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Running, startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'
import { demoFolder } from './shared-demo.ts'

export type TestServer = Running & { readonly dataDir: string }

/** The real server with the demo district, on a free port; in a folder of its own with a copy of the shared district. */
export async function demoServer(dataDir = demoFolder(), port = 0, now?: () => number): Promise<TestServer> {
  const config = readConfig({ DEMO: '1', PORT: String(port), DATA_DIR: dataDir, LIMITS: 'off', DEMO_MOVER: 'off' })
  return { ...(await startServer({ config, ...(now ? { now } : {}) })), dataDir }
}

/** The same with a district that is built at `now` (ms UTC); takes its time. */
export const demoBuiltAt = (now: number): Promise<TestServer> =>
  demoServer(mkdtempSync(join(tmpdir(), 'xunji-')), 0, () => now)

export async function tokenOf(server: Running, account: string): Promise<string> {
  const response = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: 'xunji-demo' }),
  })
  const { token } = (await response.json()) as { token: string }
  return token
}

export const forget = (dataDir: string): void => rmSync(dataDir, { recursive: true, force: true })
