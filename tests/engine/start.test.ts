import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DAY } from '../../domain/clock.ts'
import { startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'
import { certificateFor } from '../../sync-server/start/certificate.ts'
import { forget } from '../support/server.ts'
import { demoFolder } from '../support/shared-demo.ts'

const folder = (): string => mkdtempSync(join(tmpdir(), 'xunji-start-'))

describe('npm start', () => {
  it('[RUN6] a command that there is not exits 2 and prints the list', () => {
    for (const [file, word] of [
      ['sync-server/start/start.mjs', '--wan'],
      ['sync-server/start/dev.mjs', 'fast'],
      ['tests/run/run.ts', '--all'],
    ] as const) {
      const done = spawnSync(process.execPath, [file, word], { encoding: 'utf8' })
      expect([file, done.status]).toEqual([file, 2])
      expect(done.stderr).toContain(word)
    }
  })
  it('[RUN7] a made certificate names the addresses, is kept, and made anew when they change or it ends', async () => {
    const tls = join(folder(), 'tls')
    const now = Date.now()
    const made = await certificateFor(['192.0.2.7'], tls, now)
    const first = readFileSync(made.cert, 'utf8')
    expect(new X509Certificate(first).checkIP('192.0.2.7')).toBe('192.0.2.7')
    expect(new X509Certificate(first).checkIssued(new X509Certificate(readFileSync(made.authority)))).toBe(true)
    await certificateFor(['192.0.2.7'], tls, now)
    expect(readFileSync(made.cert, 'utf8')).toBe(first)
    await certificateFor(['192.0.2.8'], tls, now)
    const second = readFileSync(made.cert, 'utf8')
    expect(new X509Certificate(second).checkIP('192.0.2.8')).toBe('192.0.2.8')
    await certificateFor(['192.0.2.8'], tls, now + 385 * DAY)
    expect(readFileSync(made.cert, 'utf8')).not.toBe(second)
    forget(tls)
  })
  it('[RUN8] serves over HTTPS whoever trusts its authority, and keeps the session cookie from plain HTTP', async () => {
    const dataDir = demoFolder()
    const { cert, key, authority } = await certificateFor([], join(dataDir, 'tls'))
    const env = {
      DEMO: '1',
      DEMO_MOVER: 'off',
      PORT: '0',
      DATA_DIR: dataDir,
      TLS_CERT: cert,
      TLS_KEY: key,
      TLS_AUTHORITY: authority,
    }
    const server = await startServer({ config: readConfig(env) })
    const ca = readFileSync(authority)
    const ask = (path: string, body?: string): Promise<IncomingMessage & { text: string }> =>
      new Promise((done, failed) => {
        const headers = { 'content-type': 'application/json' }
        const asked = request(`${server.url}${path}`, { ca, method: body ? 'POST' : 'GET', headers }, (answer) => {
          let text = ''
          answer.on('data', (chunk) => {
            text += chunk
          })
          answer.on('end', () => done(Object.assign(answer, { text })))
        })
        asked.on('error', failed)
        asked.end(body)
      })
    expect((await ask('/healthz')).text).toContain('ok')
    expect((await ask('/authority.crt')).text).toBe(ca.toString())
    const signedIn = await ask('/api/session', JSON.stringify({ account: 'police1', password: 'xunji-demo' }))
    expect(signedIn.headers['set-cookie']?.[0]).toMatch(/; Secure/)
    await server.close()
    forget(dataDir)
  })
  it('[RUN9] half a certificate, or one that cannot be read, ends the start with a sentence', () => {
    const dataDir = folder()
    const given = (env: { [name: string]: string }) => () => readConfig({ DEMO: '1', DATA_DIR: dataDir, ...env })
    expect(given({ TLS_CERT: 'package.json' })).toThrow('needs both')
    expect(given({ TLS_CERT: '/nowhere.pem', TLS_KEY: 'package.json' })).toThrow('cannot be read')
    forget(dataDir)
  })
})
