import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordPage } from '../../domain/api.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

const ROOT = join(import.meta.dirname, '../..')

describe('npm run admin', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await demoServer()
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  async function admin(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const env = { ...process.env, DATA_DIR: server.dataDir, DEMO: '1' }
    try {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, ['sync-server/admin.ts', ...args], {
        cwd: ROOT,
        env,
      })
      return { code: 0, out: stdout, err: stderr }
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
      return { code, out: stdout, err: stderr }
    }
  }
  const file = (work: (db: DatabaseSync) => void): void => {
    const db = new DatabaseSync(join(server.dataDir, 'projection.sqlite'))
    db.exec('pragma busy_timeout=5000')
    work(db)
    db.close()
  }

  it('[PROJ8] verify finds the demo district as a replay gives it, while the server runs', async () => {
    const { code, out } = await admin('verify')
    expect(out).toMatch(/\d{4,} events in \d+ rooms; 0 faults/)
    expect(out).toMatch(/ 0 differences/)
    expect(code).toBe(0)
  })
  it('[PROJ9] verify names what was tampered with, and ends with 1; rebuild mends it under the running server', async () => {
    file((db) => {
      db.exec(
        "update record set state = 'closed' where kind = 'building' and id = (select min(id) from record where kind = 'building')",
      )
      db.exec('delete from kind_asset where record = (select min(record) from kind_asset)')
    })
    const found = await admin('verify')
    expect([
      found.code,
      found.out.match(/record: here/g)?.length,
      found.out.match(/kind_asset: here/g)?.length,
    ]).toEqual([1, 2, 1])
    expect((await admin('rebuild')).out).toMatch(/built anew: \d{4,} records/)
    expect((await admin('verify')).code).toBe(0)
    const token = await tokenOf(server, 'officer1')
    const answer = await fetch(`${server.url}/api/records?kind=building&state=active`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(((await answer.json()) as RecordPage).total).toBe(105)
  })
  it('[PROJ10] an unknown command ends with 2 and the list', async () => {
    const { code, err } = await admin('nonsense')
    expect(code).toBe(2)
    expect(err).toMatch(/verify/)
  })
})
