import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordPage } from '../../domain/api.ts'
import { shanghaiDate } from '../../domain/clock.ts'
import type { ClientEvent } from '../../domain/record/event.ts'
import { roomName } from '../../domain/room/names.ts'
import { COMMUNITY, type Office, office, personOf, SECRET_OF_OFFICE } from '../support/office.ts'
import { forget } from '../support/server.ts'

const ROOT = join(import.meta.dirname, '../..')
const BUILDINGS = 60

describe('npm run admin', () => {
  let server: Office
  beforeAll(async () => {
    server = await office()
    const at = Date.now()
    const room = roomName({ type: 'registry', area: COMMUNITY, book: 'police', year: shanghaiDate(at).year })
    const act = { by: personOf('police1'), role: 'assistant', at }
    const building = (i: number): ClientEvent => ({
      type: 'create',
      kind: 'building',
      version: 1,
      area: COMMUNITY,
      ...act,
      set: { name: `${i}号楼`, buildingNo: String(i), kind: 'multi' },
    })
    await server.write('police1', room, ...Array.from({ length: BUILDINGS }, (_, i) => building(i)))
    await server.projection.caughtUp()
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  async function admin(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const env = { ...process.env, DATA_DIR: server.dataDir, XUNJI_SECRET: SECRET_OF_OFFICE }
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

  it('[PROJ8] verify finds the projection as a replay gives it, while the server runs', async () => {
    const { code, out } = await admin('verify')
    expect(out).toMatch(/\d{2,} events in \d+ rooms; 0 faults/)
    expect(out).toMatch(/ 0 differences/)
    expect(code).toBe(0)
  })
  it('[PROJ9] verify names what was tampered with, and ends with 1; rebuild mends it under the running server', async () => {
    file((db) => {
      db.exec(
        "update record set state = 'closed' where kind = 'building' and id = (select min(id) from record where kind = 'building')",
      )
      db.exec('delete from kind_building where record = (select max(record) from kind_building)')
    })
    const found = await admin('verify')
    expect([
      found.code,
      found.out.match(/record: here/g)?.length,
      found.out.match(/kind_building: here/g)?.length,
    ]).toEqual([1, 2, 1])
    expect((await admin('rebuild')).out).toContain(`built anew: ${BUILDINGS} records`)
    expect((await admin('verify')).code).toBe(0)
    expect((await server.get<RecordPage>('officer1', '/api/records?kind=building')).total).toBe(BUILDINGS)
  })
  it('[PROJ10] an unknown command ends with 2 and the list', async () => {
    const { code, err } = await admin('nonsense')
    expect(code).toBe(2)
    expect(err).toMatch(/verify/)
  })
})
