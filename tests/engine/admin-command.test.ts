import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { MeAnswer } from '../../domain/api.ts'
import { newEventId, recordOf } from '../../domain/ids.ts'
import { startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'
import { forget } from '../support/server.ts'
import { demoFolder } from '../support/shared-demo.ts'

const root = join(import.meta.dirname, '../..')
type Ran = { readonly code: number; readonly out: string; readonly err: string }

describe('npm run admin', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'xunji-admin-'))
  afterAll(() => forget(dataDir))
  const secret = 'a secret for this test only'
  function run(args: readonly string[], env: Record<string, string>, input = ''): Promise<Ran> {
    return new Promise((done) => {
      const child = execFile(
        process.execPath,
        [join(root, 'sync-server/admin.ts'), ...args],
        { env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, ...env } },
        (_error, out, err) => done({ code: child.exitCode ?? -1, out, err }),
      )
      child.stdin?.end(input)
    })
  }

  it('[HTTP16] an unknown command exits 2 and prints the list; wrong arguments say what is missing', async () => {
    for (const args of [[], ['explode'], ['constructor']]) {
      const { code, err } = await run(args, { DEMO: '1' })
      expect(code).toBe(2)
      expect(err).toMatch(/create-admin ACCOUNT/)
      expect(err).toMatch(/load-fixture --people N --rooms M FILE/)
    }
    for (const args of [
      ['create-admin'],
      ['load-fixture', '--people', '0', '--rooms', '1', 'x'],
      ['load-fixture', '--x'],
    ]) {
      const { code, err } = await run(args, { DEMO: '1' })
      expect([code, err]).toEqual([2, expect.stringMatching(/^Give .*Commands:/s)])
    }
  })
  it('[HTTP17] production: needs a secret, then its first administrator, who signs in', async () => {
    expect((await run(['create-admin', 'boss'], {})).err).toMatch(/XUNJI_SECRET is not set/)
    const short = await run(['create-admin', 'boss'], { XUNJI_SECRET: secret }, 'short\n')
    expect([short.code, short.err]).toEqual([2, expect.stringMatching(/too short/)])
    expect((await run(['create-admin', 'Boss!'], { XUNJI_SECRET: secret })).code).toBe(2)
    const made = await run(['create-admin', 'boss'], { XUNJI_SECRET: secret }, 'a long password\n')
    expect([made.code, made.out]).toEqual([0, expect.stringMatching(/boss may now sign in/)])
    const twice = await run(['create-admin', 'boss'], { XUNJI_SECRET: secret }, 'another password\n')
    expect([twice.code, twice.err]).toEqual([2, expect.stringMatching(/already/)])
    const config = readConfig({ XUNJI_SECRET: secret, PORT: '0', DATA_DIR: dataDir })
    const server = await startServer({ config })
    const signIn = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'boss', password: 'a long password' }),
    })
    expect(signIn.status).toBe(200)
    expect((await fetch(`${server.url}/api/demo/cards`)).status).toBe(404)
    await server.close()
  })
  it('[HTTP18] load-fixture: each of N people writes into the room that his line names, beside a running server', async () => {
    const folder = demoFolder()
    const file = join(folder, 'people.json')
    const args = ['load-fixture', '--people', '7', '--rooms', '3', file]
    expect((await run(args, { XUNJI_SECRET: secret })).err).toMatch(/only with DEMO=1/)
    const config = readConfig({ DEMO: '1', DEMO_MOVER: 'off', LIMITS: 'off', PORT: '0', DATA_DIR: folder })
    const server = await startServer({ config })
    expect((await run(args, { DEMO: '1', DATA_DIR: folder })).code).toBe(0)
    const lines = JSON.parse(readFileSync(file, 'utf8')) as { person: string; token: string; room: string }[]
    expect([lines.length, new Set(lines.map((line) => line.room)).size]).toEqual([7, 3])
    for (const { person, token, room } of lines) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const me = (await (await fetch(`${server.url}/api/me`, { headers })).json()) as MeAnswer
      expect(me.rooms).toContainEqual({ name: room, access: 'write' })
      const record = recordOf(newEventId(Date.now()))
      const event = { type: 'remark', record, by: person, role: 'assistant', at: Date.now(), text: 'load' }
      const written = await fetch(`${server.url}/api/rooms/${encodeURIComponent(room)}/events`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ events: [{ event }] }),
      })
      expect(written.status).toBe(200)
    }
    await server.close()
    forget(folder)
  })
})
