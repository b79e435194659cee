import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'
import type { Bench } from './bench.ts'

/** Seconds that a first start may take on a machine with two cores, and a second one. */
const FIRST = 30
const AGAIN = 5

/** How long somebody waits for the demo district after `npm start`, when app and libraries are there. */
export const bench: Bench = {
  about: 'the start of the demo district: the first, which lays it, and the second',
  async run() {
    const dataDir = mkdtempSync(join(tmpdir(), 'xunji-start-'))
    const config = readConfig({ DEMO: '1', PORT: '0', DATA_DIR: dataDir, DEMO_MOVER: 'off' })
    async function seconds(): Promise<number> {
      const began = performance.now()
      const server = await startServer({ config })
      const took = (performance.now() - began) / 1000
      await server.close()
      return took
    }
    const [first, again] = [await seconds(), await seconds()]
    rmSync(dataDir, { recursive: true, force: true })
    return [
      { name: 'first start', value: first, unit: 's', atMost: FIRST },
      { name: 'second start', value: again, unit: 's', atMost: AGAIN },
    ]
  },
}
